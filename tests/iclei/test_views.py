from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.languages import LANGUAGES
from iclei.views import theme_of
from members.models import Member
from tests.factories.members import (
    ListedMemberFactory,
    MemberFactory,
    PledgeFactory,
    ThemeFactory,
)
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import SecretariatFactory, make_own_office

pytestmark = pytest.mark.django_db

NEXT_YEAR = timezone.now() + timedelta(days=365)


@pytest.mark.parametrize("page", ["", "search/", "contact/", "privacy/", "accessibility/"])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_page_speaks_each_language(client, language, page):
    response = client.get(f"/{language.code}/{page}")
    assert response.status_code == 200
    assert f'<html lang="{language.tag}">' in response.text


def test_home_shows_what_is_public(client):
    make_own_office(name_en="East Asia Secretariat")
    ListedMemberFactory(name_en="Suwon", latitude=37.3, longitude=127.0, population=1_200_000)
    ArticleFactory(title_en="Forum held")
    EventFactory(title_en="Forum to come", starts_at=NEXT_YEAR, ends_at=NEXT_YEAR)
    page = client.get("/en/").text
    for shown in ("Suwon", "Forum held", "Forum to come", "East Asia Secretariat"):
        assert shown in page


def test_home_hides_what_is_not(client):
    MemberFactory(name_en="Lapsed City", population=9_000_000, latitude=37.3, longitude=127.0)
    ArticleFactory(title_en="Secret draft", status="draft")
    ArticleFactory(title_en="Scheduled", publish_at=NEXT_YEAR)
    EventFactory(title_en="Secret event", status="draft", starts_at=NEXT_YEAR, ends_at=NEXT_YEAR)
    response = client.get("/en/")
    for hidden in ("Lapsed City", "Secret draft", "Scheduled", "Secret event"):
        assert hidden not in response.text
    assert response.context["figures"].members == 0


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_home_tells_the_climate_record_in_a_line(client, language):
    PledgeFactory(status="policy")
    record = client.get(f"/{language.code}/climate/").context["record"]
    page = client.get(f"/{language.code}/").text
    section = page.partition('<h2 id="climate-title"')[2].partition("</section>")[0]
    assert f'<p class="lead">{record.sentence}</p>' in section
    assert f'href="/{language.code}/climate/"' in section


def test_home_says_nothing_of_the_climate_where_nothing_is_known(client):
    PledgeFactory(member=MemberFactory())
    PledgeFactory(is_doubtful=True, doubt="Of another city")
    PledgeFactory(kind="reduction")
    assert client.get("/en/").context["figures"].neutrality.total == 2
    assert 'id="climate-title"' not in client.get("/en/").text


def test_home_alternate_for_everybody_else_is_the_root(client):
    page = client.get("/ko/").text
    assert '<link rel="alternate" hreflang="x-default" href="http://127.0.0.1:8000/">' in page


@pytest.mark.parametrize("address", ["/en/", "/en/search/?q=thing"])
def test_queries_do_not_grow_with_rows(client, address):
    def add():
        number = Member.objects.count()
        office = SecretariatFactory(name_en=f"thing {number}")
        ListedMemberFactory(
            name_en=f"thing {number}", latitude=37.3, longitude=127.0, secretariat=office
        )
        ArticleFactory(title_en="thing", secretariat=office)
        EventFactory(title_en="thing", secretariat=office)
        ThemeFactory(tagline_en="thing")

    add()
    count = queries(client, address)
    for _ in range(2):
        add()
    assert queries(client, address) == count


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_eight_queries(client, count, django_assert_num_queries):
    make_own_office()
    for _ in range(count):
        ListedMemberFactory(latitude=37.3, longitude=127.0, population=1)
        ThemeFactory(tagline_en="thing")
        ArticleFactory()
        EventFactory(starts_at=NEXT_YEAR, ends_at=NEXT_YEAR)
        PledgeFactory()
    with django_assert_num_queries(8):
        client.get("/en/")


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_theme_of_each_day_is_another():
    for number in range(3):
        ThemeFactory(tagline_en=f"Tagline {number}")
    days = [date(2026, 1, day) for day in (1, 2, 3)]
    assert len({theme_of(day) for day in days}) == 3


def test_theme_of_day_without_tagline():
    ThemeFactory()
    assert theme_of(date(2026, 1, 1)) is None


def test_search_groups_what_it_finds(client):
    ListedMemberFactory(name_en="Suwon", name_ko="수원", name_ja="スウォン")
    ArticleFactory(title_en="Suwon opens its stream")
    EventFactory(title_en="Days of Suwon")
    SecretariatFactory(name_en="Suwon Office")
    found = client.get("/en/search/", {"q": "ＳＵＷＯＮ"}).context["found"]
    groups = (found.members, found.articles, found.events, found.offices)
    assert [group.total for group in groups] == [1, 1, 1, 1]


@pytest.mark.parametrize("query", ["수원", "スウォン", "すうぉん", "수"])
def test_search_in_any_script(client, query):
    ListedMemberFactory(name_en="Suwon", name_ko="수원", name_ja="スウォン")
    assert client.get("/zh-hans/search/", {"q": query}).context["found"].members.total == 1


def test_search_hides_what_is_not_public(client):
    MemberFactory(name_en="Hidden")
    ListedMemberFactory(name_en="Hidden", status="draft")
    ArticleFactory(title_en="Hidden", status="draft")
    EventFactory(title_en="Hidden", publish_at=NEXT_YEAR)
    SecretariatFactory(name_en="Hidden", closed=2020)
    assert client.get("/en/search/?q=hidden").context["found"].total == 0


@pytest.mark.parametrize("query", ["", " ", "%00", "%ff%fe", "a+" * 5000, "x" * 10_000, "%25_%5C"])
def test_search_strange_query(client, query):
    assert client.get(f"/en/search/?q={query}").status_code == 200


def test_search_leads_to_all_members_found(client):
    for _ in range(13):
        ListedMemberFactory(name_en="Twin & City")
    page = client.get("/en/search/?q=twin+%26+city").text
    assert 'href="/en/members/?q=twin%20%26%20city"' in page


def test_contact_gives_the_office(client):
    make_own_office(phone="+82 2 6973 5240", address_en="14F, Seoul")
    page = client.get("/en/contact/").text
    assert 'href="tel:+82269735240"' in page
    assert "14F, Seoul" in page


def test_robots_names_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in response.text


def test_security_has_what_the_standard_asks(client):
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = [line.split(": ", 1) for line in response.text.splitlines()]
    fields = dict(lines)
    assert len(fields) == len(lines)  # each at most once, as all but contacts must be
    assert fields["Contact"] == "http://127.0.0.1:8000/en/contact/"
    assert fields["Canonical"] == "http://127.0.0.1:8000/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "en, zh-Hant, ko, ja, zh-Hans"
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)


def test_address_without_a_language_leads_to_one(client):
    response = client.get("/contact/", headers={"accept-language": "ja"})
    assert (response.status_code, response.headers["Location"]) == (302, "/ja/contact/")


def test_unknown_page_helps_on(client):
    response = client.get("/ja/nowhere/")
    assert response.status_code == 404
    assert '<html lang="ja">' in response.text


def test_searches_are_one_page_to_search_engines(client, db):
    """Crawlers may look, and are told that it is the page without a question."""
    page = client.get("/en/search/?q=water").content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/search/">' in page
    assert "noindex" not in page
    assert "search" not in client.get("/robots.txt").content.decode()
