"""What moved into facts, sources and categories since the older versions: nothing is lost.

Key facts, counts of inhabitants with their sources, leaders and terms, each with its past.
"""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from importlib import import_module
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from editorial.records.history import versions_of
from members.late_facts import WITH_ADDRESSES, apps_at, take_over
from tests.upgrades import deeds, dumps, moved
from tests.upgrades.conftest import Upgrade
from tests.upgrades.kinds import model, records, screen
from tests.upgrades.moved import BY_KEY, key_of
from tests.upgrades.restoring import copied, restored
from tests.upgrades.rows import all_rows
from tests.upgrades.test_upgrade import administrator
from tests.upgrades.worker import NAMES_AT, Worker, content_of, write

of_terms = import_module("members.migrations.0021_terms_name_sources")

#: What each of the key facts became: the kind of its indicator, its number and its words.
BECAME = {
    ("suwon", "Forest cover"): ("percentage", Decimal("61.5"), ""),
    ("busan", "Forest cover"): ("percentage", Decimal(54), ""),
    ("daegu", "Founded"): ("year", Decimal(1908), ""),
    ("incheon", "Ships"): ("number", Decimal(1234), ""),
    ("incheon", "Share of buses"): ("percentage", Decimal("12.5"), ""),
    ("ulsan", "Parks"): ("text", None, "≈ 12"),
    ("ulsan", "Days of rain"): ("text", None, "63–65"),
    ("ulsan", "Budget"): ("number", Decimal(99_999_999_999_999), ""),
    ("ulsan", "Drift"): ("text", None, "-0.1234567"),
}


@pytest.fixture(scope="module", params=dumps.versions())
def upgrade(request, tmp_path_factory, django_db_blocker):
    """Each older version with more key facts than its dump has, upgraded."""
    version, folder = request.param, tmp_path_factory.mktemp("facts")
    with django_db_blocker.unblock(), restored(version, folder):
        moved.add_key_facts()
        moved.add_terms()
        before = all_rows()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("recompute_ledger", stdout=StringIO())
        call_command("createcachetable", verbosity=0)
        yield Upgrade(version, before, all_rows())


@pytest.fixture
def staff(upgrade):
    """An administrator at work in a copy of what was upgraded."""
    with copied():
        yield administrator()


def fact(slug: str, label: str):
    return records("fact").get(pk=key_of(slug, label))


def told(one) -> tuple:
    """The value of a fact or of a version of one, as it is kept."""
    return one.number, one.wording_en or ""


# Key facts


@pytest.mark.each_database
def test_each_key_fact_is_a_fact_with_all_that_it_said(upgrade):
    old = upgrade.before["members_keyfact"]
    assert len(old) >= len(BECAME)
    for key, row in old.items():
        found = records("fact").select_related("indicator", "source").get(pk=key)
        assert (found.member_id, found.year, found.version) == (
            row["member_id"],
            row["year"],
            row["version"],
        )
        assert (found.source.url if found.source else "") == row["source_url"]
        for code in moved.LANGUAGES:
            name = getattr(found.indicator, f"name_{code}") or ""
            assert name == (row[f"label_{code}"] or "")
        unit = "%" if found.indicator.kind == "percentage" else found.indicator.unit_en
        assert (unit or "") in (row["unit"], "%")


@pytest.mark.each_database
@pytest.mark.parametrize(("place", "became"), BECAME.items())
def test_value_stands_where_the_kind_of_its_indicator_has_it(upgrade, place, became):
    found = fact(*place)
    assert (found.indicator.kind, *told(found)) == became
    assert not found.is_doubtful
    found.answer_doubts("As it was.")
    found.full_clean()


@pytest.mark.each_database
def test_each_version_of_a_key_fact_is_one_of_its_fact(upgrade):
    old = upgrade.before["members_historicalkeyfact"].values()
    for key in {row["id"] for row in old}:
        then = sorted((row for row in old if row["id"] == key), key=lambda row: row["history_id"])
        kept = list(versions_of(model("fact")).filter(id=key).order_by("history_id"))
        assert [(one.version, one.history_type, one.history_user_id) for one in kept] == [
            (row["version"], row["history_type"], row["history_user_id"]) for row in then
        ]
        for row, one in zip(then, kept, strict=True):
            number, words = told(one)
            plain = row["value"].removesuffix("%").replace(",", "")
            assert words == row["value"] if number is None else number == Decimal(plain)


