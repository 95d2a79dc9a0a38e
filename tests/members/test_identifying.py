import pytest

from members.models import Identifier, Member
from secretariats.models import Posting
from tests.editorial.history.test_merging import opened
from tests.factories.members import MemberFactory
from tests.factories.secretariats import AreaFactory
from tests.members.admin.test_members import change_url, sign_in

pytestmark = pytest.mark.django_db

CASES = pytest.mark.parametrize(("value", "is_kept"), [("KR-41", True), ("JP-20", False)])


@pytest.fixture
def member():
    return MemberFactory(area=AreaFactory(code="KR"))


def row(value: str) -> dict[str, str]:
    """What a browser sends for a new row."""
    values = {"scheme": "iso_3166_2", "value": value, "certainty": "seen", "TOTAL_FORMS": "1"}
    return {
        f"identifiers-{name}" if name.isupper() else f"identifiers-0-{name}": value
        for name, value in values.items()
    }


@CASES
def test_row_is_checked_with_the_area_of_its_member(client, member, value, is_kept):
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    answer = client.post(change_url(member), opened(client, member) | row(value))
    assert Identifier.objects.filter(member=member, value=value).exists() is is_kept
    assert is_kept or "such as KR-11." in answer.text


@CASES
def test_row_of_a_new_member_is_checked_with_the_area_that_it_gets(client, member, value, is_kept):
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    new = opened(client, member) | {"slug": "osan", "name_en": "Osan", "seen_version": "0"}
    client.post("/admin/members/member/add/", new | row(value))
    assert Identifier.objects.filter(member__slug="osan", value=value).exists() is is_kept
    assert Member.objects.filter(slug="osan").exists() is is_kept


def test_row_that_is_wrong_and_only_seen_is_told_to_a_translator(client, member):
    """What another area made of it is nothing that a translator can put right."""
    Identifier.objects.create(member=member, scheme="iso_3166_2", value="JP-20")
    sign_in(client, member.secretariat, Posting.Role.TRANSLATOR, languages=["ko"])
    answer = client.post(change_url(member), opened(client, member) | {"name_ko": "오산"})
    assert answer.status_code == 200 and "such as KR-11." in answer.text


def forged(count: int, **values: str) -> dict[str, str]:
    """Rows with the same values."""
    rows = {
        f"identifiers-{at}-{name}": value for at in range(count) for name, value in values.items()
    }
    return rows | {"identifiers-TOTAL_FORMS": str(count)}


@pytest.mark.parametrize(
    "sent",
    [
        forged(30, scheme="wikidata", value="Q1", certainty="seen"),
        forged(30, scheme="passport", value="9" * 5000, certainty="surely", source="9" * 20),
        forged(3, scheme="\0", value="\0", certainty="\0", source="-1"),
        row("KR-41") | {"identifiers-TOTAL_FORMS": "9" * 40},
        row("KR-41") | {"identifiers-TOTAL_FORMS": "many"},
        row("KR-41") | {"identifiers-INITIAL_FORMS": "1", "identifiers-0-id": "9" * 40},
        row("KR-41") | {"identifiers-INITIAL_FORMS": "1", "identifiers-0-id": "1e9"},
    ],
    ids=["alike", "absurd", "no-letters", "endless", "no-number", "no-key", "odd-key"],
)
def test_forged_rows_are_refused_in_words(client, member, sent):
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    answer = client.post(change_url(member), opened(client, member) | sent)
    assert answer.status_code == 200
    assert answer.context["problems"]
    assert not Identifier.objects.exists()


def test_more_rows_than_a_form_holds_are_refused_in_words(client, member):
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    sent = forged(500, scheme="wikidata", value="Q1", certainty="seen")
    answer = client.post(change_url(member), opened(client, member) | sent)
    assert answer.status_code == 400
    assert "<h1" in answer.text and "Traceback" not in answer.text
    assert not Identifier.objects.exists()
