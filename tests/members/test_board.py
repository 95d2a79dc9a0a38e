"""The report for the board: each number is that of a count by hand, and leads to its rows."""

from collections import Counter
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from editorial.accounts.models import User
from editorial.translations.models import TranslationStatus
from members.board import CLIMATE, Lists
from members.board_tables import Board
from members.models import Member, Membership
from members.models.ages import AGES, FACTS
from members.models.categories import categories_read_once
from members.models.standings import ANSWERS
from secretariats.models import Area, Secretariat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_sample")]

BOARD = "/admin/members/membership/board/"
DAY = date(2012, 10, 18)


@pytest.fixture(autouse=True)
def moved():
    """Some who have left, in each way and in none, one who joined again, and associates."""
    ways = ["resignation", "exclusion", "dissolution", "", "resignation"]
    terms = list(Membership.objects.filter(joined_on=None).order_by("pk")[:5])
    for term, way, year in zip(terms, ways, (2013, 2013, 2020, 2024, 2024), strict=True):
        Membership.objects.filter(pk=term.pk).update(left_on=date(year, 3, 1), ended_by=way)
    again = {"joined_on": date(2025, 2, 1), "joined_precision": "day"}
    Membership.objects.create(member=terms[4].member, category="associate", **again)
    others = Membership.objects.filter(left_on=None).order_by("-pk")[:3]
    Membership.objects.filter(pk__in=[one.pk for one in others]).update(category="associate")


def signed_in(name: str) -> Client:
    User.objects.filter(username=name).update(interface_language="en")
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


