import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("path", ["members/suwon/", "news/osan-joins-iclei/"])
def test_page_on_paper_is_its_text_and_where_it_came_from(visit, path):
    page = visit()
    page.goto(f"/ko/{path}")
    address = page.locator(".print-only")
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    expect(address).to_have_text(re.compile(f"/ko/{path}$"))
    expect(address).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".languages")).to_be_hidden()
    expect(page.locator("#menu")).to_be_hidden()
    assert len(page.pdf()) > 10_000
