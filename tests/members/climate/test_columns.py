import json
import re

import pytest

from members.climate.columns import PLEDGE_COLUMNS, pledge_of
from members.models import Member
from tests.factories.members import ListedMemberFactory, PledgeFactory, SourceFactory

pytestmark = pytest.mark.django_db


def said(member: Member) -> dict[str, object]:
    return {column.name: column.value(member) for column in PLEDGE_COLUMNS}


def test_latest_pledge_is_told():
    city = ListedMemberFactory()
    PledgeFactory(member=city, kind="other", recorded_on="2019-01-01")
    PledgeFactory(
        member=city,
        kind="reduction",
        reduction_percent=80,
        base_year=2005,
        source=SourceFactory(title_en="A tracker", licence="CC BY 4.0"),
    )
    told = said(city)
    assert told["pledge"] == "Emissions 80% below 2005 by 2050"
    assert (told["pledge_year"], told["pledge_reduction"]) == (2050, 80)
    assert (told["pledge_source"], told["pledge_licence"]) == ("A tracker", "CC BY 4.0")


def test_without_a_pledge_all_cells_are_empty():
    city = ListedMemberFactory()
    assert {*said(city).values()} == {""}
    kinds = {value for column in PLEDGE_COLUMNS for value in column.properties(city).values()}
    assert kinds == {None}


def test_doubtful_pledge_is_not_told():
    pledge = PledgeFactory(is_doubtful=True, doubt="Another city.")
    assert pledge_of(pledge.member) is None


def test_machines_are_told_of_the_pledge(client):
    city = ListedMemberFactory(slug="suwon", population=1_000)
    source = SourceFactory(title_en="A tracker")
    PledgeFactory(member=city, source=source, page="https://page.example/", status_year=2021)
    html = client.get("/en/members/suwon/").content.decode()
    nodes = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', html))
    (place,) = (node for node in nodes if node["@type"] == "City")
    inhabitants, pledge = place["additionalProperty"]
    assert inhabitants["value"] == 1_000
    assert pledge == {
        "@type": "PropertyValue",
        "name": "Climate pledge",
        "value": "Net zero by 2050",
        "description": "in a policy document of 2021, recorded on 2021-10-20, A tracker",
        "url": "https://page.example/",
    }