@pytest.mark.each_database
def test_labels_that_say_the_same_are_one_indicator_unless_a_fact_would_be_lost(upgrade):
    keys = [key for key, one in BY_KEY.items() if one.label == moved.FOREST]
    found = [records("fact").get(pk=key).indicator for key in keys]
    assert found[0] == found[1] != found[2]
    assert (found[0].kind, found[0].decimals, found[0].secretariat.slug) == (
        "percentage",
        1,
        "korea-office",
    )


@pytest.mark.each_database
def test_what_is_kept_of_a_label_follows_to_the_name(upgrade):
    """Also where the label of another member became the indicator."""
    key = fact("busan", "Forest cover").indicator_id
    place = {"kind": "members.indicator", "key": key, "field": "name"}
    reviews = records("translation review").filter(**place, language="ko")
    assert reviews.filter(by__username="korea-editor", how="written").exists()
    assert records("converted text").get(**place, language="zh-hans").text == "软件森林"
    excepted = records("exception for a name").get(**place, language="ko")
    assert excepted.reason == "Of a map."
    past = versions_of(type(excepted)).filter(id=excepted.pk).order_by("history_id")
    assert [(one.version, one.history_type) for one in past] == [(1, "+"), (2, "~")]


def test_exception_that_followed_is_opened_changed_and_told(staff):
    key = fact("busan", "Forest cover").indicator_id
    excepted = records("exception for a name").get(kind="members.indicator", key=key)
    staff.save("exception for a name", excepted, reason="Of an old map.")
    excepted.refresh_from_db()
    assert excepted.reason == "Of an old map."
    page = staff.client.get(f"{screen('exception for a name')}{excepted.pk}/history/")
    told = said(page)
    assert "an old map." in told
    assert "한국사무소 편집 담당" in told  # who made the versions before


def test_waiting_text_of_a_label_is_taken_as_the_name(staff):
    page = staff.client.get("/admin/translations/drafts/").content.decode()
    assert "软件森林" in page


def test_nothing_that_moved_is_taken_for_late(staff):
    """Nor twice: what workers of the older version write meanwhile is taken over afterwards."""
    before = [*versions_of(model("fact")).values_list("history_id", flat=True)]
    assert take_over() == {}
    assert [*versions_of(model("fact")).values_list("history_id", flat=True)] == before


def test_key_fact_of_a_worker_that_had_not_stopped_is_taken_over(staff):
    key = max(BY_KEY) + 1
    late = moved.KeyFact("suwon", ("63.1",), moved.FOREST, "%", 2021, moved.AT)
    moved.write(key, late, moved.MOMENT + timedelta(days=2))
    assert take_over() == {"key facts": 1}
    found = records("fact").get(member__slug="suwon", year=2021, number=Decimal("63.1"))
    assert found.indicator == fact("suwon", "Forest cover").indicator
    assert found.source == fact("suwon", "Forest cover").source


# The past, read, compared and brought back


def said(response) -> str:
    """What a page says, without the marks at what differs."""
    return unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


def version_page(parent, kind: str, version) -> str:
    return f"{screen('member')}{parent.pk}/history/{kind}/{version.pk}/"


def restore(staff: Worker, address: str, **sent: str) -> None:
    page = staff.client.get(address)
    staff.post(address, {"seen_version": page.context["restoring"].number, **sent})


def test_old_value_is_read_and_restored(staff):
    city = deeds.member("suwon")
    first = versions_of(model("fact")).filter(id=key_of("suwon", "Forest cover"), version=1).get()
    page = version_page(city, "fact", first)
    assert "60.1" in staff.client.get(page).content.decode()
    restore(staff, page)
    assert fact("suwon", "Forest cover").number == Decimal("60.1")


