"""The directory as of a day: its address, its answers, what it leaves out."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from members.as_of import day_in
from tests.factories.members import (
    ContainmentFactory,
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    NetworkCountFactory,
    PlaceFactory,
    SourceFactory,
)
from tests.reading import words_at

pytestmark = pytest.mark.django_db

ADDRESS = "/en/members/?on=2012-10-18"


def since(year: int, name: str, **fields):
    made = MemberFactory(name_en=name, **fields)
    MembershipFactory(member=made, joined_on=date(year, 1, 1), joined_precision="year")
    return made


@pytest.mark.parametrize(
    "text", ["", "2012", "2012-10", "20121018", "2012-13-01", "1989-12-31", "2012-10-18T00", "x"]
)
def test_no_day_that_can_be_asked_for(text):
    assert day_in(text) is None


def test_tomorrow_is_no_day_of_the_past():
    today = timezone.localdate()
    assert day_in(today.isoformat()) == today
    assert day_in(today.replace(year=today.year + 1).isoformat()) is None


def test_four_answers():
    since(2006, "Kaohsiung")
    since(2022, "Kobe")
    ListedMemberFactory(name_en="Ansan")
    taipei = MemberFactory(name_en="Taipei")
    evidence = {"joined_by_latest": date(2012, 9, 17), "attested_on": date(2012, 9, 17)}
    MembershipFactory(member=taipei, **evidence)
    told = words_at(ADDRESS)
    assert "We can name 2 members of that day." in told
    assert "Certainly members 1 member Kaohsiung" in told
    assert "Members by evidence 1 member Taipei newest evidence 17 September 2012" in told
    assert "Not known 1 member Ansan" in told and "Not members 1 member Kobe" in told


def test_member_that_has_left_since():
    made = since(2006, "Cheongwon", slug="cheongwon")
    made.memberships.update(left_on=date(2014, 7, 1))
    assert "Certainly members 1 member Cheongwon" in words_at(ADDRESS)
    assert "Not members 1 member Cheongwon" in words_at("/en/members/?on=2014-07-01")


def test_hidden_members_are_in_no_answer():
    since(2006, "Secretville", status="draft")
    since(2006, "Kaohsiung")
    assert "Secretville" not in words_at(ADDRESS)
    assert "We can name 1 member of that day." in words_at(ADDRESS)


def test_filters_hold_there_too():
    since(2006, "Kaohsiung", level="special_municipality")
    since(1999, "Seoul", level="special_city")
    told = words_at(f"{ADDRESS}&level=special_city")
    assert "Seoul" in told and "Kaohsiung" not in told.split("Certainly members")[1]


def test_day_out_of_reach_is_told_and_left_out():
    since(2006, "Kaohsiung")
    for day in ("1985-01-01", "2999-01-01", "yesterday"):
        told = words_at(f"/en/members/?on={day}")
        assert f"were left out: on={day}" in told and "1 member" in told


def test_what_the_network_counted_itself():
    since(2006, "Kaohsiung")
    source = SourceFactory(title_en="Founding announcement", is_verified=True)
    NetworkCountFactory(counted_on=date(2012, 10, 18), members=75, source=source)
    NetworkCountFactory(counted_on=date(2020, 1, 1), members=99)
    told = words_at(ADDRESS)
    assert "The network itself counted 75 on 18 October 2012." in told
    assert "Source: Founding announcement" in told and "99" not in told
    assert "The network itself" not in words_at("/en/members/?on=2011-01-01")


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_queries_for_all_as_for_one(rows, django_assert_max_num_queries):
    for at in range(rows):
        since(2000 + at, f"City {at}")
    with django_assert_max_num_queries(8):
        Client().get(ADDRESS)


def kept(html: str) -> set[tuple[str, str]]:
    """What the form for a day sends along."""
    part = html.partition('id="directory-kept"')[2].partition("</span>")[0]
    return {*re.findall(r'name="(\w+)" value="([^"]*)"', part)}


@pytest.mark.parametrize("day", ["", "&on=2012-10-18"])
def test_form_for_a_day_keeps_what_the_list_is_narrowed_to(day):
    member = since(2006, "Kaohsiung", level="special_municipality")
    inside = ContainmentFactory(member=member, place=PlaceFactory(slug="somewhere"))
    query = "q=kao&level=special_municipality&level=city&within=somewhere&sort=area&view=table"
    assert inside.place.slug == "somewhere"
    html = Client().get(f"/en/members/?{query}{day}").content.decode()
    assert kept(html) == {
        ("q", "kao"),
        ("level", "special_municipality"),
        ("level", "city"),
        ("within", "somewhere"),
    }


def test_order_that_a_day_does_not_have_is_told():
    since(2006, "Kaohsiung")
    told = words_at(f"{ADDRESS}&sort=-population")
    assert "were left out: sort=-population" in told
    assert "were left out" not in words_at(f"{ADDRESS}&sort=area")
