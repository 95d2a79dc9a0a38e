"""The screen of what contains members: its list, and sheets whose rows are judged together."""

from datetime import date

import pytest

from editorial.records.history import versions_of
from members.models import Containment, Member, Place
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import (
    add,
    address,
    apply,
    choose,
    errors,
    exported,
    outcomes,
    previewed,
    rows_of,
    signed_in,
    undo,
    write,
)
from tests.factories.members import ContainmentFactory, MemberFactory, PlaceFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LIST = "/admin/members/containment/"


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def cities(office) -> dict[str, Member]:
    slugs = ("gyeonggi", "suwon", "osan", "anyang")
    return {slug: MemberFactory(slug=slug, secretariat=office) for slug in slugs}


@pytest.fixture
def editor(client, office):
    signed_in(client, office, Posting.Role.PUBLISHER)
    return client


def new(book, member: str, container: str = "", place: str = "", **days: str):
    values = {"member": member, "container": container, "place": place, "certainty": "seen"}
    return add(book, **{name: value for name, value in (values | days).items() if value})


def listed(client, **query: str) -> set[Containment]:
    response = client.get(LIST, query)
    assert [str(found) for found in response.context["messages"]] == []
    return {*response.context["cl"].queryset}


def test_list_narrows_to_state_and_to_what_contains(editor, cities, office):
    in_member = ContainmentFactory(member=cities["suwon"], container=cities["gyeonggi"])
    place = PlaceFactory(secretariat=office)
    past = ContainmentFactory(member=cities["osan"], place=place, until=date(2020, 1, 1))
    later = ContainmentFactory(member=cities["osan"], place=place, since=date(2990, 1, 1))
    ContainmentFactory()  # of an office that is not ours
    assert listed(editor) == {in_member, past, later}
    assert listed(editor, state="current", within="member") == {in_member}
    assert listed(editor, state="past", within="place") == {past}
    assert listed(editor, state="later") == {later}
    assert listed(editor, q="osan") == {past, later}


@pytest.mark.parametrize("role", [Posting.Role.TRANSLATOR])
def test_translator_only_looks(client, office, cities, role):
    row = ContainmentFactory(member=cities["suwon"], container=cities["gyeonggi"])
    signed_in(client, office, role)
    assert listed(client) == {row}
    assert client.post(f"{LIST}import/").status_code == 403
    assert client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_rows_go_out_come_back_and_are_undone(editor, cities, office):
    row = ContainmentFactory(member=cities["suwon"], container=cities["gyeonggi"])
    PlaceFactory(slug="northland", secretariat=office)
    book = exported(editor, where=LIST)
    (only,) = rows_of(book)
    assert (only["member"], only["container"], only["place"]) == ("suwon", "gyeonggi", None)
    write(book, str(row.pk), since="1949-08-15")
    new(book, "osan", place="northland")
    made = previewed(editor, book, where=LIST)
    assert sorted(outcomes(made).values()) == ["changed", "new"]
    assert Containment.objects.count() == 1, "a preview stores nothing"
    apply(editor, made, where=LIST)
    row.refresh_from_db()
    assert row.since == date(1949, 8, 15)
    assert cities["osan"].containments.get().place == Place.objects.get()
    undo(editor, made, where=LIST)
    row.refresh_from_db()
    assert (row.since, Containment.objects.count()) == (None, 1)


def test_row_that_others_changed_too_is_a_conflict(editor, cities):
    row = ContainmentFactory(member=cities["suwon"], container=cities["gyeonggi"])
    book = write(exported(editor, where=LIST), str(row.pk), since="1949-08-15")
    Containment.objects.get(pk=row.pk)
    row.since = date(1950, 1, 1)
    row.save()
    assert outcomes(previewed(editor, book, where=LIST)) == {str(row.pk): "conflict"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Suwon is itself part of this member."),
        ("ko", "Suwon 자체가 이 회원에 속해 있습니다."),
        ("zh-hant", "Suwon 本身就隸屬於此會員。"),
    ],
)
def test_circle_with_what_is_stored_is_refused_in_the_readers_language(
    client, office, cities, language, words
):
    cities["suwon"].name_en = "Suwon"
    cities["suwon"].save()
    signed_in(client, office, user__interface_language=language)
    ContainmentFactory(member=cities["suwon"], container=cities["gyeonggi"])
    book = new(exported(client, where=LIST), "gyeonggi", "suwon")
    (told,) = errors(previewed(client, book, where=LIST))
    assert words in told


