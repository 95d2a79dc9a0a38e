"""The climate record on the page of a member."""

import re
from datetime import date

import pytest

from tests.factories.members import (
    InventoryFactory,
    ListedMemberFactory,
    MembershipFactory,
    PledgeFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return ListedMemberFactory(slug="suwon", name_en="Suwon")


def section(client, language: str = "en") -> str:
    html = client.get(f"/{language}/members/suwon/").content.decode()
    found = re.search(r'<section class="section climate".*?</section>', html, re.DOTALL)
    return " ".join(found[0].split())


def test_where_nothing_is_known_one_quiet_line_says_so(client, city):
    html = section(client)
    assert '<p class="quiet">Nothing is known of its emissions, targets and pledges.</p>' in html
    assert "<table" not in html
    assert "<svg" not in html


def test_each_number_stands_with_its_year_source_and_day(client, city):
    source = SourceFactory(
        title_en="Emissions of 2021",
        url="https://data.example/1",
        citation="Collected by us",
        retrieved_on=date(2026, 11, 30),
    )
    InventoryFactory(member=city, source=source, basic_t=5_611_628)
    TargetFactory(member=city, source=source, achieved_percent=9.2, year_set=2018)
    PledgeFactory(
        member=city, source=source, page="https://city.example/", recorded_on=date(2021, 10, 20)
    )
    html = section(client)
    assert "Net zero by 2050 – in a policy document (recorded 2021)" in html
    assert '<a href="https://city.example/" rel="external">The page that says so</a>' in html
    assert "recorded on 20 October 2021" in html
    assert '<strong class="number">5,611,628 t CO₂e</strong> (2018)' in html
    assert '<a href="https://data.example/1" rel="external">Emissions of 2021</a>' in html
    assert '<span lang="en">Collected by us</span> · read on 30 November 2026' in html
    for told in ("Emissions 40% below 2005 by 2030", "9.2%", "600,000", "1,000,000", "2018"):
        assert told in html
    assert 'role="img" aria-labelledby="climate-chart-title climate-chart-words"' in html
    assert "2005: 1,000,000 t CO₂e, 2030: 600,000 t CO₂e" in html


def test_what_is_not_drawn_is_listed_with_the_reason(client, city):
    InventoryFactory(member=city, reported_year=2019)
    InventoryFactory(member=city, reported_year=2021, basic_t=2)
    InventoryFactory(member=city, reported_year=2022, period_from=None, period_to=None)
    InventoryFactory(member=city, reported_year=2023, period_from=date(2020, 1, 1), basic_t=None)
    html = section(client)
    for note in ("Reported again later", "Without a period", "Without a number"):
        assert f'<span class="aside">{note}</span>' in html


def test_inventories_that_cannot_be_compared_say_so(client, city):
    InventoryFactory(member=city)
    html = section(client)
    assert "A line joins only" not in html
    InventoryFactory(member=city, reported_year=2021, period_from=date(2019, 1, 1), protocol="own")
    assert "A line joins only those that can be compared." in section(client)


def test_words_of_a_city_stand_in_their_language(client, city):
    InventoryFactory(member=city, protocol="other", protocol_words="Guidelines 4.1")
    assert '<span class="aside" lang="en">Guidelines 4.1</span>' in section(client, "ko")


def test_an_earlier_pledge_stands_among_the_rows(client, city):
    PledgeFactory(member=city, kind="reduction", end_year=2040, recorded_on=date(2019, 5, 1))
    PledgeFactory(member=city)
    html = section(client)
    assert html.index("Net zero by 2050") < html.index("Recorded before")
    assert html.index("Recorded before") < html.index("Reduction of emissions by 2040")


def test_a_term_comes_with_the_record(client, city):
    city.memberships.update(joined_on=date(2016, 5, 1), joined_precision="month")
    MembershipFactory(member=city, left_on=date(2002, 1, 1))
    html = client.get("/en/members/suwon/").content.decode()
    assert "member since May 2016" in html


@pytest.mark.parametrize("factory", [InventoryFactory, TargetFactory, PledgeFactory])
def test_doubtful_rows_are_not_on_the_page(client, city, factory):
    source = SourceFactory(title_en="Odd source")
    row = factory(member=city, source=source)
    assert "Odd source" in section(client)
    type(row).objects.update(is_doubtful=True, doubt="Another unit.")
    assert "Odd source" not in section(client)
    assert "Nothing is known" in section(client)
