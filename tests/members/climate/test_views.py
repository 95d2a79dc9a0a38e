"""The page of the network’s climate record: what it shows, and how it is sorted."""

import json
import re

import pytest

from members.models import Source
from tests.factories.members import (
    InventoryFactory,
    ListedMemberFactory,
    PledgeFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def page(client, query: str = "", language: str = "en") -> str:
    response = client.get(f"/{language}/climate/{query}")
    assert response.status_code == 200
    return response.content.decode()


def names_in_order(html: str) -> list[str]:
    table = html[html.index('id="members"') :]
    return re.findall(r'/members/([\w-]+)/#climate"', table)


def make(count: int) -> None:
    for number in range(count):
        city = ListedMemberFactory()
        source = SourceFactory(citation=f"Cite {number}")
        for factory in (InventoryFactory, TargetFactory, PledgeFactory):
            factory(member=city, source=source)


@pytest.mark.parametrize("count", [1, 4])
def test_page_asks_eight_times_at_most(client, count, django_assert_max_num_queries):
    make(count)
    client.get("/en/climate/")
    with django_assert_max_num_queries(8):
        client.get("/en/climate/?sort=-emissions")


def test_page_asks_as_much_for_many_as_for_one(client, django_assert_num_queries):
    make(1)
    with django_assert_num_queries(5):
        client.get("/en/climate/")
    make(3)
    with django_assert_num_queries(5):
        client.get("/en/climate/")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["a", "b", "c", "d"]),
        ("-name", ["d", "c", "b", "a"]),
        ("target", ["b", "a", "c", "d"]),
        ("-target", ["c", "a", "b", "d"]),
        ("status", ["a", "c", "b", "d"]),
        ("-status", ["b", "c", "a", "d"]),
        ("pledge", ["a", "b", "c", "d"]),
        ("-recorded", ["b", "a", "c", "d"]),
        ("-emissions", ["b", "a", "c", "d"]),
        ("emissions", ["a", "b", "c", "d"]),
        ("-reported", ["b", "a", "c", "d"]),
    ],
)
def test_table_is_sorted_by_each_head_and_what_is_unknown_comes_last(client, sort, order):
    cities = {slug: ListedMemberFactory(slug=slug, name_en=slug.upper()) for slug in "abcd"}
    PledgeFactory(member=cities["a"], end_year=2045, status="proposed", recorded_on="2021-05-01")
    PledgeFactory(
        member=cities["b"], kind="reduction", end_year=2030, status="law", recorded_on="2022-05-01"
    )
    PledgeFactory(
        member=cities["c"], kind="other", end_year=2050, status="policy", recorded_on="2020-05-01"
    )
    InventoryFactory(member=cities["a"], basic_t=1_000)
    InventoryFactory(member=cities["b"], basic_t=2_000, reported_year=2021)
    assert names_in_order(page(client, f"?sort={sort}" if sort else "")) == order


def test_heads_turn_their_order_round(client):
    html = page(client, "?sort=target")
    assert 'aria-sort="ascending" class="number"><a href="?sort=-target#members">' in html
    assert '<a href="?sort=-emissions#members">' in page(client)


@pytest.mark.parametrize("query", ["?sort=mood", "?sort=%00", "?page=99", "?page=abc"])
def test_what_is_unknown_is_left_out_and_said(client, query):
    ListedMemberFactory()
    assert "notice-warning" in page(client, query)


@pytest.mark.parametrize("query", ["", "?page=1", "?sort=name"])
def test_nothing_is_said_where_all_is_known(client, query):
    assert "notice-warning" not in page(client, query)


def test_page_without_any_row_is_whole(client):
    assert "Nobody has reported anything." in page(client)


def test_page_leads_to_those_whom_it_counts(client):
    PledgeFactory(member__area__code="KR")
    html = page(client)
    for query in ("pledge=neutral", "area=KR"):
        assert f'href="/en/members/?{query}"' in html


def test_sources_are_named_as_they_ask_for(client):
    source = SourceFactory(
        title_en="Emissions", publisher="Somebody", licence="CC BY 4.0", citation="Cite us so"
    )
    PledgeFactory(source=source)
    PledgeFactory(source=SourceFactory(citation="Cite us so"))
    unused = SourceFactory(title_en="Unused")
    html = page(client)
    part = html[html.index('id="sources"') :]
    assert part.count("Cite us so</li>") == 1
    for words in ("Emissions", "Somebody", "CC BY 4.0"):
        assert words in part
    assert Source.objects.filter(pk=unused.pk).exists()
    assert "Unused" not in part


@pytest.mark.parametrize("factory", [InventoryFactory, TargetFactory, PledgeFactory])
def test_doubtful_rows_are_not_on_the_page(client, factory):
    row = factory(source=SourceFactory(title_en="Odd source"))
    assert "Odd source" in page(client)
    assert "Something is known of 1 of 1 members" in page(client)
    type(row).objects.update(is_doubtful=True, doubt="Another unit.")
    assert "Odd source" not in page(client)
    assert "Something is known of 0 of 1 members" in page(client)


def test_machines_are_told_of_a_data_set(client):
    PledgeFactory(source=SourceFactory(citation="Cite us so"))
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(client), re.S)
    (data,) = (node for node in map(json.loads, found) if node["@type"] == "Dataset")
    assert data["citation"] == ["Cite us so"]
    for file in data["distribution"]:
        address = file["contentUrl"].removeprefix("http://127.0.0.1:8000")
        response = client.get(address)
        assert response["Content-Type"].startswith(file["encodingFormat"])


def test_page_is_found_from_every_page_and_by_search_engines(client):
    assert 'href="/ko/climate/"' in client.get("/ko/contact/").content.decode()
    sitemap = client.get("/sitemap-pages-ko.xml").content.decode()
    assert "/ko/climate/</loc>" in sitemap
    html = page(client, language="ko")
    for tag in ("en", "zh-Hant", "ja", "zh-Hans"):
        assert f'<link rel="alternate" hreflang="{tag}"' in html
    assert '/ko/climate/card.png">' in html


def test_card_is_a_picture(client):
    PledgeFactory(member__latitude=37.0, member__longitude=127.0)
    response = client.get("/en/climate/card.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
