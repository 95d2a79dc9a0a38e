"""What is doubtful is on no public surface: it is found on each first, and then nowhere."""

import pytest
from django.test import Client

from members.models import Fact, Inventory, Member, Pledge, Target
from tests.factories.members import (
    FactFactory,
    InventoryFactory,
    ListedMemberFactory,
    PledgeFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

#: By address, what the rows of ``odd`` leave there as long as nobody doubts them.
SEEN = {
    "/en/members/suwon/": ("7,654,321", "1,234,567", "by 2037", "Odd source", "PropertyValue"),
    "/en/members/compare/?city=suwon": ("7,654,321", "by 2037", "Odd source"),
    "/en/members/?view=table": ("by 2037",),
    "/en/members/?view=map&colour=target": ("2031 to 2040",),
    "/en/members/?target=2040&pledge=neutral&status=law": ("/members/suwon/",),
    "/en/members/download.csv": ("by 2037", "Odd source"),
    "/en/members/download.geojson": ("2037", "Odd source"),
    "/en/climate/": ("7,654,321", "by 2037", "Odd source", "pledged by 1 of 1"),
    "/en/climate/download.csv": ("7654321", "1234567", "2037", "Odd source"),
}


def text_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    return (response.getvalue() if response.streaming else response.content).decode()


@pytest.fixture
def odd() -> Member:
    city = ListedMemberFactory(slug="suwon", latitude=37.3, longitude=127.0)
    source = SourceFactory(title_en="Odd source")
    InventoryFactory(member=city, source=source, basic_t=7_654_321)
    TargetFactory(member=city, source=source, base_t=1_234_567)
    PledgeFactory(member=city, source=source, end_year=2037, status="law")
    return city


@pytest.mark.parametrize("address", SEEN)
def test_doubtful_values_are_on_no_public_surface(odd, address):
    html = text_of(address)
    for words in SEEN[address]:
        assert words in html
    for model in (Inventory, Target, Pledge):
        model.objects.update(is_doubtful=True, doubt="Another unit.")
    html = text_of(address)
    for words in SEEN[address]:
        assert words not in html


def test_they_are_kept(odd):
    for model in (Inventory, Target, Pledge):
        model.objects.update(is_doubtful=True, doubt="Another unit.")
        assert model.objects.doubtful().count() == 1


#: By address, what facts leave there, inhabitants and an area among them, while nobody doubts them.
TOLD = {
    "/en/": ("<dd>7 <small>million",),
    "/en/members/": ("6,540,000",),
    "/en/members/suwon/": ("6,543,210", "54,527", "Trees", "7,777,001", "Odd source", "By the sea"),
    "/en/members/compare/?city=suwon": ("6,543,210", "Trees", "7,777,001", "By the sea"),
    "/en/members/?size=xxl": ("/members/suwon/",),
    "/en/members/?view=table": ("6,543,210",),
    "/en/members/download.csv": ("6543210", "Odd source"),
    "/en/members/download.geojson": ("6543210",),
}


@pytest.mark.parametrize("address", TOLD)
def test_doubtful_facts_are_drawn_compared_and_totalled_nowhere(address):
    city = ListedMemberFactory(slug="suwon", name_en="Suwon", latitude=37.3, longitude=127.0)
    source = SourceFactory(title_en="Odd source")
    kinds = {"population": 6_543_210, "area-km2": 120, "trees": 7_777_001}
    for code, number in kinds.items():
        kept = {"indicator__code": code, "indicator__kind": "number", "number": number}
        FactFactory(member=city, source=source, year=2020, indicator__name_en=code.title(), **kept)
    FactFactory(member=city, source=source, wording_en="By the sea")
    html = text_of(address)
    for words in TOLD[address]:
        assert words in html
    for fact in city.facts.all():
        fact.is_doubtful, fact.doubt = True, "Whispered doubt"
        fact.save()
    html = text_of(address)
    for words in (*TOLD[address], "Whispered"):
        assert words not in html
    assert Fact.objects.doubtful().count() == 4, "they are kept"
