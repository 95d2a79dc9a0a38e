"""Addresses as they are handed on lead to the page that is meant, or to a 404 that links to it."""

from urllib.parse import quote

import pytest

from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.news import ArticleFactory, EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def suwon():
    return ListedMemberFactory(slug="suwon", name_en="Suwon")


def asked(client, path: str, **headers):
    """The answer to a path; one of two strokes is no host here."""
    place = {"PATH_INFO": path} if path.startswith("//") else {}
    return client.get("/" if place else path, headers={"accept-language": "ko", **headers}, **place)


MEANT = [
    # Words glued to it, with and without a stroke, encoded or not.
    ("/zh-hans/members/suwon/，欢迎", "/zh-hans/members/suwon/"),
    ("/ko/members/suwon/를", "/ko/members/suwon/"),
    ("/ko/members/suwon에서", "/ko/members/suwon/"),
    ("/ja/members/suwon/」をご覧ください", "/ja/members/suwon/"),
    ("/en/members/suwon/%25EB%25A5%25BC", "/en/members/suwon/"),
    ("/en/members/suwon/%B8%A6", "/en/members/suwon/"),  # in another encoding
    # What ends a sentence.
    *((f"/ko/members/suwon{end}", "/ko/members/suwon/") for end in (".", ",", ")", "/.", "/)。")),
    *(
        (f"/en/members/suwon/{end}", "/en/members/suwon/")
        for end in ("”", "…", ">", ").", ";", "*")
    ),
    ("/en/members/suwon/%20", "/en/members/suwon/"),
    ("/en/mem\u200bbers/suwon/\ufeff", "/en/members/suwon/"),
    ("/zh-hant/events/calendar.ics。", "/zh-hant/events/calendar.ics"),
    ("/en/members/&nbsp;", "/en/members/"),
]
SURE = [
    # Languages by other names; strokes doubled or forgotten; letters in another case and width.
    ("/KR/members/suwon/", "/ko/members/suwon/"),
    ("/EN/", "/en/"),
    ("/kr", "/ko/"),
    ("/zh-TW/", "/zh-hant/"),
    ("/zh_HK/members/suwon", "/zh-hant/members/suwon/"),
    ("/zh-hant-tw/news/", "/zh-hant/news/"),
    ("/yue/", "/zh-hant/"),
    ("/ko-KR/members/Suwon/", "/ko/members/suwon/"),
    ("/jp/", "/ja/"),
    ("/cn/members/", "/zh-hans/members/"),
    ("/en-GB//members//suwon/", "/en/members/suwon/"),
    ("//ko/members/suwon/", "/ko/members/suwon/"),
    ("/ko/Members/SUWON/", "/ko/members/suwon/"),
    ("/ko\\members\\suwon\\", "/ko/members/suwon/"),
    ("/ｋｏ／ｍｅｍｂｅｒｓ／ｓｕｗｏｎ／", "/ko/members/suwon/"),
    ("/ko/members/download.csv/", "/ko/members/download.csv"),
    ("/Jpn/EVENTS/Calendar.ICS", "/ja/events/calendar.ics"),
]


def encoded(path: str) -> str:
    return quote(path, safe="/%\\")


@pytest.mark.parametrize(("path", "page"), [*MEANT, *SURE])
def test_address_leads_to_the_page_that_is_meant(client, suwon, path, page):
    answer = asked(client, encoded(path))
    assert answer.headers["Location"] == page
    assert answer.status_code == (301 if (path, page) in SURE else answer.status_code) in (301, 302)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(("path", "page"), MEANT[:2])
def test_nothing_uncertain_is_for_good(client, suwon, path, page):
    assert asked(client, encoded(path)).status_code == 302


@pytest.mark.parametrize(
    ("path", "spoken", "page"),
    [
        ("/zh/", "ko", "/zh-hans/"),
        ("/zh/members/suwon/", "zh-TW,zh;q=0.8", "/zh-hant/members/suwon/"),
        ("/members/suwon/", "ja", "/ja/members/suwon/"),
        ("/members/suwon)", "yue", "/zh-hant/members/suwon/"),
    ],
)
def test_address_of_no_certain_language_goes_by_the_reader(client, suwon, path, spoken, page):
    answer = asked(client, path, **{"accept-language": spoken})
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert "private" in answer.headers["Cache-Control"]
    assert {"Accept-Language", "Cookie"} <= {*answer.headers["Vary"].split(", ")}


