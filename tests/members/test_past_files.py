"""The directory as of a day as data: its rows, and what it tells of those that have left."""

import csv
import json
from datetime import date, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.members import (
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    NetworkCountFactory,
    SourceFactory,
    ThemeFactory,
)
from tests.members.cast import HIDDEN

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

DAY = "2012-10-18"
SEEN = date(2012, 9, 17)


def received(kind: str, query: str = "", language: str = "en") -> bytes:
    response = Client().get(f"/{language}/members/download.{kind}?on={DAY}{query}")
    assert response.status_code == 200
    return response.getvalue()


def rows(query: str = "", language: str = "en") -> dict[str, dict[str, str]]:
    """By its slug, what the table says of each member."""
    text = received("csv", query, language).decode("utf-8-sig")
    headings, *lines = csv.reader(StringIO(text))
    return {line[0]: dict(zip(headings, line, strict=True)) for line in lines}


def features(query: str = "") -> dict[str, dict]:
    found = json.loads(received("geojson", query))["features"]
    return {one["id"]: one for one in found}


def joined(year: int, slug: str, **fields):
    term = {"term__joined_on": date(year, 1, 1), "term__joined_precision": "year"}
    return ListedMemberFactory(slug=slug, name_en=slug.title(), **term | fields)


@pytest.fixture
def four():
    """A member of each answer."""
    joined(2006, "kaohsiung")
    ListedMemberFactory(
        slug="taipei", term__joined_by_latest=SEEN, term__attested_on=date(2026, 1, 2)
    )
    ListedMemberFactory(slug="ansan")
    joined(2022, "kobe")


@pytest.fixture
def cheongwon():
    """A former member, of whose record much must not be told."""
    made = MemberFactory(
        slug="cheongwon",
        name_en="Cheongwon",
        level="county",
        population=777_777,
        population_source=SourceFactory(title_en="Secret census"),
        latitude=36.7,
        longitude=127.4,
        website="https://secret.example/",
        official_name="청원군",
    )
    made.themes.add(ThemeFactory(slug="secret", name_en="Secret theme"))
    made.identifiers.create(scheme="wikidata", value="Q777")
    known = {"joined_on": date(2010, 5, 1), "joined_precision": "month"}
    into = ListedMemberFactory(slug="cheongju")
    merged = {"ended_by": "merger", "successor": into}
    MembershipFactory(member=made, left_on=date(2014, 7, 1), **known, **merged)
    return made


@pytest.mark.parametrize(
    ("slug", "answer", "evidence", "since"),
    [
        ("kaohsiung", "certain", "", "2006"),
        ("taipei", "attested", "2026-01-02", ""),
        ("ansan", "not known", "", ""),
        ("kobe", "not a member", "", "2022"),
    ],
)
def test_row_says_the_answer_and_what_it_is_drawn_from(four, slug, answer, evidence, since):
    told = rows()[slug]
    assert (told["On that day"], told["Newest evidence"]) == (answer, evidence)
    assert (told["Member since"], told["Member until"]) == (since, "")


def test_programs_read_the_answer_in_every_language(four):
    found = {slug: one["properties"]["standing"] for slug, one in features().items()}
    assert found == {
        "kaohsiung": "certain",
        "taipei": "attested",
        "ansan": "not_known",
        "kobe": "not_a_member",
    }
    assert rows(language="ko")["kaohsiung"]["그날의 자격"] == "확실"


def test_listed_member_is_told_as_it_is_today():
    joined(2006, "kaohsiung", population=2_700_000, website="https://kaohsiung.example/")
    told = rows()["kaohsiung"]
    assert (told["Population"], told["Website"]) == ("2700000", "https://kaohsiung.example/")
    assert "Counted within (in totals of this file)" not in told


def test_former_member_has_name_area_years_successor_and_no_more(cheongwon):
    told = {name: cell for name, cell in rows()["cheongwon"].items() if cell}
    assert told.pop("Page").endswith("/en/members/cheongwon/")
    for of_the_file in ("Licence", "As of", "Remark"):
        told.pop(of_the_file)
    assert told == {
        "Page address": "cheongwon",
        "Name (English)": "Cheongwon",
        "Code of the area": cheongwon.area.code,
        "Country or area": cheongwon.area.name_en,
        "On that day": "certain",
        "Member since": "2010-05",
        "Member until": "2014-06-30",
        "Short name of the successor": "cheongju",
        "Day asked for": DAY,
    }


def test_nothing_else_of_a_former_member_is_in_any_file(cheongwon):
    whole = received("csv").decode() + received("geojson").decode()
    sheet = openpyxl.load_workbook(BytesIO(received("xlsx"))).active
    whole += str([[cell.value for cell in row] for row in sheet])
    row = json.dumps(features()["cheongwon"], ensure_ascii=False)
    for hidden in (
        "777777",
        "Secret census",
        "secret.example",
        "Secret theme",
        "청원군",
        "Q777",
        "36.7",
    ):
        assert hidden not in whole
    assert '"geometry": null' in row and "County" not in row
    assert "is not known" not in rows()["cheongwon"]["Licence"]


