"""The guard: what stops, what asks and what passes, whichever way a sentence comes in.

D1, M7 and the decided texts are in the table (``sentences.py``); of the rest no sentence is in the
fault list. A few go through each way, all of them where others speak for a case.
"""

from collections.abc import Iterable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from editorial.languages import BY_CODE, column
from editorial.records.doubts import DoubtError
from editorial.records.history import versions_of
from editorial.records.models import DoubtAnswer
from editorial.sheets.models import ImportRow
from editorial.translations.converted_texts import fill, nothing_closed
from editorial.translations.models import ConvertedText
from iclei.sample import rows
from iclei.sample.files import Folder
from iclei.sample.loader import Loading
from members.models import Member
from secretariats.models import Posting
from tests.databases import MIGRATED
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
    add,
    address,
    apply,
    exported,
    previewed,
    row_of,
    signed_in,
    undo,
    write,
)
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.field.sentences import DOUBTFUL, FORBIDDEN, HARMLESS
from tests.iclei.sample.cast import SAMPLE
from tests.members.admin.test_members import change_url, form_data

pytestmark = pytest.mark.django_db

STOPS, ASKS, PASSES = "stops", "asks", "passes"
TABLE = [
    *((STOPS, *row) for row in FORBIDDEN),
    *((ASKS, *row) for row in DOUBTFUL),
    *((PASSES, *row) for row in HARMLESS),
]
FIRST_ASKED, FIRST_PASSED = len(FORBIDDEN), len(FORBIDDEN) + len(DOUBTFUL)
FEW = [
    *(TABLE[at] for at in (1, 2, 3, 20, 21, 40)),
    *(TABLE[FIRST_ASKED + at] for at in (4, 20, 22, 31)),
    *(TABLE[FIRST_PASSED + at] for at in (48, 56)),
]
TABLES = [pytest.param(FEW, id="few"), pytest.param(TABLE, id="all", marks=pytest.mark.thorough)]
REASON = "The name of a book."


@pytest.fixture(scope="module", autouse=True)
def vocabulary(django_db_setup, databases, django_db_blocker):
    """The lists of the sample, loaded for all tests of the file; each goes back to them."""
    loading, folder = Loading(), Folder(SAMPLE)
    with databases.copy_of(MIGRATED), django_db_blocker.unblock():
        with translation.override("en"):
            loading.load(folder.table("areas.csv"), rows.area)
            loading.load(folder.table("variants.csv"), rows.variant)
            loading.load(folder.table("proper_names.csv"), rows.proper_name)
        assert loading.problems == []
        yield


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


def summary(code: str) -> str:
    return column("summary", BY_CODE[code])


def judged(obj) -> str:
    """What a validation in a shell says."""
    try:
        obj.full_clean()
    except ValidationError as error:
        found = [one for listed in error.error_dict.values() for one in listed]
        return ASKS if all(isinstance(one, DoubtError) for one in found) else STOPS
    return PASSES


def wrong(outcomes: Iterable[tuple[str, tuple[str, str, str]]]) -> list[tuple[str, str, str]]:
    """The sentences that were not judged as the table has it."""
    return [(outcome, *row) for outcome, row in outcomes if outcome != row[0]]


def test_table_is_as_long_as_promised():
    assert (len(FORBIDDEN), len(DOUBTFUL) >= 20, len(HARMLESS) >= 40) == (67, True, True)
    assert {code for code, _ in FORBIDDEN} == set(BY_CODE)


def test_whole_table_through_a_shell():
    member = MemberFactory(profile_en="")

    def outcomes():
        for row in TABLE:
            _, code, sentence = row
            setattr(member, summary(code), sentence)
            yield judged(member), row
            setattr(member, summary(code), "")

    assert wrong(outcomes()) == []


@pytest.mark.parametrize("field", ["official_name", "picture_credit"])
def test_text_in_no_language_is_held_against_the_lists_of_all(field):
    member = MemberFactory()
    found = []
    for row in FEW:
        setattr(member, field, row[2])
        found.append((judged(member), row))
    assert wrong(found) == []


