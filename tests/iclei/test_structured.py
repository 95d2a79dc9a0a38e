"""What the pages tell machines of their subjects, as they are sent."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from members.declared import LeftOut
from members.models import Member
from members.structured import properties
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import AreaFactory, SecretariatFactory, make_own_office

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def nodes(client, address: str) -> dict[str, dict]:
    """The nodes of a page by their type."""
    response = client.get(address)
    assert response.status_code == 200
    found = [json.loads(text) for text in SCRIPT.findall(response.text)]
    return {found["@type"]: found for found in found}


def is_sign(logo: dict) -> bool:
    """Whether it is a picture at a whole address, and told as large as the file is."""
    path = finders.find(re.sub(rf"^{SITE}/static/|\.[0-9a-f]{{12}}(?=\.)", "", logo["url"]))
    with Image.open(path) as picture:
        return (logo["@type"], logo["width"], logo["height"]) == ("ImageObject", *picture.size)


def test_home_says_whose_site_it_is(client):
    make_own_office(phone="+82 2 1", website="https://iclei.example")
    found = nodes(client, "/ja/")["Organization"]
    assert (found["@id"], found["name"]) == (f"{SITE}/#organization", "イクレイ東アジア")
    assert (found["telephone"], found["sameAs"]) == ("+82 2 1", "https://iclei.example")
    assert found["parentOrganization"]["name"].startswith("ICLEI – Local Governments")
    assert is_sign(found["logo"])


def test_home_says_how_the_site_is_searched(client):
    found = nodes(client, "/ja/")["WebSite"]
    action = found["potentialAction"]
    assert found["inLanguage"] == ["en", "zh-Hant", "ko", "ja", "zh-Hans"]
    assert action["target"]["urlTemplate"] == f"{SITE}/ja/search/?q={{search_term_string}}"
    assert action["query-input"] == "required name=search_term_string"


def test_member_is_a_city_with_all_its_names(client):
    ListedMemberFactory(
        slug="suwon",
        area=AreaFactory(code="KR", name_ja="韓国"),
        name_en="Suwon",
        name_ko="수원",
        name_ja="水原",
        latitude=37.3,
        longitude=127.0,
        population=1_210_150,
        population_year=2020,
        website="https://www.suwon.example",
        official_name="수원시",
    )
    found = nodes(client, "/ja/members/suwon/")
    city = found["City"]
    assert (city["name"], city["url"]) == ("水原", f"{SITE}/ja/members/suwon/")
    assert {name["@language"]: name["@value"] for name in city["alternateName"]} == {
        "en": "Suwon",
        "ko": "수원",
        "ja": "水原",
    }
    assert (city["geo"]["latitude"], city["geo"]["longitude"]) == (37.3, 127.0)
    assert city["additionalProperty"]["value"] == 1_210_150
    assert city["additionalProperty"]["description"] == "2020"
    assert city["containedInPlace"] == {"@type": "Place", "name": "韓国"}
    assert city["sameAs"] == "https://www.suwon.example"
    government = found["GovernmentOrganization"]
    assert government["name"] == "수원시"
    assert government["areaServed"] == {"@id": city["@id"]}
    assert government["memberOf"]["@id"] == f"{SITE}/#organization"


def test_columns_that_speak_of_the_same_property_are_all_heard():
    said = ({"additionalProperty": 1}, {"geo": None}, {"sameAs": "x"}, {"additionalProperty": 2})
    columns = [lambda member, node=node: node for node in said]
    found = properties(Member(), [*columns, None, LeftOut("It has no word for it.")])
    assert found == {"additionalProperty": [1, 2], "sameAs": "x"}


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        (Member.Level.CAPITAL, "City"),
        (Member.Level.TOWN, "City"),
        (Member.Level.PROVINCE, "AdministrativeArea"),
        (Member.Level.PREFECTURE, "AdministrativeArea"),
        (Member.Level.COUNTY, "AdministrativeArea"),
        (Member.Level.DISTRICT, "AdministrativeArea"),
    ],
)
def test_member_is_called_by_its_level(client, level, kind):
    ListedMemberFactory(slug="somewhere", level=level)
    assert kind in nodes(client, "/en/members/somewhere/")


def test_member_of_which_little_is_known_says_no_more(client):
    ListedMemberFactory(slug="somewhere")
    city = nodes(client, "/en/members/somewhere/")["City"]
    assert not {"geo", "additionalProperty", "sameAs", "description"} & {*city}


def test_article_says_what_news_need(client):
    office = SecretariatFactory(slug="korea-office", name_en="Korea Office")
    article = ArticleFactory(
        slug="prize",
        title_en="A prize",
        title_ko="상",
        body_ko="<p>글</p>",
        summary_ko="짧은 글",
        publish_at=datetime(2026, 11, 24, 0, 30, tzinfo=UTC),
        secretariat=office,
    )
    article.members.add(ListedMemberFactory(name_ko="수원"), MemberFactory(name_ko="숨은 도시"))
    article.themes.add(ThemeFactory(name_ko="회복력 있는 도시"))
    found = nodes(client, "/ko/news/prize/")["NewsArticle"]
    assert (found["headline"], found["description"], found["inLanguage"]) == ("상", "짧은 글", "ko")
    assert found["datePublished"] == "2026-11-24T09:30:00+09:00"
    assert datetime.fromisoformat(found["dateModified"]).tzinfo
    assert found["image"] == [f"{SITE}/ko/news/prize/card.png"]
    assert found["publisher"]["@id"] == f"{SITE}/#organization"
    assert is_sign(found["publisher"]["logo"])
    assert found["author"]["name"] == "Korea Office"
    assert [subject["name"] for subject in found["about"]] == ["수원", "회복력 있는 도시"]


def test_article_that_falls_back_says_the_language_shown(client):
    ArticleFactory(slug="prize", body_en="<p>Text</p>")
    assert nodes(client, "/ja/news/prize/")["NewsArticle"]["inLanguage"] == "en"


def test_event_says_when_with_the_offset_of_its_place(client):
    EventFactory(slug="congress", place_en="Ulaanbaatar", time_zone="Asia/Ulaanbaatar")
    found = nodes(client, "/en/events/congress/")["Event"]
    assert found["startDate"] == "2030-05-01T09:00:00+08:00"
    assert found["endDate"] == "2030-05-01T17:00:00+08:00"
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["location"]["name"] == found["location"]["address"] == "Ulaanbaatar"
    assert found["organizer"]["@type"] == "Organization"


def test_event_of_whole_days_says_days(client):
    EventFactory(slug="week", all_day=True, time_zone="Asia/Seoul")
    found = nodes(client, "/en/events/week/")["Event"]
    assert (found["startDate"], found["endDate"]) == ("2030-05-01", "2030-05-01")


def test_event_that_was_moved_twice_says_when_it_was_planned_first(client):
    event = EventFactory(slug="week", all_day=True)
    for day in (10, 20):
        event.state, event.ends_at = "moved", datetime(2030, 5, day, tzinfo=UTC)
        event.save()
    found = nodes(client, "/en/events/week/")["Event"]
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (found["previousStartDate"], found["endDate"]) == ("2030-05-01", "2030-05-20")


def test_event_without_a_place_is_where_its_host_is(client):
    EventFactory(slug="here", host_member=ListedMemberFactory(name_en="Suwon"))
    EventFactory(slug="there", host_member=MemberFactory(name_en="A lapsed city"))
    assert nodes(client, "/en/events/here/")["Event"]["location"]["name"] == "Suwon"
    assert "location" not in nodes(client, "/en/events/there/")["Event"]


def test_office_says_where_and_below_whom_it_is(client):
    parent = SecretariatFactory(slug="east-asia", name_en="East Asia Secretariat")
    office = SecretariatFactory(
        slug="korea-office",
        parent=parent,
        name_ko="한국사무소",
        address_en="Street 1\nSuwon",
        email="korea@iclei.example",
        opened=2002,
        latitude=37.3,
        longitude=127.0,
    )
    office.areas.add(AreaFactory())
    found = nodes(client, "/en/secretariats/korea-office/")["Organization"]
    assert found["address"] == {"@type": "PostalAddress", "streetAddress": "Street 1 Suwon"}
    assert found["parentOrganization"]["name"] == "East Asia Secretariat"
    assert found["areaServed"] == [{"@type": "Place", "name": "South Korea"}]
    assert (found["foundingDate"], found["email"]) == ("2002", "korea@iclei.example")
    assert found["alternateName"][1] == {"@value": "한국사무소", "@language": "ko"}


def test_what_is_closed_is_named_nowhere(client):
    closed = SecretariatFactory(name_en="Closed Office", closed=2015)
    SecretariatFactory(slug="branch", parent=closed)
    ArticleFactory(slug="prize", secretariat=closed)
    EventFactory(slug="congress", secretariat=closed)
    assert "parentOrganization" not in nodes(client, "/en/secretariats/branch/")["Organization"]
    article = nodes(client, "/en/news/prize/")["NewsArticle"]
    event = nodes(client, "/en/events/congress/")["Event"]
    assert article["author"]["@id"] == event["organizer"]["@id"] == f"{SITE}/#organization"


def test_theme_is_a_term(client):
    ThemeFactory(slug="resilient", name_ko="회복력 있는 도시", tagline_ko="견디는 도시")
    found = nodes(client, "/ko/themes/resilient/")["DefinedTerm"]
    assert (found["name"], found["description"]) == ("회복력 있는 도시", "견디는 도시")


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("members/", ["Home", "Members"]),
        ("members/suwon/", ["Home", "Members", "Suwon"]),
        ("privacy/", ["Home", "Privacy"]),
    ],
)
def test_page_says_the_way_to_it(client, page, names):
    ListedMemberFactory(slug="suwon", name_en="Suwon")
    steps = nodes(client, f"/en/{page}")["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == names
    assert [step["position"] for step in steps] == [*range(1, len(names) + 1)]


@pytest.mark.parametrize(("page", "most"), [("", 10), ("members/suwon/", 11), ("news/prize/", 9)])
def test_pages_keep_within_their_queries(client, page, most):
    office = SecretariatFactory(slug="east-asia")
    suwon = ListedMemberFactory(slug="suwon", secretariat=office)
    article = ArticleFactory(slug="prize", secretariat=office)
    article.members.add(suwon, ListedMemberFactory())
    article.themes.add(ThemeFactory(), ThemeFactory())
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/en/{page}")
    assert len(captured) <= most