@pytest.mark.parametrize("query", ["&level=county", "&theme=secret", "&size=l", "&q=quiet"])
def test_former_member_is_not_found_by_what_is_not_public(cheongwon, query):
    cheongwon.summary_en = "A quiet county."
    cheongwon.save()
    assert "cheongwon" not in rows(query)
    page = Client().get(f"/en/members/?on={DAY}{query}").content.decode()
    assert "Cheongwon</a>" not in page


@pytest.mark.parametrize("query", ["&q=cheongwon", "&area={area}", "&sort=area"])
def test_former_member_is_found_by_name_and_area(cheongwon, query):
    assert "cheongwon" in rows(query.format(area=cheongwon.area.code))


def test_order_tells_nothing_of_a_former_member(cheongwon):
    joined(2006, "aaa", population=1)
    joined(2006, "zzz", population=999_999_999)
    assert list(rows("&sort=-population")) == list(rows())


@pytest.mark.parametrize("hidden", [name for name in HIDDEN if name != "lapsed"])
def test_hidden_member_is_in_no_row(hidden):
    ListedMemberFactory(slug="secretville", **HIDDEN[hidden])
    assert rows() == {}


def test_end_that_is_to_come_is_not_told():
    soon = timezone.localdate() + timedelta(days=30)
    joined(2006, "kaohsiung", term__left_on=soon)
    assert rows()["kaohsiung"]["Member until"] == ""


def test_start_that_is_to_come_is_not_told():
    made = joined(2006, "kaohsiung", term__left_on=date(2008, 1, 1))
    MembershipFactory(member=made, joined_on=date(2009, 1, 1), joined_precision="day")
    MembershipFactory(member=made, joined_on=None, left_on=date(2001, 1, 1))
    made.memberships.filter(joined_on=date(2009, 1, 1)).update(left_on=date(2030, 1, 1))
    soon = timezone.localdate() + timedelta(days=3000)
    MembershipFactory(member=made, joined_on=soon, joined_precision="day")
    assert rows()["kaohsiung"]["Member since"] == "2009-01-01"


def test_last_term_stands_where_none_lasted():
    made = joined(2001, "kaohsiung", term__left_on=date(2004, 1, 1))
    MembershipFactory(
        member=made, joined_on=date(2005, 1, 1), joined_precision="day", left_on=date(2006, 1, 1)
    )
    told = rows()["kaohsiung"]
    assert (told["Member since"], told["Member until"]) == ("2005-01-01", "2005-12-31")


def test_file_says_what_its_page_says(four):
    NetworkCountFactory(counted_on=date(2012, 10, 18), members=75)
    told = rows()["kobe"]
    note = "Names, figures and offices are those of today."
    assert told["Remark"].startswith(note) and told["Day asked for"] == DAY
    counted = "The network itself counted 75 on 18 October 2012."
    assert told["Counted by the network itself"] == counted
    about = json.loads(received("geojson"))
    assert (about["day"], about["counted"]) == (DAY, counted)
    assert about["note"].startswith(note) and about["as_of"] == timezone.localdate().isoformat()
    page = Client().get(f"/en/members/?on={DAY}").content.decode()
    assert note in page and counted in page


def test_name_of_the_file_has_the_day(four):
    response = Client().get(f"/ja/members/download.csv?on={DAY}")
    response.getvalue()
    assert f"-{DAY}-ja.csv" in response["Content-Disposition"]


@pytest.mark.parametrize("day", ["1985-01-01", "2999-01-01", "yesterday", "2012-10"])
def test_day_out_of_reach_is_ignored(four, day):
    text = Client().get(f"/en/members/download.csv?on={day}").getvalue().decode()
    assert "On that day" not in text and "kobe" in text


def test_page_of_a_day_leads_to_its_files(four):
    page = Client().get(f"/en/members/?on={DAY}&level=city").content.decode()
    for kind in ("csv", "xlsx", "geojson"):
        assert f'href="/en/members/download.{kind}?on={DAY}&amp;level=city"' in page
    assert 'href="/en/members/?level=city"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_all_as_for_one(count, django_assert_num_queries):
    last = ListedMemberFactory()
    for at in range(count):
        joined(2000 + at, f"city-{at}").themes.add(ThemeFactory())
        gone = MemberFactory()
        ended = {"left_on": date(2014, 1, 1), "ended_by": "merger", "successor": last}
        MembershipFactory(member=gone, joined_on=date(2001, 1, 1), joined_precision="day", **ended)
        last = gone
    received("csv")
    with django_assert_num_queries(11):
        received("csv")