@pytest.mark.parametrize("table", TABLES)
def test_table_through_the_form(client, office, table):
    signed_in(client, office)
    member = MemberFactory(slug="gimpo", secretariat=office)
    sent = form_data(client.get(change_url(member)))

    def outcomes():
        for row in table:
            before = Member.objects.get().version
            own = {summary(row[1]): row[2], "seen_version": before}
            response = client.post(change_url(member), sent | own)
            if response.status_code == 302:
                yield PASSES, row
                Member.objects.get().save()
                continue
            form = response.context["adminform"].form
            yield (ASKS if form.questions else STOPS), row
            assert Member.objects.get().version == before

    assert wrong(outcomes()) == []


def members_for(table, office) -> list[Member]:
    return [MemberFactory(slug=f"city-{at}", secretariat=office) for at in range(len(table))]


@pytest.mark.parametrize("table", TABLES)
def test_table_through_an_import(client, office, table):
    signed_in(client, office)
    cities = members_for(table, office)
    book = exported(client)
    for city, (_, code, sentence) in zip(cities, table, strict=True):
        write(book, city.slug, **{summary(code): sentence})
    made = previewed(client, book)
    told = {"error": STOPS, "asks": ASKS, "changed": PASSES}
    rows_found = [row_of(made, city.slug) for city in cities]
    found = zip((told[row.outcome] for row in rows_found), table, strict=True)
    assert wrong(found) == []


@pytest.mark.parametrize("table", TABLES)
def test_table_through_files_of_translators(client, office, table):
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.PUBLISHER).user)
    found = []
    for code in sorted({row[1] for row in table} - {"en"}):
        own = [row for row in table if row[1] == code]
        cities = [MemberFactory(secretariat=office, summary_en="A city.") for _ in own]
        words = {
            f"/{city.pk}/{summary(code)}": row[2] for city, row in zip(cities, own, strict=True)
        }
        plan = uploaded(client, edited(downloaded(client, code), translated(words))).context["plan"]
        for city, row in zip(cities, own, strict=True):
            one = next(r for r in plan.rows if r.item.name.endswith(f"/{city.pk}/{summary(code)}"))
            told = STOPS if one.outcome == "error" else ASKS if one.doubts else PASSES
            found.append((told, row))
    assert found
    assert wrong(found) == []


def test_rows_of_a_sheet_wait_for_a_reason_while_others_are_stored(client, office):
    user = signed_in(client, office)
    cities = members_for(range(4), office)
    book = exported(client)
    texts = ["In Taiwan.", "On Formosa.", "In Taiwan, too.", "On the island."]
    for city, text in zip(cities, texts, strict=True):
        write(book, city.slug, summary_en=text)
    made = previewed(client, book)
    page = client.get(address(made)).content.decode()
    first = row_of(made, "city-0")
    assert f'name="reason-{first.pk}"' in page and "3 rows ask for a reason" in page
    given = {"do": "save", "shown": first.pk, f"reason-{first.pk}": f"  {REASON} "}
    client.post(address(made), given)
    apply(client, made)
    stored = [Member.objects.get(pk=city.pk).summary_en or "" for city in cities]
    assert stored == ["In Taiwan.", "", "", "On the island."]
    answer = DoubtAnswer.objects.get()
    assert (answer.key, answer.reason, answer.by) == (cities[0].pk, REASON, user)
    assert "2 rows were held back" in client.get(address(made)).content.decode()
    undo(client, made)
    assert not Member.objects.get(pk=cities[0].pk).summary_en


def test_one_reason_answers_for_all_rows_of_a_sheet(client, office):
    signed_in(client, office)
    cities = members_for(range(3), office)
    book = exported(client)
    for city in cities:
        write(book, city.slug, summary_en=f"Taiwan and {city.slug}")
    made = previewed(client, book)
    client.post(address(made), {"do": "answer_all", "reason_all": REASON})
    apply(client, made)
    assert {member.summary_en[:6] for member in Member.objects.all()} == {"Taiwan"}
    assert DoubtAnswer.objects.filter(reason=REASON).count() == 3


def test_new_record_of_a_sheet_asks_and_is_undone(client, office):
    signed_in(client, office, role=Posting.Role.MANAGER)
    MemberFactory(slug="city", secretariat=office)
    moment = {"publish_at": "2026-01-01 09:00", "status": "published", "level": "city"}
    own = {"secretariat": "korea-office", "area": "KR", "name_en": "New"}
    book = add(exported(client), slug="brand-new", summary_en="Near Taiwan.", **moment, **own)
    made = previewed(client, book)
    row = row_of(made, "brand-new")
    assert (row.outcome, row.is_new, row.errors) == (ImportRow.Outcome.ASKS, True, [])
    client.post(address(made), {"do": "answer_all", "reason_all": REASON})
    apply(client, made)
    assert DoubtAnswer.objects.get().key == Member.objects.get(slug="brand-new").pk
    undo(client, made)
    assert not Member.objects.filter(slug="brand-new").exists()


