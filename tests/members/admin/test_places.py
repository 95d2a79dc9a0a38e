"""The screen of places: who keeps which, and what a place may be part of."""

import pytest

from members.models import Place
from secretariats.models import Posting
from tests.factories.members import ContainmentFactory, MemberFactory, PlaceFactory
from tests.factories.secretariats import AreaFactory, SecretariatFactory
from tests.members.admin.test_members import sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/members/place/"


@pytest.fixture
def office():
    return SecretariatFactory()


def new(office, **fields) -> dict:
    plain = {"slug": "nagano", "name_en": "Nagano", "level": "prefecture", "seen_version": "0"}
    return plain | {"area": AreaFactory().pk, "secretariat": office.pk} | fields


def test_editor_adds_a_place_of_their_office(client, office):
    sign_in(client, office)
    client.post(f"{LIST}add/", new(office))
    assert Place.objects.get().secretariat == office


def test_place_of_another_office_is_refused(client, office):
    sign_in(client, office)
    assert client.post(f"{LIST}add/", new(SecretariatFactory())).status_code == 200
    other = PlaceFactory()
    assert client.get(f"{LIST}{other.pk}/change/").status_code == 302
    assert not Place.objects.exclude(pk=other.pk).exists()


def test_circle_is_told_in_the_form(client, office):
    user = sign_in(client, office)
    user.interface_language = "en"
    user.save()
    above = PlaceFactory(secretariat=office, name_en="Northland")
    below = PlaceFactory(secretariat=office, within=above, name_en="Lakeside")
    address = f"{LIST}{above.pk}/change/"
    page = client.get(address)
    data = {n: page.context["adminform"].form[n].value() or "" for n in ("slug", "name_en")}
    response = client.post(
        address,
        new(office, **data, within=below.pk, seen_version=above.version),
    )
    assert "Lakeside is itself part of this one." in response.content.decode()


def test_place_in_use_is_not_deleted(client, office):
    sign_in(client, office, Posting.Role.MANAGER)
    place = PlaceFactory(secretariat=office)
    ContainmentFactory(member=MemberFactory(secretariat=office), place=place)
    client.post(f"{LIST}{place.pk}/delete/", {"post": "yes"})
    assert Place.objects.filter(pk=place.pk).exists()
