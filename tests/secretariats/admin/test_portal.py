"""The record of whose site this is: one, complete in English, and the region's alone to write."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from editorial.languages import columns
from editorial.translations.translated import Translated, translated_models
from secretariats.models import Portal, Posting
from secretariats.models.portal import TEXTS
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import (
    ForbiddenVariantFactory,
    PostingFactory,
    SecretariatFactory,
    make_portal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def portal() -> Portal:
    return Portal.objects.get()


def posted(role: str):
    posting = PostingFactory(user=UserFactory(is_staff=True), role=role)
    return posting.user


@pytest.fixture
def regional(client_of):
    return client_of(posted(Posting.Role.REGIONAL))


def address(portal: Portal, page: str = "change") -> str:
    return f"/admin/secretariats/portal/{portal.pk}/{page}/"


def typed(client, portal: Portal, **values) -> dict:
    """What the form holds, with other ``values``."""
    form = client.get(address(portal)).context["adminform"].form
    shown = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    return {name: "" if value is None else value for name, value in (shown | values).items()}


def test_migration_wrote_what_the_site_said_before(portal):
    assert (portal.name_ko, portal.name_zh_hans) == ("이클레이 동아시아", "宜可城东亚")
    assert portal.footer_en.endswith("hosted by Seoul Metropolitan Government.")
    assert (portal.time_zone, portal.own_office) == ("Asia/Seoul", None)
    assert all(getattr(portal, name) for field in TEXTS for name in columns(field))
    assert [version.name_en for version in portal.past.all()] == ["ICLEI East Asia"]


def test_there_is_no_second_record():
    texts = {f"{name}_en": "text" for name in TEXTS}
    for fields in ({}, {"is_only": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Portal.objects.create(**texts, **fields)


@pytest.mark.parametrize("field", TEXTS)
def test_english_is_required(portal, field):
    setattr(portal, f"{field}_en", "")
    with pytest.raises(ValidationError):
        portal.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        portal.save()


def test_office_that_owns_the_portal_is_not_deleted():
    office = SecretariatFactory()
    make_portal(own_office=office)
    with pytest.raises(IntegrityError):
        office.delete()


def test_texts_are_guarded_and_kept_in_the_ledger(portal):
    ForbiddenVariantFactory(text="Republic of Korea")
    portal.footer_en = "Seat: Seoul, Republic of Korea."
    with pytest.raises(ValidationError, match="Republic of Korea"):
        portal.full_clean()
    assert issubclass(Portal, Translated) and Portal in translated_models()


def test_regional_administrator_changes_it_and_pages_say_so_at_once(client, regional, portal):
    sent = typed(regional, portal, name_en="ICLEI South Asia", time_zone="Asia/Kolkata")
    response = regional.post(address(portal), sent | {"meaning-en": "new"})
    assert response.status_code == 302, response.context["errors"]
    assert "<title>Contact – ICLEI South Asia</title>" in client.get("/en/contact/").text
    portal.refresh_from_db()
    assert (portal.time_zone, portal.version) == ("Asia/Kolkata", 2)
    assert portal.past.first().history_user is not None


def test_wrong_time_zone_is_refused(regional, portal):
    response = regional.post(address(portal), typed(regional, portal, time_zone="Asia/Nowhere"))
    assert "“Asia/Nowhere” is not a time zone." in response.text


def test_nobody_adds_or_deletes_it(regional, portal):
    assert regional.get("/admin/secretariats/portal/add/").status_code == 403
    response = regional.get(address(portal, "delete"))
    assert response.status_code == 403
    assert "cannot be deleted" in response.text


@pytest.mark.parametrize("role", ["translator", "editor", "publisher", "manager"])
def test_others_do_not_see_the_screen(client_of, portal, role):
    client = client_of(posted(role))
    assert client.get(address(portal)).status_code in (302, 403)
    assert client.get("/admin/secretariats/portal/").status_code == 403
    assert "/admin/secretariats/portal/" not in client.get("/admin/").text


def test_board_offers_it_to_the_region(regional, portal):
    make_portal(headline_ja="")
    found = regional.get("/admin/translations/?kind=secretariats.portal&state=missing").text
    assert f"/admin/translations/secretariats.portal/{portal.pk}/ja/" in found