def test_texts_of_a_file_wait_for_a_reason_while_others_are_taken(client, office):
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.PUBLISHER).user)
    one, other = (
        MemberFactory(secretariat=office, name_en=name, summary_en="A city.") for name in "AB"
    )
    words = {f"{one.pk}/summary_ja": "台湾の都市", f"{other.pk}/summary_ja": "島の都市"}
    response = uploaded(client, edited(downloaded(client), translated(words)))
    number = number_of(response, f"{one.pk}/summary_ja")
    assert f'name="reason-{number}"' in response.content.decode()
    response = taken_over(client, response)
    assert "1 text waits for a reason." in response.content.decode()
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.summary_ja or "", other.summary_ja) == ("", "島の都市")
    response.redirect_chain = response.redirect_chain or []
    number = number_of(response, f"{one.pk}/summary_ja")
    taken_over(client, response, **{f"reason-{number}": REASON})
    one.refresh_from_db()
    assert one.summary_ja == "台湾の都市"
    assert DoubtAnswer.objects.get().reason == REASON


@pytest.mark.parametrize(("reason", "is_shown"), [("", False), (REASON, True)])
def test_converted_text_in_doubt_waits_for_review_or_has_a_reason(office, reason, is_shown):
    office.shows_converted = True
    office.save()
    member = MemberFactory(secretariat=office, summary_zh_hant="往臺灣的船")
    DoubtAnswer.objects.all().delete()
    records = Member.objects.filter(pk=member.pk)
    (done,) = fill(records, BY_CODE["zh-hans"], closed=nothing_closed, reason=reason)
    assert done.is_public is is_shown
    assert bool(Member.objects.get().summary_zh_hans) is is_shown
    assert ConvertedText.objects.exists() is not is_shown
    assert DoubtAnswer.objects.exists() is is_shown


def test_converted_text_in_doubt_is_accepted_with_a_reason_and_nothing_typed_is_lost(
    client, office
):
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.PUBLISHER).user)
    member = MemberFactory(secretariat=office, summary_zh_hant="往臺灣的船")
    fill(Member.objects.all(), BY_CODE["zh-hans"], closed=nothing_closed)
    waiting = ConvertedText.objects.get()
    where = "/admin/translations/drafts/"
    assert 'name="reason"' in client.get(where).content.decode()
    sent = {"converted_text": waiting.pk, "seen": waiting.text, "text": "开往台湾的轮船"}
    page = client.post(where, sent).content.decode()
    assert "开往台湾的轮船" in page
    client.post(where, sent | {"reason": REASON})
    member.refresh_from_db()
    assert member.summary_zh_hans == "开往台湾的轮船"
    assert DoubtAnswer.objects.get().reason == REASON


def test_many_drafts_are_published_with_one_reason(client, office):
    signed_in(client, office)
    cities = [
        MemberFactory(slug=slug, secretariat=office, status="draft", summary_en="To Taiwan")
        for slug in ("one", "two")
    ]
    seen = ",".join(f"{city.pk}:{city.version}" for city in cities)
    sent = {"seen": seen, "status": "published", "whole": "on"}
    page = client.post(f"{MEMBERS}bulk/", sent)
    assert 'name="reason"' in page.content.decode()
    assert {city.status for city in Member.objects.all()} == {"draft"}
    answered = {"asked": page.context["asked"], "reason": REASON, "seen": page.context["seen"]}
    client.post(f"{MEMBERS}bulk/", sent | answered)
    assert {city.status for city in Member.objects.all()} == {"published"}
    assert DoubtAnswer.objects.filter(reason=REASON).count() == 2
    assert "Reason for “Taiwan”" in client.get(f"{MEMBERS}{cities[0].pk}/history/").content.decode()


def test_queries_do_not_grow_with_the_text():
    counts = []
    for times in (1, 60):
        member = MemberFactory(profile_en=f"<p>{'In Taiwan Province. On Formosa. ' * times}</p>")
        with CaptureQueriesContext(connection) as queries:
            assert judged(member) == STOPS
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert versions_of(Member).exists()
