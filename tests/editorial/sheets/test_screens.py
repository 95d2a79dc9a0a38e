"""Sheets of every kind, and who gets them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.records.history import versions_of
from editorial.sheets.cells import HIDDEN, TOO_LONG
from editorial.sheets.models import Import
from members.models import Member, Theme
from news.models import Article, Event
from secretariats.models import Area, Person, Posting, Secretariat
from tests.editorial.sheets.sheeting import (
    add,
    address,
    apply,
    columns_of,
    content,
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
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import (
    AreaFactory,
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)

pytestmark = pytest.mark.django_db

Role = Posting.Role
ODD = [
    "=1+1",
    "+82 2",
    "-1",
    "@x",
    "\tx",
    "a\r\nb",
    "a\x0bb",
    "_x000D_",
    " a ",
    "　a",
    "ａ",
    "a\ufeff",
]


def where(model) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


@pytest.fixture
def office():
    office = SecretariatFactory(
        slug="korea-office", phone="+82 2 1234", history_en="- 2002\r\n- 2012"
    )
    office.areas.add(AreaFactory())
    return office


def everything(office) -> list:
    """A record of each kind, with a text of each odd sort."""
    member = MemberFactory(
        secretariat=office, latitude=0.1 + 0.2, longitude=1 / 3, official_name="=1+1"
    )
    member.themes.add(ThemeFactory(tagline_en="@home", tagline_ko="a\x0bb"))
    for number, text in enumerate(ODD):
        MemberFactory(secretariat=office, slug=f"odd-{number}", summary_en=text, official_name=text)
    article = ArticleFactory(secretariat=office, summary_en="-1+1", body_en="<p>=1</p>")
    article.members.add(member)
    event = EventFactory(secretariat=office, host_member=member, place_en="+1")
    person = PersonFactory(secretariat=office)
    return [member, member.themes.get(), article, event, person, office, AreaFactory()]


@pytest.mark.parametrize("model", [Member, Secretariat, Person, Area, Theme, Article, Event])
def test_sheet_of_each_kind_comes_back_unchanged(client, office, model):
    everything(office)
    signed_in(client, office, Role.REGIONAL)
    book = exported(client, where=where(model))
    made = previewed(client, book, where=where(model))
    assert set(outcomes(made).values()) == {"unchanged"}
    assert rows_of(exported(client, where=where(model))) == rows_of(book)
    assert len(outcomes(made)) == model.objects.count()


@pytest.mark.parametrize("model", [Member, Secretariat, Person, Area, Theme, Article, Event])
def test_no_cell_of_a_sheet_is_a_formula(client, office, model):
    everything(office)
    signed_in(client, office, Role.REGIONAL)
    sheet = exported(client, where=where(model)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}


def test_sheet_has_captions_in_the_language_of_the_user(client, office):
    user = signed_in(client, office)
    user.interface_language = "ko"
    user.save()
    sheet = exported(client).active
    captions = {cell.value: sheet.cell(1, cell.column).value for cell in sheet[2]}
    assert captions["name_ja"] == "이름(日本語)"
    assert list(captions)[:2] == ["slug", "version"]


def test_columns_that_are_closed_are_grey(client, office):
    signed_in(client, office, Role.TRANSLATOR, languages=["ko"])
    MemberFactory(secretariat=office)
    book = exported(client)
    places, sheet = columns_of(book), book.active
    fills = {name: sheet.cell(2, at).fill.fill_type for name, at in places.items()}
    assert (fills["name_ko"], fills["name_ja"], fills["slug"]) == (None, "solid", "solid")


def test_link_to_what_the_user_does_not_see_is_not_named(client, office):
    hidden = MemberFactory(slug="hidden-city")
    event = EventFactory(secretariat=office, host_member=hidden)
    event.members.add(hidden)
    signed_in(client, office)
    book = exported(client, where=where(Event))
    (row,) = rows_of(book)
    assert (row["host_member"], row["members"]) == (HIDDEN, None)
    assert b"hidden-city" not in content(book)
    made = previewed(client, write(book, event.slug, title_ko="행사"), where=where(Event))
    apply(client, made, where=where(Event))
    event.refresh_from_db()
    assert (event.title_ko, event.host_member, event.members.get()) == ("행사", hidden, hidden)
    book = write(exported(client, where=where(Event)), event.slug, host_member=None)
    made = previewed(client, book, where=where(Event))
    assert row_of(made, event.slug).errors[0][0] == "host_member"


def test_text_that_no_cell_can_hold_stays_as_it_is(client, office):
    long = "<p>" + "word " * 10_000 + "</p>"
    member = MemberFactory(slug="suwon", secretariat=office, profile_en=long)
    signed_in(client, office)
    book = exported(client)
    assert rows_of(book)[0]["profile_en"] == TOO_LONG
    made = previewed(client, write(book, "suwon", name_ko="수원"))
    assert list(row_of(made, "suwon").changes) == ["name_ko"]
    apply(client, made)
    member.refresh_from_db()
    assert member.profile_en == long


def test_moments_are_those_of_the_users_time_zone(client, office):
    event = EventFactory(slug="congress", secretariat=office)
    user = signed_in(client, office)
    user.time_zone = "Asia/Tokyo"
    user.save()
    book = exported(client, where=where(Event))
    assert rows_of(book)[0]["publish_at"].endswith("+09:00")
    write(book, "congress", publish_at="2030-05-01 11:00")
    made = previewed(client, book, where=where(Event))
    apply(client, made, where=where(Event))
    event.refresh_from_db()
    assert event.publish_at.isoformat() == "2030-05-01T02:00:00+00:00"


def test_person_is_named_by_number_and_not_added_twice(client, office):
    known = PersonFactory(secretariat=office, name_en="Kim Jiwoo")
    signed_in(client, office)
    book = exported(client, where=where(Person))
    write(book, str(known.pk), role_en="Officer")
    add(book, name_en="Lee Minjun", secretariat="korea-office")
    made = previewed(client, book, where=where(Person))
    assert [row.outcome for row in made.rows.all()] == ["changed", "new"]
    apply(client, made, where=where(Person))
    assert Person.objects.get(pk=known.pk).role_en == "Officer"
    again = previewed(client, book, where=where(Person))
    assert [row.outcome for row in again.rows.all()] == ["unchanged", "error"]
    assert Person.objects.filter(name_en="Lee Minjun").count() == 1


def test_record_with_a_name_that_another_one_has_is_doubted(client, office):
    MemberFactory(slug="suwon", secretariat=office, name_en="Suwon")
    signed_in(client, office)
    row = {"area": "KR", "level": "city", "secretariat": "korea-office"}
    made = previewed(client, add(exported(client), slug="suwon-2", name_en="ＳＵＷＯＮ", **row))
    assert row_of(made, "suwon-2").outcome == "asks"
    assert "“suwon” has this name too" in client.get(address(made)).content.decode()


def test_list_asks_as_much_for_a_large_sheet_as_for_a_small_one(
    client, office, django_assert_num_queries
):
    signed_in(client, office)
    for _ in range(2):
        MemberFactory(secretariat=office).themes.add(ThemeFactory())
    exported(client)
    with CaptureQueriesContext(connection) as asked:
        exported(client)
    for _ in range(5):
        MemberFactory(secretariat=office).themes.add(ThemeFactory())
    with django_assert_num_queries(len(asked)):
        exported(client)


def test_refused_file_leaves_nothing_behind(client, office):
    signed_in(client, office)
    response = hand_in(client, b"slug,name_en\n", name="cities.xlsx")
    assert response.status_code == 200
    assert "in the format CSV" in response.content.decode()
    assert not Import.objects.exists()


def test_import_that_is_discarded_is_gone(client, office):
    MemberFactory(slug="suwon", secretariat=office)
    signed_in(client, office)
    made = previewed(client, write(exported(client), "suwon", name_ko="수원"))
    client.post(address(made), {"do": "discard"})
    assert not Import.objects.exists()


def test_rows_with_errors_are_left_out_together(client, office):
    for slug in ("suwon", "busan", "goyang"):
        MemberFactory(slug=slug, secretariat=office)
    signed_in(client, office)
    book = write(exported(client), "suwon", level="moon")
    book = write(write(book, "busan", level="sun"), "goyang", level="town")
    made = previewed(client, book)
    client.post(address(made), {"do": "leave_errors"})
    apply(client, made, {row: "leave" for row in ("suwon", "busan")})
    assert made.state == Import.State.APPLIED
    assert Member.objects.get(slug="goyang").level == "town"


def test_decisions_on_rows_of_another_import_are_not_taken(client, client_of, office):
    MemberFactory(slug="suwon", secretariat=office)
    colleague = client_of(PostingFactory(secretariat=office, role=Role.PUBLISHER).user)
    theirs = previewed(colleague, write(exported(colleague), "suwon", name_ko="수원"))
    signed_in(client, office)
    own = previewed(client, write(exported(client), "suwon", name_ja="水原"))
    row = theirs.rows.get()
    client.post(address(own), {"shown": [row.pk], f"choice-{row.pk}": "leave", "do": "save"})
    assert theirs.rows.get().choice == ""


def test_reader_of_a_list_without_its_powers_exports_but_does_not_import(client, office):
    ThemeFactory()
    signed_in(client, office, Role.EDITOR)
    page = client.get(where(Theme)).content.decode()
    assert "export/" in page
    assert "import/" not in page
    assert client.get(f"{where(Theme)}import/").status_code == 403
    assert len(rows_of(exported(client, where=where(Theme)))) == 1


def test_screens_of_staff_have_no_sheets(client, office):
    signed_in(client, office, Role.MANAGER)
    assert client.get("/admin/secretariats/posting/export/").status_code in (302, 404)
    assert "export/" not in client.get("/admin/secretariats/posting/").content.decode()


def test_deleted_by_undo_can_be_brought_back(client, office):
    signed_in(client, office, Role.MANAGER)
    person = {"name_en": "Lee Minjun", "secretariat": "korea-office"}
    book = add(exported(client, where=where(Person)), **person)
    made = previewed(client, book, where=where(Person))
    apply(client, made, where=where(Person))
    undo(client, made, where=where(Person))
    deletion = versions_of(Person).filter(history_type="-").get()
    client.post(f"{where(Person)}deleted/{deletion.pk}/")
    assert Person.objects.get().name_en == "Lee Minjun"


def test_record_that_others_lean_on_by_now_is_not_deleted_by_undo(client, office):
    signed_in(client, office)
    row = {"area": "KR", "level": "city", "secretariat": "korea-office"}
    MemberFactory(secretariat=office)
    made = previewed(client, add(exported(client), slug="goyang", name_en="Goyang", **row))
    apply(client, made)
    goyang = Member.objects.get(slug="goyang")
    EventFactory(secretariat=office, host_member=goyang, title_en="Congress")
    page = undo(client, made).content.decode()
    assert "Congress" in page
    assert Member.objects.filter(slug="goyang").exists()
