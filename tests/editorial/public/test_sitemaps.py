from editorial.languages import BY_CODE, LANGUAGES
from editorial.public.sitemaps import Part, SitemapPage, part_xml, written_in
from tests.factories.members import MemberFactory

SITE = "http://127.0.0.1:8000"
KOREAN, JAPANESE = BY_CODE["ko"], BY_CODE["ja"]


def links(page: SitemapPage) -> dict[str, str]:
    return {link.tag: link.url.removeprefix(SITE) for link in page.alternates()}


def test_page_has_a_version_in_each_language():
    versions = SitemapPage("/en/members/").versions()
    assert [version.tag for version in versions] == ["en", "zh-Hant", "ko", "ja", "zh-Hans"]


def test_page_in_two_languages_sends_everybody_else_to_the_first():
    page = SitemapPage("/en/news/a/", languages=(KOREAN, JAPANESE))
    assert links(page) == {
        "ko": "/ko/news/a/",
        "ja": "/ja/news/a/",
        "x-default": "/ko/news/a/",
    }


def test_home_page_leaves_everybody_else_to_the_root():
    assert links(SitemapPage("/ja/"))["x-default"] == "/"


def test_text_is_written_in_the_languages_that_have_it():
    assert written_in(MemberFactory.build(profile_ko="<p>글</p>"), "profile") == (KOREAN,)


def test_page_without_a_main_text_falls_back_nowhere():
    assert written_in(MemberFactory.build(), "profile") == LANGUAGES


def test_part_is_called_by_kind_and_language_and_a_later_one_by_its_number():
    assert Part("news", KOREAN).name == "news-ko"
    assert Part("news", BY_CODE["zh-hant"], 2).name == "news-zh-hant-2"


def test_addresses_are_written_as_xml_has_them():
    page = SitemapPage("/en/news/a&b/", languages=(BY_CODE["en"],))
    assert "<loc>http://127.0.0.1:8000/en/news/a&amp;b/</loc>" in part_xml([page], BY_CODE["en"])
