"""The ways of the public through the site."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.speaking import in_two_languages
from tests.browser.watching import watched_page
from tests.sample import PAGES

SUWON = {"en": "Suwon", "zh-hant": "水原", "ko": "수원", "ja": "水原", "zh-hans": "水原"}


def switch(page, language) -> None:
    """Choose a language in the head of the page."""
    page.locator(f".languages a[hreflang={language.tag}]").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_reader_finds_a_city_by_its_area(visit, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto("/en/")
    page.locator("header nav").get_by_role("link", name="Members").click()
    page.locator("input[name=area][value=JP]").check()
    page.locator(".directory-filters button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/en/members/\?.*\barea=JP\b"))
    expect(page.locator("input[name=area][value=JP][type=checkbox]")).to_be_checked()
    expect(page.locator("main").get_by_role("link", name="Suwon")).to_have_count(0)
    page.locator("main").get_by_role("link", name="Kyoto").click()
    expect(page).to_have_url(re.compile("/en/members/kyoto/$"))
    expect(page.locator("h1")).to_have_text("Kyoto")


def test_reader_on_a_phone_finds_a_city_without_scripts(visit):
    page = visit(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto("/ko/")
    page.locator("[popovertarget=menu]:visible").click()
    page.locator("#menu nav a").first.click()
    page.locator("[popovertarget=directory-filters]:visible").click()
    page.locator("input[name=area][value=MN]").check()
    page.locator(".directory-filters button[type=submit]").click()
    page.locator("main").get_by_role("link", name="다르항").click()
    expect(page.locator("h1")).to_have_text("다르항")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_reader_opens_what_is_in_other_languages(visit, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto("/ko/news/")
    link = page.locator(".news-others").get_by_role("link", name="Fukushima Prefecture joins ICLEI")
    expect(link).to_be_hidden()
    page.locator(".news-others summary").click()
    expect(link).to_be_visible()
    page.goto("/ko/")
    page.locator("main a[href='/ko/news/?others=1#others']").click()
    expect(link).to_be_visible()
    link.click()
    expect(page.locator("h1")).to_have_attribute("lang", "en")


@in_two_languages
def test_switcher_keeps_page_filters_and_page_number(page, language):
    page.goto("/en/members/?area=KR&area=JP&sort=-population&page=2")
    switch(page, language)
    address = f"/{language.code}/members/?area=KR&area=JP&sort=-population&page=2"
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))
    expect(page.locator("html")).to_have_attribute("lang", language.tag)


@in_two_languages
def test_switcher_shows_the_city_in_each_language(page, language):
    page.goto("/en/members/suwon/")
    switch(page, language)
    expect(page).to_have_url(re.compile(f"/{language.code}/members/suwon/$"))
    expect(page.locator("h1")).to_have_text(SUWON[language.code])


@in_two_languages
def test_root_remembers_the_choice_over_the_browser(visit, language):
    page = visit(locale="ja" if language.code == "ko" else "ko")
    page.goto("/en/news/")
    switch(page, language)
    page.goto("/")
    expect(page).to_have_url(re.compile(f"/{language.code}/$"))


@in_two_languages
def test_root_goes_by_the_browser_of_a_newcomer(visit, language):
    page = visit(locale=language.tag)
    page.goto("/")
    expect(page).to_have_url(re.compile(f"/{language.code}/$"))
    assert page.context.cookies() == []


@pytest.mark.parametrize("words", ["수원", "水原", "スウォン", "ｓｕｗｏｎ"])
def test_search_finds_a_city_in_any_script(page, words):
    page.goto("/en/")
    page.locator("#site-search").fill(words)
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="Suwon", exact=True).click()
    expect(page).to_have_url(re.compile("/en/members/suwon/$"))


def test_text_without_a_version_says_so_and_keeps_its_language(page):
    page.goto("/ja/members/darkhan/")
    expect(page.locator("h1")).to_have_text("ダルハン")
    profile = page.locator(".prose")
    expect(profile).to_have_attribute("lang", "en")
    expect(page.locator(".fallback-note + .prose")).to_have_count(1)


@pytest.mark.parametrize("kind", PAGES)
def test_page_is_whole_and_asks_nobody_else(visit, kind):
    page = visit(expecting=404 if kind == "not-found" else None)
    page.goto(f"/ko/{PAGES[kind]}", wait_until="networkidle")
    expect(page.locator("h1")).not_to_be_empty()


def test_watch_sees_what_goes_wrong(browser, site):
    with pytest.raises(AssertionError) as complaint, watched_page(browser, site) as page:
        page.goto("/en/nowhere/")
        page.evaluate("document.body.setAttribute('style', 'color: red')")
        page.evaluate("setTimeout(() => { throw new Error('a slip'); })")
        page.evaluate("document.body.append(Object.assign(new Image(), {src: '//other.test/a'}))")
        page.wait_for_timeout(500)
    for part in ("answered 404", "Content Security Policy", "a slip", "asked another host"):
        assert part in str(complaint.value)
