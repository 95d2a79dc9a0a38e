"""A new page is told wherever pages are: what a walk or a sitemap leaves out stands here."""

import re

import pytest
from django.urls import resolve

from tests.iclei.cast import public_network
from tests.iclei.surfaces import LANGUAGE, public_routes
from tests.sample import PAGES

#: Routes that look like those of pages, and answer for scripts and readers of feeds.
NO_PAGES = re.compile("/(suggest|feed|preview)/")
#: Pages that no sitemap names, since their address alone shows nothing.
#: What search engines are not to list, or would find without end.
NOT_IN_SITEMAPS = {f"{LANGUAGE}{page}/" for page in ("search", "members/compare", "members/former")}


def pages() -> set[str]:
    """The routes of public pages."""
    own = (route for route in public_routes() if route.startswith(LANGUAGE))
    return {route for route in own if route.endswith("/") and not NO_PAGES.search(route)}


def route_of(path: str) -> str:
    return LANGUAGE + resolve(path).route.partition("/")[2]


def test_walks_in_a_browser_see_each_page():
    walked = {
        route_of(f"/en/{address.partition('?')[0]}")
        for kind, address in PAGES.items()
        if kind != "not-found"
    }
    assert pages() - walked == set(), "Add a page of this kind to PAGES in tests/sample.py."


@pytest.mark.django_db
def test_sitemaps_name_each_page(client):
    public_network()
    index = client.get("/sitemap.xml").text
    parts = [client.get(path).text for path in re.findall(r"(/sitemap-[^<]*-en\.xml)<", index)]
    paths = re.findall(r"<loc>https?://[^/]*(/[^<]*)</loc>", "".join(parts))
    named = {route_of(path) for path in paths}
    assert named | NOT_IN_SITEMAPS == pages(), "Add it to sitemaps.py, or say why not."