@pytest.fixture
def region() -> Client:
    user = User.objects.create(username="chief", is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(user)
    return client


def tables(client: Client, query: str = "") -> dict[str, dict[str, dict[str, int]]]:
    """The numbers of the page, by the heading of the table, the line, and the column."""
    found = client.get(f"{BOARD}{query}").context["tables"]
    return {
        table.heading: {
            line.words: dict(zip(table.headings, [n.value for n in line.numbers], strict=True))
            for line in table.lines
        }
        for table in found
    }


def goes_on(term: Membership, day: date) -> bool:
    return (term.joined_on or date.min) <= day and (term.left_on is None or term.left_on > day)


def listed(members) -> list[Member]:
    now = timezone.now()
    return [
        member
        for member in members
        if member.status == "published"
        and (member.publish_at is None or member.publish_at <= now)
        and any(goes_on(term, timezone.localdate()) for term in member.memberships.all())
    ]


def members_of(office: str = "") -> list[Member]:
    found = Member.objects.select_related("area").prefetch_related("memberships")
    return list(found.filter(secretariat__slug=office) if office else found)


@pytest.mark.parametrize("office", ["", "korea-office"])
def test_members_of_today_are_those_of_a_count_by_hand(region, office):
    client = signed_in("korea-editor") if office else region
    members = listed(members_of(office))
    said = tables(client)["Members today, by area and category"]
    today = timezone.localdate()
    for area in {member.area for member in members}:
        own = [member for member in members if member.area == area]
        held = Counter(
            category
            for member in own
            for category in {
                term.category for term in member.memberships.all() if goes_on(term, today)
            }
        )
        assert said[str(area)]["Members"] == len(own)
        assert said[str(area)]["Full member"] == held["full"]
        assert said[str(area)]["Associate member"] == held["associate"]
    assert said["Total"]["Members"] == len(members)
    assert len(said) == len({member.area for member in members}) + 1


def test_people_are_counted_once(region):
    said = tables(region)["Members today, by area and category"]
    assert said["Total"]["People living in them"] == Member.objects.listed().people().number
    korea = Member.objects.listed().filter(area__code="KR").people().number
    area = str(Area.objects.get(code="KR"))
    assert said[area]["People living in them"] == korea
    assert korea < sum(Member.objects.filter(area__code="KR").values_list("population", flat=True))


def test_answers_for_a_day_sum_to_the_members_that_the_public_knows(region):
    said = tables(region, f"?on={DAY}")["As of the day, by area"]
    known = Member.objects.as_of(DAY)
    by_answer = Counter(known.values_list("standing", flat=True))
    assert said["Total"] == {str(words): by_answer[key] for key, words in ANSWERS.items()}
    assert sum(said["Total"].values()) == known.count()
    for words in said["Total"]:
        lines = (numbers[words] for line, numbers in said.items() if line != "Total")
        assert said["Total"][words] == sum(lines)


def test_moves_are_those_of_a_count_by_hand(region):
    terms = list(Membership.objects.select_related("member__area"))
    said = tables(region, "?year=2024")
    by_year = said["Joined and left, by year"]
    years = {day.year for term in terms for day in (term.joined_on, term.left_on) if day}
    assert {*by_year} == {*map(str, years)}
    for year in years:
        joined = [t for t in terms if t.joined_on and t.joined_on.year == year]
        left = [t for t in terms if t.left_on and t.left_on.year == year]
        numbers = by_year[str(year)]
        assert (numbers["Joined"], numbers["Left"]) == (len(joined), len(left))
        gone = [t for t in left if t.ended_by == "resignation"]
        assert numbers["Left: Resignation"] == len(gone)
        assert numbers["Left: not said"] == len([t for t in left if not t.ended_by])
    in_2024 = said["Joined and left in 2024, by area"]
    left = Counter(str(t.member.area) for t in terms if t.left_on and t.left_on.year == 2024)
    assert {words: line["Left"] for words, line in in_2024.items() if line["Left"]} == {
        **left,
        "Total": 2,
    }


def test_ages_are_those_of_a_count_by_hand(region):
    this_year = timezone.localdate().year

    def age(year: int | None) -> str:
        if year is None:
            return "unknown"
        steps = [step for step in (1, 3, 5, 10) if this_year - year <= step]
        return str(steps[0]) if steps else "older"

    members = listed(members_of())
    said = tables(region)["Age of what is known of the members of today"]
    ages = Counter(age(member.population_year) for member in members)
    assert said[str(FACTS["population"])] == {str(w): ages[name] for name, w in AGES.items()}
    assert sum(said[str(FACTS["evidence"])].values()) == len(members)


def test_climate_record_is_that_of_a_count_by_hand(region):
    said = tables(region)["Climate record of the members of today"]["Total"]
    found: Counter[str] = Counter()
    for member in listed(members_of()):
        pledges = member.pledges.filter(is_doubtful=False).order_by("recorded_on", "pk")
        pledge = pledges.last()
        targets = [
            one
            for one in member.targets.filter(is_doubtful=False)
            if one.kind != "none" and one.status != "withdrawn"
        ]
        has = {
            "inventory": member.inventories.filter(is_doubtful=False).exists(),
            "target": bool(targets),
            "pledge": pledge is not None and pledge.kind != "none",
        }
        has["nothing"] = not any(has.values())
        has["neutral"] = pledge is not None and pledge.is_neutral
        found.update(name for name, is_so in has.items() if is_so)
    assert said == {str(words): found[name] for name, words in CLIMATE.items()}
    assert found["pledge"] > found["neutral"] > 0


def test_languages_are_those_of_a_count_by_hand(region):
    stands = TranslationStatus.objects.filter(kind="members.member", language="ja", missing__gt=0)
    said = tables(region)["Languages of the profiles"]
    assert next(iter(said["日本語"].values())) == stands.count() > 0


@pytest.mark.parametrize("name", ["", pytest.param("korea-editor", marks=pytest.mark.thorough)])
def test_each_number_leads_to_its_rows(region, name):
    client = signed_in(name) if name else region
    for table in client.get(f"{BOARD}?on={DAY}&year=2024").context["tables"]:
        for line in table.lines:
            for heading, number in zip(table.headings, line.numbers, strict=True):
                if number.value and heading != "People living in them":
                    where = f"{table.heading}: {line.words}: {heading}"
                    assert rows_at(client, number.where) == number.value, where


def rows_at(client: Client, where: str) -> int:
    response = client.get(where)
    if "cl" in response.context:
        assert [str(words) for words in response.context["messages"]] == []
        return response.context["cl"].result_count
    return response.context["page"].paginator.count


def test_day_or_year_that_is_none_is_left_out_with_a_word(region):
    for query in ("?on=1985-01-01", "?on=2999-01-01", "?on=never", "?year=99999", "?year=x"):
        response = region.get(f"{BOARD}{query}")
        assert len(response.context["messages"]) == 1
        assert response.context["form"].initial["on"] == timezone.localdate().isoformat()
        assert response.context["form"].initial["year"] == timezone.localdate().year


def test_workbook_holds_the_same_numbers(region):
    response = region.get(f"{BOARD}xlsx/?on={DAY}")
    book = load_workbook(BytesIO(response.content))
    shown = region.get(f"{BOARD}?on={DAY}").context["tables"]
    assert len(book.sheetnames) == len(shown)
    for sheet, table in zip(book.worksheets, shown, strict=True):
        rows = [[cell for cell in row if cell is not None] for row in sheet.values]
        assert rows[0] == [table.heading]
        assert [table.first, *table.headings] in rows
        for line in table.lines:
            assert [line.words, *(number.value for number in line.numbers)] in rows


def test_report_asks_as_much_for_many_members_as_for_few(region):
    offices = {office.slug: office for office in Secretariat.objects.all()}
    lists = Lists(*[lambda **filters: ""] * 3)

    def asked(members) -> int:
        terms = Membership.objects.filter(member__in=members)
        with CaptureQueriesContext(connection) as found, categories_read_once():
            Board(members, terms, lists).tables()
        return len(found)

    few = Member.objects.filter(secretariat=offices["korea-office"])
    per_area = len({*few.values_list("area", flat=True)})
    many = Member.objects.all()
    more = len({*many.values_list("area", flat=True)}) - per_area
    assert asked(many) - asked(few) <= more  # who lives in an area is reckoned for each


def test_start_page_and_lists_lead_to_it(region):
    assert BOARD in region.get("/admin/").text
    assert BOARD in region.get("/admin/members/membership/").text
    assert Client().get(BOARD).status_code == 302
