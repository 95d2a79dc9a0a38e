from datetime import UTC, datetime

from editorial.languages import BY_CODE, LANGUAGES
from editorial.sitemaps import Page, latest, written_in
from tests.factories.members import MemberFactory

SITE = "http://127.0.0.1:8000"
EARLY, LATE = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
KOREAN, JAPANESE = BY_CODE["ko"], BY_CODE["ja"]


def links(page: Page) -> dict[str, str]:
    return {link.tag: link.url.removeprefix(SITE) for link in page.alternates()}


def test_page_has_a_version_in_each_language():
    versions = Page("/en/members/").versions()
    assert [version.tag for version in versions] == ["en", "zh-Hant", "ko", "ja", "zh-Hans"]


def test_page_in_two_languages_sends_everybody_else_to_the_first():
    page = Page("/en/news/a/", languages=(KOREAN, JAPANESE))
    assert links(page) == {
        "ko": "/ko/news/a/",
        "ja": "/ja/news/a/",
        "x-default": "/ko/news/a/",
    }


def test_home_page_leaves_everybody_else_to_the_root():
    assert links(Page("/ja/"))["x-default"] == "/"


def test_text_is_written_in_the_languages_that_have_it():
    assert written_in(MemberFactory.build(profile_ko="<p>글</p>"), "profile") == (KOREAN,)


def test_page_without_a_main_text_falls_back_nowhere():
    assert written_in(MemberFactory.build(), "profile") == LANGUAGES


def test_list_changed_when_the_last_of_its_pages_did():
    assert latest([Page("/a/", EARLY), Page("/b/", LATE), Page("/c/")]) == LATE


def test_list_of_nothing_never_changed():
    assert latest([]) is None
