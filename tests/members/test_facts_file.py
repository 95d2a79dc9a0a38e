"""Facts from a file, all of them or none."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from members.facts_file import take_file
from members.models import Fact, Member
from tests.factories.members import FactFactory, IndicatorFactory, MemberFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

HEADER = "member,indicator,year,value,source\n"


@pytest.fixture(autouse=True)
def network():
    suwon = MemberFactory(slug="suwon")
    MemberFactory(slug="osan")
    SourceFactory(code="yearbook")
    IndicatorFactory(code="trees", kind="number", decimals=1)
    IndicatorFactory(code="motto")
    level = IndicatorFactory(code="level", kind="choice")
    level.choices.create(code="high", name_en="High")
    return suwon


def values() -> list[tuple]:
    facts = Fact.objects.order_by("indicator__code", "member__slug", "year")
    return [(f.member.slug, f.indicator.code, f.year, f.shown) for f in facts]


ROWS = (
    'suwon,trees,2020,"1,210.5",yearbook\nosan,level,2021,high,yearbook\n'
    "suwon,motto,2022,By the sea,yearbook\n"
)


def test_each_kind_of_value_is_taken_and_twice_gives_the_same():
    assert dict(take_file(HEADER + ROWS).outcomes) == {"new": 3}
    before = values()
    assert before == [
        ("osan", "level", 2021, "High"),
        ("suwon", "motto", 2022, "By the sea"),
        ("suwon", "trees", 2020, "1,210.5"),
    ]
    assert dict(take_file(HEADER + ROWS).outcomes) == {"unchanged": 3}
    assert values() == before
    assert {fact.version for fact in Fact.objects.all()} == {1}


def test_changed_value_is_the_same_fact():
    take_file(HEADER + ROWS)
    taken = take_file(HEADER + "suwon,trees,2020,1300,yearbook\n")
    assert dict(taken.outcomes) == {"changed": 1}
    fact = Fact.objects.get(indicator__code="trees")
    assert (fact.number, fact.version) == (Decimal(1300), 2)


def test_dry_run_stores_nothing():
    assert dict(take_file(HEADER + ROWS, is_dry=True).outcomes) == {"new": 3}
    assert values() == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("atlantis,trees,2020,1,yearbook", "There is no member “atlantis”."),
        ("suwon,fish,2020,1,yearbook", "There is no indicator “fish”."),
        ("suwon,trees,2020,1,hearsay", "There is no source “hearsay”."),
        ("suwon,trees,soon,1,yearbook", "“soon” is no year."),
        ("suwon,trees,1492,1,yearbook", "Year: "),
        ("suwon,trees,2020,many,yearbook", "“many” is no number."),
        ("suwon,level,2020,middling,yearbook", "“middling” is no answer of "),
        ("suwon,motto,2020,,yearbook", "Enter words"),
        ("suwon,trees,2020,1,", "It has no source."),
        ("suwon,trees,,1,yearbook", "It has no year."),
        ("suwon,trees,2020,1,yearbook,x", "not as many cells"),
        ("suwon,trees,2020,1,yearbook\nSuwon,trees,2020,2,yearbook", "the same as row 2"),
        ('suwon,trees,2020,"1,yearbook', "cannot be read"),
    ],
)
def test_one_refused_row_keeps_all_out(row, why):
    rows = row + "\nosan,trees,2020,5,yearbook\n"
    taken = take_file(HEADER + rows)
    assert len(taken.refused) == 1
    assert why in taken.refused[0]
    assert values() == []


def test_each_row_that_cannot_be_read_is_told():
    rows = "suwon,trees,2020\n,,,,\nsuwon,trees,soon,1,yearbook\nosan,trees\n"
    assert take_file(HEADER + rows).refused == [
        "Row 2: not as many cells as the header has.",
        "Row 5: not as many cells as the header has.",
        "Row 4: “soon” is no year.",
    ]


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("member,indicator,year,value", "missing: source"),
        ("", "missing: member, indicator, year, value, source"),
        (HEADER.strip() + ",colour", "colour"),
        (HEADER.strip() + ",value", "value"),
    ],
)
def test_header_says_what_is_wrong_with_it(header, why):
    assert why in take_file(header + "\n" + ROWS).refused[0]


def test_great_change_needs_a_reason():
    take_file(HEADER + "suwon,trees,2020,100,yearbook\n")
    later = HEADER + "suwon,trees,2021,200,yearbook\n"
    assert "100" in take_file(later).refused[0]
    assert dict(take_file(later, "The city planted a forest.").outcomes) == {"new": 1}


def test_doubt_makes_a_fact_doubtful_and_is_taken_back_without():
    header = HEADER.replace("\n", ",doubt\n")
    take_file(header + "suwon,trees,2020,100,yearbook,In another unit\n")
    assert Fact.objects.doubtful().get().doubt == "In another unit"
    take_file(header + "suwon,trees,2020,100,yearbook,\n")
    assert not Fact.objects.doubtful().exists()


def test_doubt_that_the_portal_words_itself_is_the_same_in_each_language():
    header = HEADER.replace("\n", ",doubt\n")
    for words, outcome in (("출처가 없습니다.", "new"), ("It has no source.", "unchanged")):
        taken = take_file(f"{header}suwon,trees,2020,1300,,{words}\n")
        assert dict(taken.outcomes) == {outcome: 1}
    assert Fact.objects.get().doubt == "It has no source."


def test_inhabitants_fill_the_record_of_the_member(network):
    indicator = IndicatorFactory(code="population", kind="number")
    FactFactory(member=network, indicator=indicator, year=2020, number=1_000)
    take_file(HEADER + "suwon,population,2024,1100,yearbook\n")
    found = Member.objects.get(slug="suwon")
    assert (found.population, found.population_year) == (1_100, 2024)
    assert found.population_source.code == "yearbook"


def test_command_tells_what_it_did(tmp_path, capsys):
    file = tmp_path / "facts.csv"
    file.write_text("\ufeff" + HEADER + ROWS, encoding="utf-8")
    call_command("import_facts", file, dry_run=True)
    assert "Would be: 3 new, 0 changed, 0 unchanged." in capsys.readouterr().out
    call_command("import_facts", file)
    assert "3 new, 0 changed, 0 unchanged." in capsys.readouterr().out
    file.write_text(HEADER + "suwon,fish,2020,1,yearbook\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_facts", file)
    assert "Row 2: There is no indicator “fish”." in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_command_says_what_it_cannot_read(tmp_path, content):
    file = tmp_path / "facts.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=r"facts\.csv is not in (UTF-8 at byte 0|/)"):
        call_command("import_facts", file)