def test_old_words_of_what_is_a_number_now_are_read_and_refused_with_a_sentence(staff):
    city = deeds.member("incheon")
    first = versions_of(model("fact")).filter(id=key_of("incheon", "Ships"), version=1).get()
    page = version_page(city, "fact", first)
    shown = staff.client.get(page)
    assert "many" in shown.content.decode()
    answer = staff.client.post(page, {"seen_version": shown.context["restoring"].number})
    assert "Enter a number" in answer.content.decode()
    assert fact("incheon", "Ships").number == 1234


def test_key_fact_that_was_deleted_is_brought_back(staff):
    city, key = deeds.member("suwon"), key_of("suwon", "Old bridges")
    gone = versions_of(model("fact")).filter(id=key, history_type="-").get()
    restore(staff, version_page(city, "fact", gone))
    assert records("fact").get(pk=key).number == 3


def test_history_of_a_member_tells_versions_of_its_key_facts(staff):
    city = deeds.member("incheon")
    page = staff.client.get(f"{screen('member')}{city.pk}/history/").content.decode()
    assert "many" in page
    assert "1,234" in page or "1234" in page


@pytest.mark.parametrize(("leader", "figure"), [("Lee First", 1_050_000), ("Kim Next", 1_060_000)])
def test_old_count_and_leader_are_compared_and_restored_with_their_source(staff, leader, figure):
    city = deeds.member(deeds.FIGURES)
    past = versions_of(model("member")).filter(id=city.pk, population=figure)
    version = past.filter(leader_name_en=leader).order_by("history_id")[0]
    assert version.population_source_id
    page = version_page(city, "member", version)
    shown = staff.client.get(page).content.decode()
    assert leader in shown
    assert f"{figure:,}" in shown or str(figure) in shown
    restore(staff, page)
    now = deeds.member(deeds.FIGURES)
    assert (now.population, now.leader_name_en) == (figure, leader)
    assert now.population_source_id == version.population_source_id
    count = records("fact").of("population").trusted().filter(member=now).newest_first()[0]
    assert (count.number, count.source_id) == (figure, version.population_source_id)


# Inhabitants and terms


@pytest.mark.each_database
def test_each_count_that_a_member_ever_told_is_a_fact_or_a_version_of_one(upgrade):
    old = upgrade.before["members_historicalmember"].values()
    living = upgrade.before["members_member"]
    told_once = {
        (row["id"], row["population"], row["population_year"], row["population_source"])
        for row in old
        if row["population"] is not None and row["id"] in living
    }
    assert len({where[0] for where in told_once}) > 40
    kept = versions_of(model("fact")).filter(indicator__code="population")
    titles = {one.pk: one.title_en for one in records("source")}
    found = {
        (one.member_id, int(one.number), one.year, titles.get(one.source_id, "")) for one in kept
    }
    assert {(*where[:3], where[3][:200]) for where in told_once} - found == set()


@pytest.mark.each_database
def test_newest_count_is_that_of_the_record(upgrade):
    for one in records("member"):
        counts = records("fact").of("population").trusted().filter(member=one)
        newest = counts.newest_first().first()
        wanted = (one.population, one.population_year, one.population_source_id)
        assert wanted == (
            (int(newest.number), newest.year, newest.source_id) if newest else (None, None, None)
        )


def addresses(upgrade, table: str) -> dict:
    """By the keys of terms, or of their versions, the addresses that were their evidence."""
    return {key: row["evidence"] for key, row in upgrade.before[table].items() if row["evidence"]}


