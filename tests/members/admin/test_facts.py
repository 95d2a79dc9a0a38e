"""The screen of facts: its list, its form, its sheets, and the record of the member beside them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.records.history import versions_of
from members.models import Fact, Indicator, Member, Source
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import (
    add,
    apply,
    errors,
    exported,
    outcomes,
    previewed,
    rows_of,
    signed_in,
    undo,
    write,
)
from tests.factories.members import (
    FactFactory,
    IndicatorFactory,
    ListedMemberFactory,
    MemberFactory,
    SourceFactory,
)
from tests.factories.secretariats import SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LIST = "/admin/members/fact/"
Kind = Indicator.Kind


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def suwon(office) -> Member:
    return ListedMemberFactory(slug="suwon", name_en="Suwon", secretariat=office)


@pytest.fixture
def source(office) -> Source:
    return SourceFactory(code="census", title_en="Census", secretariat=office)


@pytest.fixture
def trees(office) -> Indicator:
    names = {"name_en": "Trees", "name_ko": "나무", "unit_en": "trees"}
    return IndicatorFactory(code="trees", kind=Kind.NUMBER, secretariat=office, **names)


@pytest.fixture
def editor(client, office):
    signed_in(client, office, Posting.Role.PUBLISHER)
    return client


def inhabitants(office) -> Indicator:
    made = {"kind": Kind.NUMBER, "secretariat": office, "name_en": "Inhabitants"}
    return Indicator.objects.get_or_create(code="population", defaults=made)[0]


def planted(member, indicator, year: int | None, number: int, **more) -> Fact:
    values = {"member": member, "indicator": indicator, "year": year, "number": number}
    return FactFactory(**values | {"wording_en": ""} | more)


def listed(client, **query: str) -> set[Fact]:
    response = client.get(LIST, query)
    assert [str(found) for found in response.context["messages"]] == []
    return {*response.context["cl"].queryset}


# The list


def test_list_narrows_to_what_is_asked(editor, suwon, trees, source):
    old, new = planted(suwon, trees, 2010, 900), planted(suwon, trees, 2020, 1_000, source=source)
    odd = planted(suwon, trees, 2021, 7, is_doubtful=True, doubt="Too few")
    motto = FactFactory(member=suwon, wording_en="A city of walls")
    FactFactory()  # of an office that is not ours
    assert listed(editor) == {old, new, odd, motto}
    assert listed(editor, for_year="2010") == {old}
    assert listed(editor, for_year="newest") == {new, motto}
    assert listed(editor, for_year="unknown") == {motto}
    assert listed(editor, is_doubtful__exact="1") == {odd}
    assert listed(editor, indicator__id__exact=str(trees.pk)) == {old, new, odd}
    assert listed(editor, source__isnull="True") == {old, odd, motto}
    assert listed(editor, source__id__exact=str(source.pk)) == {new}
    assert listed(editor, office=str(suwon.secretariat_id)) == {old, new, odd, motto}


@pytest.mark.parametrize("text", ["Trees", "나무", "trees"])
def test_fact_is_found_by_its_indicator_its_member_and_its_words(editor, suwon, trees, text):
    counted = planted(suwon, trees, 2010, 900)
    motto = FactFactory(member=suwon, wording_en="A city of walls")
    planted(MemberFactory(), trees, 2010, 900)
    assert listed(editor, q=text) == {counted}
    assert listed(editor, q="Suwon") == {counted, motto}
    assert listed(editor, q="walls") == {motto}


def test_value_has_its_unit_and_its_language(client, office, suwon, trees):
    signed_in(client, office, user__interface_language="ko")
    planted(suwon, trees, 2010, 1_900)
    FactFactory(member=suwon, wording_en="Walls", wording_ko="성곽")
    page = client.get(LIST).text
    assert '<span lang="en">1,900</span>' not in page
    assert '1,900</span> <span lang="en">trees</span>' in page
    assert '<span lang="ko">성곽</span>' in page and '<span lang="ko">나무</span>' in page


def test_list_asks_as_much_for_one_fact_as_for_three(
    editor, suwon, trees, source, django_assert_num_queries
):
    planted(suwon, trees, 2010, 900, source=source)
    editor.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        editor.get(LIST)
    for year in (2011, 2012):
        other = MemberFactory(secretariat=suwon.secretariat)
        indicator = IndicatorFactory(secretariat=suwon.secretariat)
        FactFactory(member=other, indicator=indicator, year=year, source=source)
    with django_assert_num_queries(len(asked)):
        editor.get(LIST)


def test_start_page_lists_what_is_doubtful(editor, suwon, trees):
    odd = planted(suwon, trees, 2021, 7, is_doubtful=True, doubt="Too few of them")
    planted(suwon, trees, 2020, 1_234)
    planted(MemberFactory(), trees, 2021, 8, is_doubtful=True, doubt="Of another office")
    page = editor.get("/admin/").text
    assert "Doubtful values" in page
    assert 'Suwon, <span lang="en">Too few of them</span>' in page
    assert '<span lang="en">Too few of them</span></td>' in editor.get(LIST).text
    assert "Trees: 1,234" not in page and "Of another office" not in page
    for year in range(2000, 2006):
        planted(suwon, trees, year, 1, is_doubtful=True, doubt="Too few")
    where = f"{LIST}?is_doubtful__exact=1"
    assert where in editor.get("/admin/").text
    found = editor.get(where).context["cl"].queryset
    assert odd in found and found.count() == 7


# The form


def test_fact_is_entered_and_asked_about(editor, suwon, trees, source):
    sent = {"member": suwon.pk, "indicator": trees.pk, "year": "2020", "source": source.pk}
    assert editor.post(f"{LIST}add/", sent | {"number": "900"}).status_code == 302
    later = sent | {"year": "2021", "number": "9,000.5"}
    page = editor.post(f"{LIST}add/", later)
    assert "The value before it was 900 (2020)." in page.text and Fact.objects.count() == 1
    before = Member.objects.get(pk=suwon.pk).version
    editor.post(f"{LIST}add/", later | {"number-why": "They planted a wood."})
    assert Fact.objects.get(year=2021).number == Decimal("9000.5")
    assert Member.objects.get(pk=suwon.pk).version == before + 1, "it is a part of its member"


def test_year_that_another_fact_has_is_refused_in_words(editor, suwon, trees, source):
    planted(suwon, trees, 2020, 900, source=source)
    fact = planted(suwon, trees, 2021, 900, source=source)
    sent = {"indicator": trees.pk, "year": "2020", "number": "900", "source": source.pk}
    page = editor.post(f"{LIST}{fact.pk}/change/", sent | {"seen_version": fact.version})
    assert "The member has a value of this indicator for this year by this source already." in (
        page.text
    )


def test_answer_is_named_after_its_indicator(editor, suwon, office):
    plan = IndicatorFactory(code="plan", kind=Kind.CHOICE, name_en="Plan", secretariat=office)
    yes = plan.choices.create(code="yes", name_en="Yes")
    theirs = IndicatorFactory(kind=Kind.CHOICE).choices.create(code="yes", name_en="Theirs")
    page = editor.get(f"{LIST}add/").text
    assert f'<option value="{yes.pk}">Plan: Yes</option>' in page and theirs.name_en not in page


def test_fact_of_another_office_is_neither_seen_nor_given(editor, suwon, trees):
    theirs = FactFactory(wording_en="Theirs")
    assert editor.get(f"{LIST}{theirs.pk}/change/").status_code == 302
    assert editor.post(f"{LIST}{theirs.pk}/delete/", {"post": "yes"}).status_code == 302
    sent = {"member": theirs.member_id, "indicator": trees.pk, "year": "2020", "number": "1"}
    assert editor.post(f"{LIST}add/", sent).status_code == 200
    assert Fact.objects.get().wording_en == "Theirs"


def test_translator_writes_the_words_and_nothing_else(client, office, suwon):
    fact = FactFactory(member=suwon, wording_en="Walls", year=2020)
    signed_in(client, office, Posting.Role.TRANSLATOR, languages=["ja"])
    page = client.get(f"{LIST}{fact.pk}/change/")
    assert {*page.context["adminform"].form.fields} == {"wording_ja", "seen_version"}
    sent = {"wording_ja": "城壁", "wording_en": "Forged", "year": "1999"}
    client.post(f"{LIST}{fact.pk}/change/", sent | {"seen_version": fact.version})
    fact.refresh_from_db()
    assert (fact.wording_ja, fact.wording_en, fact.year) == ("城壁", "Walls", 2020)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{fact.pk}/delete/", {"post": "yes"}).status_code == 403


# Sheets


def test_facts_go_out_come_back_and_are_undone(editor, suwon, trees, source, office):
    plan = IndicatorFactory(code="plan", kind=Kind.CHOICE, secretariat=office)
    plan.choices.create(code="yes", name_en="It has one")
    other = IndicatorFactory(code="other", kind=Kind.CHOICE, secretariat=office)
    other.choices.create(code="yes", name_en="Another")
    row = planted(suwon, trees, 2020, 900, source=source)
    book = exported(editor, where=LIST)
    (only,) = rows_of(book)
    told = {"member": "suwon", "indicator": "trees", "year": 2020, "number": 900}
    assert {name: only[name] for name in told} == told and only["source"] == "census"
    write(book, str(row.pk), number=950.25)
    shared = {"member": "suwon", "year": 2021, "source": "census"}
    add(book, **shared, indicator="plan", choice="yes")
    add(book, **shared, indicator="other", choice="Another")
    made = previewed(editor, book, where=LIST)
    assert errors(made) == []
    assert sorted(outcomes(made).values()) == ["changed", "new", "new"]
    apply(editor, made, where=LIST)
    row.refresh_from_db()
    assert row.number == Decimal("950.25")
    assert Fact.objects.get(indicator=plan).choice == plan.choices.get()
    assert Fact.objects.get(indicator=other).choice == other.choices.get()
    again = rows_of(exported(editor, where=LIST))
    assert sorted(str(one["choice"]) for one in again) == ["None", "yes", "yes"]
    assert 950.25 in [one["number"] for one in again]
    undo(editor, made, where=LIST)
    row.refresh_from_db()
    assert (row.number, Fact.objects.count()) == (900, 1)


def test_cell_that_others_changed_too_is_a_conflict(editor, suwon, trees, source):
    row = planted(suwon, trees, 2020, 900, source=source)
    book = write(exported(editor, where=LIST), str(row.pk), number=950)
    row.number = 960
    row.save()
    assert outcomes(previewed(editor, book, where=LIST)) == {str(row.pk): "conflict"}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"number": "many"}, "Enter a number"),
        ({"number": None, "wording_en": "many"}, "Enter a number: that is what this indicator is."),
        ({"wording_en": "many"}, "Leave this empty: the kind of the indicator is another."),
        ({"indicator": "birds"}, "There is no indicator “birds”"),
        ({"member": "nowhere"}, "There is no member “nowhere”"),
        ({"source": "hearsay"}, "There is no source “hearsay”"),
        (
            {"indicator": "plan", "number": None, "choice": "no"},
            "There is no choice “no” in “plan”",
        ),
        (
            {"indicator": "plan", "number": None},
            "Choose an answer: that is what this indicator is.",
        ),
        ({"year": 1850}, "greater than or equal to 1900"),
        ({"number": "1.1234567"}, "no more than 6 decimal places"),
        ({"year": 2019}, "The member has a value of this indicator for this year by this source"),
        ({"is_doubtful": True}, "Say why it is doubtful."),
    ],
)
def test_bad_cell_is_told_in_words(editor, suwon, trees, source, office, cells, words):
    plan = IndicatorFactory(code="plan", kind=Kind.CHOICE, secretariat=office)
    plan.choices.create(code="yes", name_en="Yes")
    planted(suwon, trees, 2019, 900, source=source)
    row = planted(suwon, trees, 2020, 900, source=source)
    for key in ("", str(row.pk)):
        book = exported(editor, where=LIST)
        if key:
            write(book, key, **cells)
        else:
            sent = {"member": "suwon", "indicator": "trees", "year": 2020, "number": 900}
            add(book, **sent | {"source": "census"} | cells)
        made = previewed(editor, book, where=LIST)
        told = " ".join(errors(made))
        moved = "A fact stays with its member."
        assert words in told or (key and "member" in cells and moved in told)
        apply(editor, made, where=LIST)
        assert Fact.objects.count() == 2


def test_unlikely_figure_of_a_sheet_waits_for_a_reason(editor, suwon, trees, source):
    row = planted(suwon, trees, 2019, 900, source=source)
    book = add(exported(editor, where=LIST), member="suwon", indicator="trees", year=2020)
    write(book, "None", number=9_000, source="census")
    made = previewed(editor, book, where=LIST)
    assert sorted(outcomes(made).values()) == ["asks", "unchanged"]
    apply(editor, made, where=LIST)
    assert Fact.objects.get() == row


def test_facts_of_another_office_come_in_by_no_sheet(editor, suwon, trees, source):
    theirs = planted(ListedMemberFactory(slug="busan"), trees, 2020, 900)
    book = exported(editor, where=LIST)
    assert rows_of(book) == []
    add(book, id=theirs.pk, version=theirs.version, member="busan", number=1)
    add(book, member="busan", indicator="trees", year=2021, number=1, source="census")
    made = previewed(editor, book, where=LIST)
    assert {*outcomes(made).values()} == {"error"}
    apply(editor, made, where=LIST)
    assert Fact.objects.get().number == 900


# The record of the member


@pytest.fixture
def counted(suwon, office, source):
    """A city whose inhabitants were counted twice, the record holding the newer figure."""
    indicator = inhabitants(office)
    for year, number in ((2010, 1_000), (2020, 1_100)):
        planted(suwon, indicator, year, number, source=source)
    return suwon


def held(member: Member) -> tuple:
    found = Member.objects.get(pk=member.pk)
    return found.population_year, found.population


def figures(member: Member) -> list[tuple]:
    """All of its facts, the newest first, with whether they are trusted."""
    return [*member.facts.newest_first().values_list("year", "number", "is_doubtful")]


BOTH = [(2020, 1_100, False), (2010, 1_000, False)]


def test_record_follows_a_fact_that_a_form_changes_adds_and_deletes(editor, counted, source):
    indicator = Indicator.objects.get(code="population")
    newest = counted.facts.get(year=2020)
    sent = {"indicator": indicator.pk, "year": "2020", "source": source.pk}
    address = f"{LIST}{newest.pk}/change/"
    editor.post(address, sent | {"number": "1,200", "seen_version": newest.version})
    assert held(counted) == (2020, 1_200)
    editor.post(f"{LIST}add/", sent | {"member": counted.pk, "year": "2021", "number": "1,300"})
    assert held(counted) == (2021, 1_300)
    editor.post(f"{LIST}{counted.facts.get(year=2021).pk}/delete/", {"post": "yes"})
    assert held(counted) == (2020, 1_200)
    assert figures(counted) == [(2020, 1_200, False), (2010, 1_000, False)]


def test_record_follows_when_several_go_at_once(editor, counted, trees):
    planted(counted, trees, 2015, 900)
    keys = [*counted.facts.exclude(year=2010).values_list("pk", flat=True)]
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    editor.post(LIST, data)
    assert (held(counted), figures(counted)) == ((2010, 1_000), [(2010, 1_000, False)])


def test_record_follows_a_sheet_and_its_undoing(editor, counted, trees):
    planted(counted, trees, 2015, 900)
    newest = counted.facts.get(year=2020)
    book = exported(editor, where=LIST)
    write(book, str(newest.pk), is_doubtful=True, doubt="Half of it is missing")
    write(book, str(counted.facts.get(year=2010).pk), number=1_010)
    write(book, str(counted.facts.get(year=2015).pk), number=950)
    made = previewed(editor, book, where=LIST)
    before = versions_of(Member).filter(id=counted.pk).first().pk
    apply(editor, made, {row.key: "mine" for row in made.rows.all()}, where=LIST)
    assert held(counted) == (2010, 1_010)
    since = versions_of(Member).filter(id=counted.pk, pk__gt=before)
    assert {one.history_change_reason for one in since} == {f"import:{made.pk}:cities.xlsx"}
    undo(editor, made, where=LIST)
    assert held(counted) == (2020, 1_100)
    assert [one for one in figures(counted) if one[0] != 2015] == BOTH


def test_record_follows_a_new_row_of_a_sheet_and_its_undoing(editor, counted):
    book = exported(editor, where=LIST)
    add(book, member="suwon", indicator="population", year=2022, number=1_111, source="census")
    made = previewed(editor, book, where=LIST)
    assert held(counted) == (2020, 1_100), "a preview stores nothing"
    apply(editor, made, where=LIST)
    assert held(counted) == (2022, 1_111)
    undo(editor, made, where=LIST)
    assert (held(counted), figures(counted)) == ((2020, 1_100), BOTH)


def test_record_follows_a_fact_that_comes_back(editor, counted):
    fact = counted.facts.get(year=2020)
    editor.post(f"{LIST}{fact.pk}/delete/", {"post": "yes"})
    assert held(counted) == (2010, 1_000)
    deletion = versions_of(Fact).filter(id=fact.pk, history_type="-").get()
    editor.post(f"{LIST}deleted/{deletion.pk}/")
    assert (held(counted), figures(counted)) == ((2020, 1_100), BOTH)
