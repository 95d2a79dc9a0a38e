"""The screen of indicators."""

import pytest

from members.models import Indicator
from secretariats.models import Posting
from tests.factories.members import FactFactory, IndicatorFactory, MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

LIST = "/admin/members/indicator/"


@pytest.fixture
def region():
    return SecretariatFactory(kind="regional")


@pytest.fixture
def office(region):
    return SecretariatFactory(parent=region)


def editor_of(client, office):
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.EDITOR).user)
    return client


def test_editor_adds_an_indicator_with_its_answers(client, office):
    editor_of(client, office)
    data = form_data(client.get(f"{LIST}add/"))
    data |= {"code": "risk", "name_en": "Risk", "kind": "choice", "secretariat": office.pk}
    data |= {"choices-TOTAL_FORMS": 1, "choices-0-code": "high", "choices-0-name_en": "High"}
    assert client.post(f"{LIST}add/", data | {"choices-0-order": "1"}).status_code == 302
    assert Indicator.objects.get().choices.get().name_en == "High"


def test_indicator_of_the_region_is_seen_and_closed(client, region, office):
    of_region = IndicatorFactory(secretariat=region, name_en="Of the region")
    IndicatorFactory(secretariat=SecretariatFactory(), name_en="Of others")
    html = editor_of(client, office).get(LIST).content.decode()
    assert "Of the region" in html
    assert "Of others" not in html
    page = client.get(f"{LIST}{of_region.pk}/change/").content.decode()
    assert 'name="name_en"' not in page


def test_list_says_whose_members_an_indicator_serves(client, region, office):
    IndicatorFactory(secretariat=region)
    html = editor_of(client, office).get(LIST).content.decode()
    assert "all members" in html
    assert region.name_en not in html
    IndicatorFactory(secretariat=office)
    assert office.name_en in client.get(LIST).content.decode()


def test_indicator_in_use_is_not_deleted_and_says_what_uses_it(client, office):
    indicator = IndicatorFactory(secretariat=office)
    FactFactory(member=MemberFactory(secretariat=office), indicator=indicator, wording_en="So")
    editor_of(client, office)
    assert "So" in client.get(f"{LIST}{indicator.pk}/change/").content.decode()
    client.post(f"{LIST}{indicator.pk}/delete/", {"post": "yes"})
    assert Indicator.objects.exists()


def test_indicator_that_other_offices_use_is_closed_to_its_own(client, office):
    indicator = IndicatorFactory(secretariat=office)
    FactFactory(member=MemberFactory(), indicator=indicator, wording_en="Elsewhere")
    indicator.choices.create(code="high", name_en="High")
    address = f"{LIST}{indicator.pk}/change/"
    page = editor_of(client, office).get(address).content.decode()
    assert "Other offices rely on this too" in page
    assert 'name="name_en"' not in page
    assert 'name="choices-0-name_en"' not in page
    forged = {"name_en": "Forged", "code": indicator.code, "secretariat": office.pk}
    rows = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 1, "0-id": indicator.choices.get().pk}
    rows |= {"0-code": "high", "0-name_en": "Forged", "0-order": 1, "0-indicator": indicator.pk}
    forged |= {f"choices-{name}": value for name, value in rows.items()}
    client.post(address, forged | {"seen_version": indicator.version})
    assert not Indicator.objects.filter(name_en="Forged").exists()
    assert indicator.choices.get().name_en == "High"