@pytest.mark.each_database
def test_evidence_of_each_term_and_of_each_version_is_a_source_of_that_address(upgrade):
    """Of an office that the member's own may name, and one for all that it names."""
    living = addresses(upgrade, "members_membership")
    past = addresses(upgrade, "members_historicalmembership")
    assert len({*living.values()}) > 20
    assert {*past.values()} - {*living.values()}
    sources: dict[tuple, set] = {}
    found = records("term").select_related("source", "member__secretariat")
    for term in found.filter(pk__in=living):
        office = term.member.secretariat
        assert term.source.url == living[term.pk]
        assert not term.source.is_verified
        assert term.source.title_en in term.source.url
        assert term.source.secretariat in (office, office.parent)
        sources.setdefault((office, term.source.url), set()).add(term.source)
    assert all(len(same) == 1 for same in sources.values())
    for version in versions_of(model("term")).filter(pk__in=past):
        assert records("source").get(pk=version.source_id).url == past[version.pk]
    others = versions_of(model("term")).exclude(pk__in=past)
    assert not records("term").exclude(pk__in=living).exclude(source=None).exists()
    assert not others.exclude(source=None).exists()


@pytest.mark.each_database
def test_address_stays_where_the_code_of_the_version_before_reads_it(upgrade):
    for table in ("members_membership", "members_historicalmembership"):
        old, new = upgrade.before[table], upgrade.after[table]
        assert {key: row["evidence"] for key, row in old.items()} == {
            key: new[key]["evidence"] for key in old
        }


@pytest.mark.parametrize("at", [0, 1])
def test_old_versions_of_a_term_are_compared_and_restored(staff, at):
    """The first has no start, the second another start, category and evidence."""
    term = records("term").get(member__slug=moved.TERM)
    assert (term.category, term.source.url) == ("full", "https://example.org/full")
    then = versions_of(model("term")).filter(id=term.pk).order_by("history_id")[at]
    assert then.source_id != term.source_id
    page = version_page(term.member, "membership", then)
    assert records("source").get(pk=then.source_id).title_en in said(staff.client.get(page))
    restore(staff, page)
    names = ("joined_on", "joined_precision", "category", "source_id")
    term.refresh_from_db()
    assert [getattr(term, name) for name in names] == [getattr(then, name) for name in names]


def test_source_of_a_term_is_told_to_readers_and_cannot_be_deleted(staff):
    term = records("term").select_related("source").get(member__slug=moved.TERM)
    page = staff.client.get(f"/en/members/{moved.TERM}/").content.decode()
    assert f'href="{term.source.url}"' in page
    assert "(not verified)" in page
    answer = staff.client.post(f"{screen('source')}{term.source.pk}/delete/", {"post": "yes"})
    assert answer.status_code != 302
    assert records("source").filter(pk=term.source.pk).exists()


def test_term_of_a_worker_that_had_not_stopped_is_taken_over(staff):
    """It knows addresses alone, and leaves the source where it was."""
    moved.add_terms(moved.LATE, moved.MOMENT + timedelta(days=2))
    assert take_over() == {"terms": len(moved.LATE)}
    term = records("term").get(member__slug=moved.TERM)
    assert (term.category, term.source.url) == ("associate", moved.LATE[-1]["evidence"])
    first, second = versions_of(model("term")).filter(id=term.pk).order_by("-history_id")[:2][::-1]
    assert records("source").get(pk=first.source_id).url == moved.LATE[0]["evidence"]
    assert second.source_id == term.source_id != first.source_id
    assert take_over() == {}


def test_newer_sample_takes_its_sources_over_and_leaves_what_staff_edited(staff):
    """What the upgrade made of a loaded address becomes the source of the sample."""
    edited = records("term").get(member__slug=moved.TERM).source
    loaded = records("term").get(member__slug="shiyan").source
    call_command("load_sample", stdout=StringIO())
    term = records("term").select_related("source").get(member__slug="shiyan")
    assert (term.source.pk, term.source.code) == (loaded.pk, "east-asia-report-2024")
    assert term.source.title_ko == "2024년 사업 보고서"
    assert records("term").get(member__slug=moved.TERM).source == edited
    used = records("term").filter(source__code="kaohsiung-opening-2012")
    assert {one.source.secretariat.slug for one in used} == {"east-asia"}