@pytest.mark.parametrize(
    ("path", "query", "location"),
    [
        ("/KR/members/", "area=KR&q=%EB%AC%BC", "/ko/members/?area=KR&q=%EB%AC%BC"),
        ("/en/members/", "area=KR&amp;sort=name", "/en/members/?area=KR&sort=name"),
        ("/en/search/", "q=a&amp;page=2", "/en/search/?q=a&page=2"),
    ],
)
def test_query_goes_along(client, path, query, location):
    assert asked(client, f"{path}?{query}").headers["Location"] == location


def test_address_that_something_had_before_leads_on_too(client, suwon):
    suwon.slug = "suwon-city"
    suwon.save()
    answer = asked(client, encoded("/ko/members/suwon/를"))
    assert answer.headers["Location"] == "/ko/members/suwon-city/"


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/en/members/suwon/and/more/", "/en/members/suwon/"),
        ("/en/members/atlantis/", "/en/members/"),
        ("/en/members/suwon/photo.jpg", "/en/members/suwon/"),
        (encoded("/en/members/수원/"), "/en/members/"),
        ("/fr/members/suwon/", "/ko/members/suwon/"),
        ("/en/members/suggest/x/", "/en/members/"),
    ],
)
def test_page_of_nothing_links_to_the_nearest(client, suwon, path, nearest):
    page = asked(client, path)
    assert page.status_code == 404
    assert f'<a href="{nearest}" translate="no">' in page.text


@pytest.mark.parametrize(
    "path", ["/en/nothing/", "/%00/members/", "/%ff/", "/wp-login.php", "/en/.env", "/.git/config"]
)
def test_what_is_near_to_nothing_links_to_nothing(client, path):
    page = asked(client, path)
    assert page.status_code == 404
    assert 'translate="no">/' not in page.text


HIDDEN = [
    "/ko/members/{}/를",
    "/ko/members/{}.",
    "/KR/members/{}/",
    "/members/{}/",
    "/ko/members/{}/a/",
]


@pytest.mark.parametrize("path", HIDDEN)
def test_what_is_hidden_is_as_what_never_was(client, path):
    MemberFactory(slug="draft-a", status="draft")
    MemberFactory(slug="lapsed1")  # published, and no member today
    before = ListedMemberFactory(slug="moved-1")
    before.slug, before.status = "renamed", "draft"
    before.save()
    answers = []
    for slug in ("draft-a", "lapsed1", "moved-1", "nothing"):
        answer = asked(client, encoded(path.format(slug)))
        told = answer.text + answer.headers.get("Location", "")
        answers.append((answer.status_code, encoded(told).replace(slug, "x")))
    assert len({*answers}) == 1
    assert "renamed" not in answers[2][1]


@pytest.mark.parametrize("factory", [ArticleFactory, EventFactory])
def test_draft_of_a_story_is_not_led_to(client, factory):
    story = factory(slug="secret", status="draft")
    path = f"/EN/{story.slug_prefix}/Secret"
    assert asked(client, path).headers["Location"] == f"/en/{story.slug_prefix}/Secret"
    page = asked(client, f"/en/{story.slug_prefix}/Secret/x/")
    assert f"/en/{story.slug_prefix}/secret/" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "/KR//evil.example/",
        "/%5Cevil.example/",
        "/kr/%5C%5Cevil.example",
        "/ko/https://evil.example/",
        "/KR/%0d%0aSet-Cookie:a=b",
        "/en/..//..//evil.example",
    ],
)
def test_nobody_is_led_away(client, path):
    answer = asked(client, path)
    location = answer.headers.get("Location", "/ko/")
    assert location.startswith(("/ko/", "/en/"))
    assert "\n" not in location and not answer.cookies


@pytest.mark.parametrize("path", ["/KR/members/suwon/", "/ko/members/suwon/."])
def test_only_who_reads_is_led(client, suwon, path):
    assert client.post(path).status_code in (403, 404)
    assert client.head(path).status_code in (301, 302)


@pytest.mark.parametrize("path", ["/ZH-Hans-CN/a//b/", "/kr/members/x/를", "/EN/EN/", "/ko/를/를"])
def test_no_way_leads_in_a_circle(client, path):
    answer = client.get(encoded(path), follow=True)
    assert len(answer.redirect_chain) <= 2


@pytest.mark.parametrize("path", ["/admin/KR/", "/media/KR/x。", "/static/a。", "/healthz。"])
def test_what_is_no_public_page_is_left_alone(client, path):
    assert "Location" not in asked(client, encoded(path)).headers or path.startswith("/admin/")


@pytest.mark.parametrize(
    ("path", "queries"), [("/wp-admin/setup.php", 3), ("/en/members/atlantis/", 5)]
)
def test_page_of_nothing_costs_little(client, suwon, django_assert_num_queries, path, queries):
    with django_assert_num_queries(queries):
        client.get(path)
