"""A reason says something: what shows no letter and no digit answers no question, by any way.

U+200B, U+3000 and U+2060 are in the fault list, the others are not.
"""

import pytest

from editorial.languages import BY_CODE
from editorial.records.models import DoubtAnswer
from editorial.sheets.models import Import
from editorial.translations.converted_texts import fill, nothing_closed
from editorial.translations.models import ConvertedText
from members.models import Member
from secretariats.models import Posting
from tests.editorial.exchange.test_plan import (
    downloaded,
    edited,
    number_of,
    taken_over,
    translated,
    uploaded,
)
from tests.editorial.sheets.sheeting import (
    MEMBERS,
    address,
    apply,
    exported,
    previewed,
    row_of,
    signed_in,
    write,
)
from tests.factories.members import MemberFactory
from tests.factories.secretariats import (
    ForbiddenVariantFactory,
    PostingFactory,
    SecretariatFactory,
)

pytestmark = pytest.mark.django_db

NEEDED = "A reason is needed."
EMPTY = ["", "\u200b", "\u3000", "\u2060", "\u3164", "\u00ad\u2800", "…", "\u200f – \u202e"]


@pytest.fixture(autouse=True)
def variant():
    for text, language in (("Corea", ""), ("朝鮮", "zh-hant"), ("朝鲜", "zh-hans")):
        ForbiddenVariantFactory(text=text, language=language, level="doubt")


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


def test_change_of_many_asks_again(client, office):
    signed_in(client, office)
    city = MemberFactory(secretariat=office, status="draft", summary_en="To Corea")
    sent = {"seen": f"{city.pk}:{city.version}", "status": "published", "whole": "on"}
    page = client.post(f"{MEMBERS}bulk/", sent)
    assert NEEDED not in page.content.decode()
    for reason in EMPTY:
        answered = sent | {"asked": page.context["asked"], "reason": reason}
        assert NEEDED in client.post(f"{MEMBERS}bulk/", answered).content.decode()
    assert not DoubtAnswer.objects.exists()
    assert Member.objects.get().status == "draft"


def test_rows_of_a_sheet_stay_held_back(client, office):
    signed_in(client, office)
    city = MemberFactory(slug="city", secretariat=office)
    made = previewed(client, write_corea(exported(client)))
    row = row_of(made, "city")
    for reason in EMPTY:
        given = {"do": "save", "shown": row.pk, f"reason-{row.pk}": reason}
        client.post(address(made), given)
        all_at_once = {"do": "answer_all", "reason_all": reason}
        assert NEEDED in client.post(address(made), all_at_once, follow=True).content.decode()
    assert row_of(made, "city").reason == ""
    apply(client, made)
    city.refresh_from_db()
    assert not city.summary_en and not DoubtAnswer.objects.exists()


def write_corea(book):
    write(book, "city", summary_en="In Corea.")
    return book


def test_undoing_asks_again(client, office):
    signed_in(client, office)
    city = MemberFactory(slug="city", secretariat=office, summary_en="In Corea.")
    DoubtAnswer.objects.all().delete()
    book = exported(client)
    write(book, "city", summary_en="On the coast.")
    made = previewed(client, book)
    apply(client, made)
    where = f"{address(made)}undo/"
    for reason in EMPTY[1:4]:
        seen = client.get(where).context["seen"]
        page = client.post(where, {"seen": seen, "keep": "1", "reason": reason})
        assert page.context["errors"]
    city.refresh_from_db()
    made.refresh_from_db()
    assert (city.summary_en, made.state) == ("On the coast.", Import.State.APPLIED)


@pytest.mark.parametrize("reason", EMPTY[2:4])
def test_texts_of_a_file_stay_held_back(client, office, reason):
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.PUBLISHER).user)
    city = MemberFactory(secretariat=office, summary_en="A city.")
    words = {f"{city.pk}/summary_ja": "Coreaの都市"}
    response = uploaded(client, edited(downloaded(client), translated(words)))
    number = number_of(response, f"{city.pk}/summary_ja")
    page = taken_over(client, response, **{f"reason-{number}": reason, "reason_all": reason})
    assert "1 text waits for a reason." in page.content.decode()
    city.refresh_from_db()
    assert not city.summary_ja


@pytest.mark.parametrize("reason", EMPTY[4:6])
def test_converted_text_waits_for_review_and_is_not_accepted(client, office, reason):
    office.shows_converted = True
    office.save()
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.PUBLISHER).user)
    MemberFactory(secretariat=office, summary_zh_hant="往朝鮮的船")
    fill(Member.objects.all(), BY_CODE["zh-hans"], closed=nothing_closed, reason=reason)
    waiting = ConvertedText.objects.get()
    sent = {"converted_text": waiting.pk, "seen": waiting.text, "text": waiting.text}
    client.post("/admin/translations/drafts/", sent | {"reason": reason})
    assert not Member.objects.get().summary_zh_hans