def test_version_of_a_term_that_would_share_days_with_another_is_refused_with_a_sentence(staff):
    """Older versions let terms overlap: those stay, and no other comes to be so."""
    term = records("term").filter(member__slug=deeds.FIGURES).order_by("pk")[0]
    first = versions_of(model("term")).filter(id=term.pk).order_by("history_id")[0]
    page = version_page(term.member, "membership", first)
    shown = staff.client.get(page)
    answer = staff.client.post(page, {"seen_version": shown.context["restoring"].number})
    assert "overlaps another one" in said(answer)
    term.refresh_from_db()
    assert term.version == 3


# Imports, sheets and saved filters


def test_import_of_figures_is_undone(staff):
    made = records("import").get(file_name="applied.xlsx")
    before = deeds.member(deeds.CONFLICTED).population
    assert before == 3_300_001
    staff.undo("member", made)
    now = deeds.member(deeds.CONFLICTED)
    assert now.population != before
    count = records("fact").of("population").trusted().filter(member=now).newest_first()[0]
    assert count.number == now.population


def test_import_that_waited_is_still_decided(staff):
    made = records("import").get(file_name="conflict.xlsx")
    staff.decide("member", made, "apply", {"gwangju": "theirs", "ulsan": "theirs"})
    assert made.state == "applied"


def test_figure_in_a_sheet_from_before_is_merged(staff, upgrade):
    book = dumps_book(upgrade)
    made = staff.preview("member", write(book, "jeju", population=700_000), "old.xlsx")
    assert [(row.key, list(row.changes)) for row in made.rows.exclude(outcome="unchanged")] == [
        ("jeju", ["population"])
    ]
    staff.decide("member", made, "apply", {}, {"jeju": "So the register says."})
    assert deeds.member("jeju").population == 700_000


def test_import_that_changed_an_address_is_undone_in_the_source(staff):
    """One of the unpublished code between two versions had a column of addresses."""
    term = records("term").get(member__slug=moved.TERM)
    old = versions_of(model("term")).filter(id=term.pk).order_by("history_id")[0].source_id
    sources = [records("source").get(pk=key) for key in (old, term.source_id)]
    book = write(staff.exported("term"), term.pk, source=sources[0].code)
    made = staff.preview("term", book, "terms.xlsx")
    staff.decide("term", made, "apply", {}, {})
    row = made.rows.get(record=term.pk)
    assert row.done == {"source": [sources[1].code, sources[0].code]}
    row.done = {"evidence": [sources[1].url, sources[0].url]}
    row.cells = {**row.cells, "evidence": "https://example.org/unknown"}
    row.save()
    of_terms.Moving(apps_at(WITH_ADDRESSES)).move_imports()
    row.refresh_from_db()
    assert row.done == {"source": [sources[1].code, sources[0].code]}
    assert "evidence" not in row.cells
    staff.undo("term", made)
    term.refresh_from_db()
    assert term.source == sources[1]


def test_sheet_with_addresses_is_refused_with_a_sentence(staff):
    book = staff.exported("term")
    sheet = book.active
    column = next(cell for cell in sheet[NAMES_AT] if cell.value == "source")
    column.value = "evidence"
    file = SimpleUploadedFile("terms.xlsx", content_of(book))
    answer = staff.client.post(f"{screen('term')}import/", {"file": file})
    assert "“evidence” is the name of no column" in unescape(answer.content.decode())


def test_source_in_words_that_nobody_keeps_is_refused_with_a_sentence(staff, upgrade):
    book = write(dumps_book(upgrade), "jeju", population_source="A paper on my desk")
    made = staff.preview("member", book, "old.xlsx")
    row = made.rows.get(key="jeju")
    assert row.outcome == "error"
    assert "A paper on my desk" in str(row.errors)


def dumps_book(upgrade) -> Workbook:
    """The sheet that a user of the older version exported."""
    return load_workbook(BytesIO(dumps.sheet(upgrade.version)))


def test_saved_filters_lead_to_their_list(staff):
    kept = records("saved filter").filter(user=staff.user, kind="members.member")
    assert kept
    for saved in kept:
        opened = staff.client.get(f"{screen('member')}filters/{saved.pk}/", follow=True)
        assert opened.status_code == 200
        assert [str(message) for message in opened.context["messages"]] == []
        assert opened.request["QUERY_STRING"]
