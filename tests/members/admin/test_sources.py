"""The screen of sources: what relies on one, and who changes it then."""

import pytest

from members.models import Source
from secretariats.models import Posting
from tests.factories.members import ContainmentFactory, MemberFactory, SourceFactory
from tests.factories.secretariats import SecretariatFactory
from tests.members.admin.test_members import sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/members/source/"


@pytest.fixture
def office():
    return SecretariatFactory()


def form_of(client, source: Source) -> str:
    return client.get(f"{LIST}{source.pk}/change/").content.decode()


def used_by(source: Source, office, name: str = "Suwon"):
    member = MemberFactory(secretariat=office, name_en=name)
    return ContainmentFactory(member=member, source=source)


def test_uses_are_named_as_far_as_they_are_seen(client, office):
    sign_in(client, office)
    source = SourceFactory(secretariat=office)
    used_by(source, office)
    used_by(source, SecretariatFactory(), "Gangneung")
    html = form_of(client, source)
    assert "Suwon –" in html and "and 1 more" in html and "Gangneung" not in html


def test_source_that_others_rely_on_is_closed_and_says_why(client, office):
    sign_in(client, office)
    source = SourceFactory(secretariat=office, title_en="Yearbook")
    assert 'name="title_en"' in form_of(client, source)
    used_by(source, SecretariatFactory())
    html = form_of(client, source)
    assert 'name="title_en"' not in html
    assert "Other offices rely on this too" in html
    forged = {"title_en": "Forged", "code": source.code, "secretariat": office.pk}
    client.post(f"{LIST}{source.pk}/change/", forged | {"seen_version": source.version})
    source.refresh_from_db()
    assert source.title_en == "Yearbook"


def test_source_in_use_is_not_deleted(client, office):
    sign_in(client, office, Posting.Role.MANAGER)
    source = SourceFactory(secretariat=office)
    row = used_by(source, office)
    client.post(f"{LIST}{source.pk}/delete/", {"post": "yes"})
    assert Source.objects.filter(pk=source.pk).exists()
    row.delete()
    client.post(f"{LIST}{source.pk}/delete/", {"post": "yes"})
    assert not Source.objects.filter(pk=source.pk).exists()


def test_source_of_the_region_may_be_named_and_not_changed(client):
    region = SecretariatFactory()
    office = SecretariatFactory(parent=region)
    sign_in(client, office)
    html = form_of(client, SourceFactory(secretariat=region, title_en="Of all"))
    assert "Of all" in html and 'name="title_en"' not in html
