"""Sheets that come back: compared, stored, undone."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.jobs.running import JobLane
from editorial.records.history import versions_of
from editorial.sheets import import_pages, importing
from editorial.sheets.models import Import
from members.models import Member
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import (
    MEMBERS,
    add,
    address,
    apply,
    choose,
    columns_of,
    errors,
    exported,
    hand_in,
    outcomes,
    previewed,
    row_of,
    rows_of,
    signed_in,
    undo,
    write,
)
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.secretariats import (
    AreaFactory,
    ForbiddenVariantFactory,
    PostingFactory,
    SecretariatFactory,
)
from tests.outbox import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Role, State = Posting.Role, Import.State


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def suwon(office):
    member = MemberFactory(
        slug="suwon",
        secretariat=office,
        name_en="Suwon",
        name_ko="수원",
        summary_en="A city with a wall",
        profile_en="<p>The wall is old.</p>",
        population=1_210_150,
        latitude=37.263611111111111,
        longitude=127.028611,
    )
    member.themes.add(ThemeFactory(slug="resilient"), ThemeFactory(slug="low-carbon"))
    return member


def saved(member: Member, **values) -> Member:
    """A colleague saves the record."""
    now = Member.objects.get(pk=member.pk)
    for name, value in values.items():
        setattr(now, name, value)
    now.save()
    return now


def test_export_that_comes_back_changes_nothing(client, suwon, office):
    signed_in(client, office)
    MemberFactory.create_batch(2, secretariat=office)
    made = previewed(client, exported(client))
    assert set(outcomes(made).values()) == {"unchanged"}
    assert len(outcomes(made)) == 3


def test_import_stores_what_the_file_changes(client, suwon, office):
    user = signed_in(client, office)
    book = write(
        exported(client), "suwon", name_ko="수원시", population=1_200_000, themes="resilient"
    )
    made = previewed(client, book)
    assert outcomes(made) == {"suwon": "changed"}
    page = client.get(address(made)).content.decode()
    assert "수원시</ins>" in page
    apply(client, made)
    assert made.state == State.APPLIED
    now = Member.objects.get(pk=suwon.pk)
    assert (now.name_ko, now.population) == ("수원시", 1_200_000)
    assert [theme.slug for theme in now.themes.all()] == ["resilient"]
    newest = versions_of(Member).first()
    assert newest.history_user == user
    assert newest.history_change_reason == f"import:{made.pk}:cities.xlsx"
    assert newest.version == now.version == row_of(made, "suwon").made_version


def test_import_keeps_what_others_saved_since(client, suwon, office):
    signed_in(client, office)
    book = write(exported(client), "suwon", name_ja="水原市")
    saved(suwon, summary_ko="성이 있는 도시", population=5)
    made = previewed(client, book)
    assert list(row_of(made, "suwon").changes) == ["name_ja"]
    apply(client, made)
    now = Member.objects.get(pk=suwon.pk)
    assert (now.name_ja, now.summary_ko, now.population) == ("水原市", "성이 있는 도시", 5)


def test_cell_changed_on_both_sides_waits_for_a_decision(client, suwon, office):
    signed_in(client, office)
    book = write(exported(client), "suwon", name_ko="수원시", name_ja="水原市")
    saved(suwon, name_ko="수원특례시")
    made = previewed(client, book)
    row = row_of(made, "suwon")
    assert row.outcome == "conflict"
    assert row.conflicts == {"name_ko": ["수원특례시", "수원시"]}
    page = client.get(address(made)).content.decode()
    assert "수원특례시" in page
    apply(client, made)
    assert made.state == State.PREVIEWED
    assert Member.objects.get(pk=suwon.pk).name_ja in ("", None)


@pytest.mark.parametrize(
    ("choice", "name"), [("mine", "수원시"), ("theirs", "수원특례시"), ("leave", "수원특례시")]
)
def test_conflict_is_decided_by_row(client, suwon, office, choice, name):
    signed_in(client, office)
    MemberFactory(slug="busan", secretariat=office)
    book = write(exported(client), "suwon", name_ko="수원시", name_ja="水原市")
    book = write(book, "busan", name_ko="부산")
    saved(suwon, name_ko="수원특례시")
    made = previewed(client, book)
    apply(client, made, {"suwon": choice})
    now = Member.objects.get(pk=suwon.pk)
    assert now.name_ko == name
    assert (now.name_ja == "水原市") == (choice != "leave")
    assert Member.objects.get(slug="busan").name_ko == "부산"


def test_themes_of_both_sides_are_merged(client, suwon, office):
    signed_in(client, office)
    ThemeFactory(slug="circular")
    book = write(exported(client), "suwon", themes="circular, resilient")
    Member.objects.get(pk=suwon.pk).themes.add(ThemeFactory(slug="equitable"))
    made = previewed(client, book)
    apply(client, made)
    slugs = {theme.slug for theme in suwon.themes.all()}
    assert slugs == {"circular", "resilient", "equitable"}


def test_row_without_its_version_asks_before_it_overwrites(client, suwon, office):
    signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", version=None, name_ko="수원시"))
    assert row_of(made, "suwon").conflicts == {"name_ko": ["수원", "수원시"]}


def test_row_is_left_out_when_ticked(client, suwon, office):
    signed_in(client, office)
    MemberFactory(slug="busan", secretariat=office)
    book = write(exported(client), "suwon", name_ko="수원시")
    made = previewed(client, write(book, "busan", name_ko="부산"))
    apply(client, made, {"suwon": "leave"})
    assert Member.objects.get(pk=suwon.pk).name_ko == "수원"
    assert Member.objects.get(slug="busan").name_ko == "부산"


def test_new_row_becomes_a_record(client, suwon, office):
    signed_in(client, office)
    book = add(
        exported(client),
        slug="goyang",
        name_en="Goyang",
        name_ko="고양",
        area="KR",
        level="city",
        secretariat="korea-office",
        themes="resilient",
    )
    made = previewed(client, book)
    assert outcomes(made) == {"suwon": "unchanged", "goyang": "new"}
    apply(client, made)
    goyang = Member.objects.get(slug="goyang")
    assert (goyang.name_ko, goyang.status) == ("고양", "draft")
    assert [theme.slug for theme in goyang.themes.all()] == ["resilient"]
    again = previewed(client, book)
    assert outcomes(again) == {"suwon": "unchanged", "goyang": "unchanged"}


def test_record_saved_after_the_preview_stops_the_import(client, suwon, office):
    signed_in(client, office)
    MemberFactory(slug="busan", secretariat=office)
    book = write(exported(client), "suwon", name_ko="수원시")
    made = previewed(client, write(book, "busan", name_ko="부산"))
    saved(suwon, population=7)
    response = apply(client, made)
    assert "anew" in client.get(response.url).content.decode()
    made.refresh_from_db()
    assert made.state == State.PREVIEWED
    assert Member.objects.get(slug="busan").name_ko != "부산"
    apply(client, made)
    now = Member.objects.get(pk=suwon.pk)
    assert (now.name_ko, now.population) == ("수원시", 7)


def test_undo_gives_everything_back(client, suwon, office):
    signed_in(client, office)
    book = write(exported(client), "suwon", name_ko="수원시", themes="")
    row = {"area": "KR", "level": "city", "secretariat": "korea-office"}
    made = previewed(client, add(book, slug="goyang", name_en="Goyang", **row))
    apply(client, made)
    undo(client, made)
    assert made.state == State.UNDONE
    assert Member.objects.get(pk=suwon.pk).name_ko == "수원"
    assert suwon.themes.count() == 2
    assert not Member.objects.filter(slug="goyang").exists()
    assert versions_of(Member).filter(slug="goyang", history_type="-").exists()


def test_undo_keeps_what_others_changed_since(client, suwon, office):
    signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", name_ko="수원시", name_ja="水原"))
    apply(client, made)
    saved(suwon, name_ko="수원특례시")
    page = client.get(f"{address(made)}undo/").content.decode()
    assert "Name (한국어)" in page
    undo(client, made)
    assert made.state == State.APPLIED
    undo(client, made, keep="1")
    now = Member.objects.get(pk=suwon.pk)
    assert (now.name_ko, now.name_ja) == ("수원특례시", "")


def test_undo_stops_when_somebody_saves_meanwhile(client, suwon, office):
    signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", name_ko="수원시"))
    apply(client, made)
    seen = client.get(f"{address(made)}undo/").context["seen"]
    saved(suwon, population=3)
    response = client.post(f"{address(made)}undo/", {"seen": seen})
    assert "Look again" in response.content.decode()
    assert Member.objects.get(pk=suwon.pk).name_ko == "수원시"


def test_translator_changes_their_languages_alone(client, suwon, office):
    signed_in(client, office, Role.TRANSLATOR, languages=["ko"])
    book = write(exported(client), "suwon", name_ko="수원시")
    made = previewed(client, book)
    apply(client, made)
    assert Member.objects.get(pk=suwon.pk).name_ko == "수원시"
    book = exported(client)
    forged = write(book, "suwon", name_ja="水原", population=1, status="draft")
    made = previewed(client, forged)
    row = row_of(made, "suwon")
    assert {name for name, words in row.errors} == {"name_ja", "population", "status"}
    apply(client, made)
    assert made.state == State.PREVIEWED


def test_translator_adds_no_record(client, suwon, office):
    signed_in(client, office, Role.TRANSLATOR, languages=["ko"])
    made = previewed(client, add(exported(client), slug="goyang", name_ko="고양"))
    assert row_of(made, "goyang").errors[0][0] == "slug"


def test_editor_publishes_nothing(client, office):
    MemberFactory(slug="draft", secretariat=office, status="draft")
    signed_in(client, office, Role.EDITOR)
    made = previewed(client, write(exported(client), "draft", status="published"))
    assert {name for name, words in row_of(made, "draft").errors} == {"status"}


@pytest.mark.parametrize(("role", "outcome"), [(Role.EDITOR, "error"), (Role.PUBLISHER, "new")])
def test_new_record_is_published_only_by_who_may(client, suwon, office, role, outcome):
    signed_in(client, office, role)
    row = {"area": "KR", "level": "city", "secretariat": "korea-office"}
    row |= {"status": "published", "publish_at": "2026-01-01 09:00"}
    made = previewed(client, add(exported(client), slug="goyang", name_en="Goyang", **row))
    assert row_of(made, "goyang").outcome == outcome
    if outcome == "error":
        assert {name for name, words in row_of(made, "goyang").errors} >= {"status"}


def test_published_member_is_not_moved_to_where_the_user_may_not_publish(client, suwon, office):
    user = signed_in(client, office)
    user.postings.create(secretariat=SecretariatFactory(slug="there"), role=Role.EDITOR)
    made = previewed(client, write(exported(client), "suwon", secretariat="there"))
    assert row_of(made, "suwon").errors == [["status", "You may not publish here."]]


def test_translators_file_keeps_what_others_changed_in_closed_columns(client, suwon, office):
    signed_in(client, office, Role.TRANSLATOR, languages=["ko"])
    book = write(exported(client), "suwon", name_ko="수원시")
    saved(suwon, name_ja="水原", population=4)
    made = previewed(client, book)
    apply(client, made)
    now = Member.objects.get(pk=suwon.pk)
    assert (now.name_ko, now.name_ja, now.population) == ("수원시", "水原", 4)


def test_export_has_only_what_the_user_sees(client, suwon, office):
    MemberFactory(slug="hidden")
    signed_in(client, office)
    assert [row["slug"] for row in rows_of(exported(client))] == ["suwon"]


def test_export_has_what_the_list_is_narrowed_to(client, suwon, office):
    MemberFactory(slug="busan", name_en="Busan", secretariat=office, level="town")
    signed_in(client, office)
    assert [row["slug"] for row in rows_of(exported(client, "?level__exact=town"))] == ["busan"]
    assert [row["slug"] for row in rows_of(exported(client, "?q=suwon"))] == ["suwon"]


def test_row_of_another_office_is_refused(client, suwon, office):
    other = MemberFactory(slug="tokyo", name_en="Tokyo")
    signed_in(client, office)
    book = add(exported(client), slug="tokyo", version=other.version, name_en="Mine")
    made = previewed(client, book)
    assert "This record no longer exists" in row_of(made, "tokyo").errors[0][1]
    choose(client, made, {"tokyo": "leave"})
    apply(client, made)
    assert Member.objects.get(slug="tokyo").name_en == "Tokyo"


def test_move_to_another_office_is_refused(client, suwon, office):
    SecretariatFactory(slug="japan-office")
    signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", secretariat="japan-office"))
    assert {name for name, words in row_of(made, "suwon").errors} == {"secretariat"}


def test_import_of_a_colleague_elsewhere_is_not_found(client, client_of, suwon, office):
    signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", name_ko="수원시"))
    stranger = client_of(PostingFactory(role=Role.MANAGER).user)
    for url in (address(made), f"{address(made)}undo/"):
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {"do": "apply"}).status_code == 404
    apply(client, made)
    assert stranger.get(address(made)).status_code == 404
    assert "cities.xlsx" not in stranger.get(f"{MEMBERS}import/").content.decode()
    assert "cities.xlsx" not in stranger.get("/admin/imports/").content.decode()


def test_colleague_of_the_office_sees_and_undoes_what_was_stored(client, client_of, suwon, office):
    signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", name_ko="수원시"))
    colleague = client_of(PostingFactory(secretariat=office, role=Role.PUBLISHER).user)
    assert colleague.get(address(made)).status_code == 404
    apply(client, made)
    assert "cities.xlsx" in colleague.get("/admin/imports/").content.decode()
    undo(colleague, made)
    assert Member.objects.get(pk=suwon.pk).name_ko == "수원"


def test_import_is_hidden_from_who_moved_to_another_office(client, suwon, office):
    user = signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", name_ko="수원시"))
    posting = user.postings.get()
    posting.secretariat = SecretariatFactory()
    posting.save()
    assert client.get(address(made)).status_code == 404
    assert client.post(address(made), {"do": "apply"}).status_code == 404


def test_row_twice_in_the_file_is_refused(client, suwon, office):
    signed_in(client, office)
    book = exported(client)
    add(book, slug="ｓｕｗｏｎ", version=suwon.version, name_ko="하나")
    made = previewed(client, book)
    assert [row.outcome for row in made.rows.all()] == ["error", "error"]
    assert "row 4" in errors(made)[0]


@pytest.mark.parametrize("key", ["ｓｕｗｏｎ", "SUWON", " suwon "])
def test_key_in_another_width_is_no_new_record(client, suwon, office, key):
    signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", slug=key, name_ko="수원시"))
    row = made.rows.get()
    assert row.outcome == ("changed" if key == " suwon " else "error")
    if row.outcome == "error":
        assert "“suwon”" in row.errors[0][1]


def test_text_in_parts_of_letters_is_the_same(client, suwon, office):
    signed_in(client, office)
    decomposed = unicodedata.normalize("NFD", "수원")
    made = previewed(client, write(exported(client), "suwon", name_ko=decomposed))
    assert outcomes(made) == {"suwon": "unchanged"}


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("area", "XX", "There is no area “XX”"),
        ("themes", "resilient, nothing", "There is no theme “nothing”"),
        ("level", "moon", "Choose one of: capital_city (Capital city)"),
        ("population", "many", "Enter a whole number"),
        ("population", 1.5, "Enter a whole number"),
        ("latitude", "north", "Enter a number"),
        ("latitude", 137.1, "between -90 and 90 degrees"),
        ("leader_since", "31.05.2026", "Enter the date as year, month and day"),
        ("leader_since", 45_000, "Enter the date"),
        ("publish_at", "tomorrow", "Enter the date and time"),
        ("publish_at", None, "Enter the time of publication"),
        ("name_en", None, "This field is required"),
        ("name_ja", "수원", "Hangul in a text in Japanese"),
        ("website", "javascript:alert(1)", "Enter a valid URL"),
        ("name_ko", "=1+1", "This is a formula"),
        ("name_ko", "#REF!", "contains an Excel error"),
    ],
)
def test_wrong_cell_is_named_with_what_to_do(client, suwon, office, column, value, words):
    signed_in(client, office)
    book = write(exported(client), "suwon", **{column: value})
    made = previewed(client, book)
    found = errors(made)
    assert len(found) == 1, found
    assert words in found[0]
    page = client.get(address(made)).content.decode()
    letter = book.active.cell(2, columns_of(book)[column]).column_letter
    if row_of(made, "suwon").errors[0][0]:
        assert f"row 3, column {letter} ({column})" in page


def test_rich_text_is_cleaned(client, suwon, office):
    signed_in(client, office)
    html = '<p onclick="x()">Old <script>alert(1)</script><b>wall</b></p>'
    made = previewed(client, write(exported(client), "suwon", profile_en=html))
    kept = "<p>Old <strong>wall</strong></p>"
    assert row_of(made, "suwon").changes["profile_en"][1] == kept
    assert "This will be left out: a script." in row_of(made, "suwon").doubts[0][1]
    apply(client, made)
    assert Member.objects.get(pk=suwon.pk).profile_en == kept


def test_errors_speak_the_language_of_the_user(client, suwon, office):
    user = signed_in(client, office)
    user.interface_language = "ko"
    user.save()
    made = previewed(client, write(exported(client), "suwon", name_en=None))
    assert errors(made) == ["빈칸으로 둘 수 없는 항목입니다."]


def test_small_import_does_not_pass_a_page_of_progress_but_a_large_one_does(
    client, suwon, office, monkeypatch
):
    signed_in(client, office)
    monkeypatch.setattr(importing, "PATIENCE", 0)
    monkeypatch.setattr(import_pages, "MOST_AT_ONCE", 0)
    response = hand_in(client, write(exported(client), "suwon", name_ko="수원시"))
    page = client.get(response.url)
    assert page.headers["Refresh"] == f"1; url={response.url}"
    assert "0 of 1 rows are compared" in page.content.decode()
    monkeypatch.setattr(importing, "PATIENCE", 2)
    made = Import.objects.get()
    client.get(address(made))
    choose(client, made, {}, "apply")
    assert "Store them now, on this page" in client.get(address(made)).text
    assert Member.objects.get(pk=suwon.pk).name_ko == "수원"  # no page stores it
    assert JobLane(Desk()).step()
    assert "수원시" in client.get(address(made)).text
    assert Member.objects.get(pk=suwon.pk).name_ko == "수원시"


def test_area_of_all_is_not_imported_by_an_office(client, suwon, office):
    signed_in(client, office)
    where = "/admin/secretariats/area/"
    assert hand_in(client, exported(client, where=where), where=where).status_code == 403
    AreaFactory(code="JP", name_en="Japan")
    assert {row["code"] for row in rows_of(exported(client, where=where))} == {"KR", "JP"}


@pytest.mark.parametrize("column", ["name_en", "summary_en", "profile_en", "picture_alt_en"])
def test_name_of_an_area_that_is_not_to_be_used_is_an_error_of_its_cell(
    client, suwon, office, column
):
    signed_in(client, office)
    ForbiddenVariantFactory(text="Republic of Korea")
    book = write(exported(client), "suwon", **{column: "In the Republic of Korea"})
    made = previewed(client, book)
    assert outcomes(made) == {"suwon": "error"}
    assert "Republic of Korea" in " ".join(errors(made))


def test_name_that_is_not_to_be_used_is_read_once_for_all_rows(client, suwon, office):
    signed_in(client, office)
    ForbiddenVariantFactory(text="Republic of Korea")
    others = MemberFactory.create_batch(5, secretariat=office)
    book = exported(client)
    for member in others:
        write(book, member.slug, summary_en="A city")
    with CaptureQueriesContext(connection) as queries:
        previewed(client, book)
    asked = [query for query in queries if "forbiddenvariant" in query["sql"]]
    assert len(asked) == 1
