import pytest
from django.utils import translation

from editorial.languages import BY_CODE, LANGUAGES
from editorial.languages.addresses import alternates, in_language, languages

SITE = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/en/members/?q=a&page=2", "/ko/members/?q=a&page=2"),
        ("/ko/", "/ko/"),
        ("/zh-hant/news/x/", "/ko/news/x/"),
        ("/", "/ko/"),
        ("/admin/", "/ko/"),
        ("/fr/members/", "/ko/"),
        ("/en", "/ko/"),
        ("/english/", "/ko/"),
    ],
)
def test_in_language_is_the_same_page_or_the_home_page(path, there):
    assert in_language(path, BY_CODE["ko"]) == there


def test_switcher_keeps_page_and_filters_and_knows_the_reader(rf):
    with translation.override("ja"):
        links = languages(rf.get("/ja/members/?q=%EC%88%98&page=2"))["language_links"]
    assert [link.language for link in links] == list(LANGUAGES)
    assert [link.language.code for link in links if link.is_current] == ["ja"]
    assert links[0].url == "/en/members/?q=%EC%88%98&page=2&set=1"


def test_switcher_on_a_page_without_parameters(rf):
    (english, *_) = languages(rf.get("/ja/members/"))["language_links"]
    assert english.url == "/en/members/?set=1"


def test_canonical_address_has_no_parameters(rf):
    with translation.override("zh-hans"):
        context = languages(rf.get("/zh-hans/members/?q=a"))
    assert context["canonical_url"] == f"{SITE}/zh-hans/members/"
    assert context["reader"].tag == "zh-Hans"


def test_alternates_are_complete():
    found = {alternate.tag: alternate.url for alternate in alternates("/ja/members/")}
    assert list(found) == ["en", "zh-Hant", "ko", "ja", "zh-Hans", "x-default"]
    assert found["zh-Hant"] == f"{SITE}/zh-hant/members/"
    assert found["x-default"] == f"{SITE}/en/members/"


def test_alternate_of_the_home_page_for_everybody_else_is_the_root():
    assert alternates("/ja/")[-1].url == f"{SITE}/"