def test_circle_of_two_rows_of_one_sheet_is_refused(editor, cities):
    book = exported(editor, where=LIST)
    new(new(book, "gyeonggi", "suwon"), "suwon", "gyeonggi")
    made = previewed(editor, book, where=LIST)
    assert sorted(outcomes(made).values()) == ["error", "new"]
    (told,) = errors(made)
    assert told == f"{cities['gyeonggi']} is itself part of this member."
    apply(editor, made, where=LIST)
    assert not Containment.objects.exists()


def test_circle_of_three_rows_is_refused(editor, cities):
    book = exported(editor, where=LIST)
    new(new(new(book, "gyeonggi", "suwon"), "suwon", "osan"), "osan", "gyeonggi")
    assert sorted(outcomes(previewed(editor, book, where=LIST)).values()) == ["error", "new", "new"]


def test_what_is_left_of_a_circle_is_stored(editor, cities):
    book = exported(editor, where=LIST)
    new(new(book, "gyeonggi", "suwon"), "suwon", "gyeonggi")
    made = previewed(editor, book, where=LIST)
    first, second = (row.key for row in made.rows.all())
    choose(editor, made, {first: "leave"}, where=LIST)
    editor.get(address(made, LIST))
    assert outcomes(made)[second] == "new" and errors(made) == []
    apply(editor, made, {first: "leave"}, where=LIST)
    assert Containment.objects.get().member == cities["suwon"]


def test_circle_that_closes_while_the_sheet_is_looked_at_stores_nothing(editor, cities):
    made = previewed(editor, new(exported(editor, where=LIST), "suwon", "gyeonggi"), where=LIST)
    ContainmentFactory(member=cities["gyeonggi"], container=cities["suwon"])
    apply(editor, made, where=LIST)
    assert Containment.objects.count() == 1
    assert made.state == "previewed" and "is itself part of" in errors(made)[0]


def test_row_may_end_and_the_next_begin_in_one_sheet_and_be_undone(editor, cities, office):
    row = ContainmentFactory(member=cities["osan"], container=cities["gyeonggi"])
    PlaceFactory(slug="northland", secretariat=office)
    book = write(exported(editor, where=LIST), str(row.pk), until="2024-01-17")
    new(book, "osan", place="northland", since="2024-01-18")
    made = previewed(editor, book, where=LIST)
    assert errors(made) == []
    apply(editor, made, where=LIST)
    assert cities["osan"].containments.count() == 2
    undo(editor, made, where=LIST)
    row.refresh_from_db()
    assert (row.until, Containment.objects.count()) == (None, 1)


def test_rows_of_one_sheet_that_overlap_are_refused(editor, cities):
    book = exported(editor, where=LIST)
    new(new(book, "suwon", "gyeonggi", since="2000-01-01"), "suwon", "osan", since="2010-01-01")
    assert errors(previewed(editor, book, where=LIST)) == [
        "This row overlaps another one: a member lies in one unit at a time."
    ]


def test_member_of_many_rows_is_saved_once(editor, cities, office):
    place = PlaceFactory(slug="northland", secretariat=office)
    book, osan = exported(editor, where=LIST), cities["osan"]
    for year in (1990, 2000, 2010):
        days = {"since": f"{year}-01-01", "until": f"{year + 5}-01-01"}
        new(book, "osan", place=place.slug, **days)
    before = versions_of(Member).filter(id=osan.pk).count()
    made = previewed(editor, book, where=LIST)
    apply(editor, made, where=LIST)
    assert osan.containments.count() == 3
    assert versions_of(Member).filter(id=osan.pk).count() == before + 1
    newest = versions_of(Member).filter(id=osan.pk).first()
    assert newest.history_change_reason == f"import:{made.pk}:cities.xlsx"
