"""The list of proper names: read by all staff, changed by regional administrators, as a sheet."""

import pytest

from editorial.records.history import versions_of
from secretariats.models import Posting, ProperName
from tests.editorial.sheets.sheeting import add, apply, exported, outcomes, previewed
from tests.factories.members import MemberFactory
from tests.factories.secretariats import AreaFactory, ForbiddenVariantFactory, PostingFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role
NAMES = "/admin/secretariats/propername/"


@pytest.fixture
def area():
    ForbiddenVariantFactory(text="Corea", language="")
    return AreaFactory()


def sign_in(client, role: str):
    user = PostingFactory(role=role).user
    client.force_login(user)
    return user


def test_administrator_lists_a_name_and_texts_may_hold_it(client, area):
    user = sign_in(client, Role.REGIONAL)
    own = {"area": area.pk, "language": "", "text": "Corea {Times|Herald}", "note": "Papers"}
    client.post(f"{NAMES}add/", own | {"seen_version": 0})
    assert versions_of(ProperName).get().history_user == user
    MemberFactory(summary_en="As the Corea Herald wrote").full_clean()
    page = client.get(NAMES).content.decode()
    assert "Corea {Times|Herald}" in page and "all languages" in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Corea", "itself a name not to be used"),
        ("CO-REA", "itself a name not to be used"),
        ("{Corea Times", "A bracket is not closed"),
        ("[Corea]", "at least two letters"),
    ],
)
def test_name_that_excuses_itself_or_is_no_pattern_is_refused(client, area, text, words):
    sign_in(client, Role.REGIONAL)
    response = client.post(f"{NAMES}add/", {"area": area.pk, "language": "", "text": text})
    assert words in response.content.decode()
    assert not ProperName.objects.exists()


def test_staff_read_the_list_and_change_nothing(client, area):
    name = ProperName.objects.create(area=area, text="Corea Times")
    sign_in(client, Role.TRANSLATOR)
    assert "Corea Times" in client.get(NAMES).content.decode()
    response = client.post(f"{NAMES}{name.pk}/change/", {"area": area.pk, "text": "Corea"})
    assert response.status_code == 403
    assert client.get(f"{NAMES}add/").status_code == 403


def test_names_come_back_from_a_sheet(client, area):
    ProperName.objects.create(area=area, text="Corea Times")
    sign_in(client, Role.REGIONAL)
    book = add(exported(client, where=NAMES), text="Corea Herald", area=area.code, note="Paper")
    made = previewed(client, book, where=NAMES)
    assert sorted(outcomes(made).values()) == ["new", "unchanged"]
    apply(client, made, where=NAMES)
    assert ProperName.objects.filter(text="Corea Herald", note="Paper", language="").exists()
