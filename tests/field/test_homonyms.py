"""Two of one name: told apart wherever they are named, for the eye and the ear, and by staff too.

The inputs are not those of the fault lists: two Gwangju in one area, of two levels; two Goseong of
one level, one official name and one romanised name; two offices and two themes of one name.
"""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from editorial.languages import LANGUAGES
from editorial.records.namesakes import (
    expect_namesakes,
    marks_for,
    namesakes_read_once,
    told_name,
)
from members.cards import member_card
from members.models import Member
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import (
    AreaFactory,
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LEVEL = Member.Level
#: Pages that name both.
PAGES = (
    "members/?q=goseong",
    "members/?q=goseong&view=table",
    "members/?q=goseong&view=map",
    "members/compare/?city=goseong-gangwon&city=goseong-gyeongnam",
    "members/compare/",
    "themes/coast/",
    "news/two-coasts/",
    "search/?q=goseong",
    "secretariats/korea/",
)


@pytest.fixture
def seoul():
    place = {"latitude": 37.566, "longitude": 126.978}
    return ListedMemberFactory(
        slug="seoul", level=LEVEL.SPECIAL_CITY, name_en="Seoul", name_ko="서울", **place
    )


@pytest.fixture
def gwangju():
    """A metropolitan city, and a city of Gyeonggi."""
    name = {"name_en": "Gwangju", "name_ko": "광주", "name_ja": "クァンジュ"}
    return [
        ListedMemberFactory(slug="gwangju", level=LEVEL.METROPOLITAN, **name),
        ListedMemberFactory(slug="gwangju-gyeonggi", level=LEVEL.CITY, **name),
    ]


@pytest.fixture
def goseong(seoul):
    """Two counties that no name and no level tells apart: one on each coast."""
    name = {"name_en": "Goseong", "name_ko": "고성", "official_name": "고성군"}
    name |= {"level": LEVEL.COUNTY}
    return [
        ListedMemberFactory(slug="goseong-gangwon", latitude=38.38, longitude=128.47, **name),
        ListedMemberFactory(slug="goseong-gyeongnam", latitude=34.97, longitude=128.32, **name),
    ]


def spoken(html: str) -> str:
    """A page as it is read out: without tags, and without what the head says."""
    body = html[html.index("<main") :]
    return " ".join(re.sub(r"<[^>]+>", "", body).split())


def told(record, *, for_staff: bool = False) -> str:
    with namesakes_read_once():
        return str(told_name(record, for_staff=for_staff))


def test_level_tells_where_the_area_does_not(gwangju):
    assert [told(one) for one in gwangju] == ["Gwangju (Metropolitan city)", "Gwangju (City)"]


def test_place_tells_where_no_name_does(goseong):
    north, south = goseong
    assert told(north) == "Goseong (160 km north-east of Seoul)"
    assert told(south) == "Goseong (310 km south-east of Seoul)"


def test_address_tells_where_nothing_else_does(goseong):
    Member.objects.filter(slug__startswith="goseong").update(latitude=None, longitude=None)
    names = [
        told(one) for one in Member.objects.filter(slug__startswith="goseong").order_by("slug")
    ]
    assert names == ["Goseong (goseong-gangwon)", "Goseong (goseong-gyeongnam)"]


def test_three_are_told_by_what_parts_them_further(goseong):
    korea = goseong[0].area
    china = AreaFactory(code="CN", name_en="China", default_language="zh-hans")
    abroad = ListedMemberFactory(slug="gucheng", name_en="Goseong", area=china)
    assert told(abroad) == "Goseong (China)"
    assert told(goseong[0]) == f"Goseong ({korea.name_en}, 160 km north-east of Seoul)"


def languages():
    """Two of them always, the others where all is run."""
    for language in LANGUAGES:
        marks = [] if language.code in ("ko", "zh-hant") else pytest.mark.thorough
        yield pytest.param(language.code, marks=marks)


@pytest.mark.parametrize("language", [*languages()])
def test_pages_name_each_of_them_differently(client, goseong, language):
    theme, office = ThemeFactory(slug="coast"), SecretariatFactory(slug="korea")
    article = ArticleFactory(slug="two-coasts", title_en="Two coasts")
    for one in goseong:
        one.secretariat = office
        one.save()
        one.themes.add(theme)
        article.members.add(one)
    for address in PAGES:
        said = spoken(client.get(f"/{language}/{address}").text)
        assert "160" in said, address
        assert "310" in said, address


def test_titles_headings_and_trails_differ(client, gwangju):
    pages = [client.get(f"/ko/members/{one.slug}/").text for one in gwangju]
    for pattern in (r"<title>(.*?)</title>", r"<h1>(.*?)</h1>", r'aria-current="page"[^>]*>(.*?)<'):
        first, second = (re.search(pattern, page)[1] for page in pages)
        assert first != second
    assert "<title>광주(광역시) – " in pages[0]


def test_card_and_choice_and_box_differ(client, gwangju, goseong):
    with namesakes_read_once():
        assert member_card(goseong[0]).below != member_card(goseong[1]).below
    page = client.get("/en/members/compare/").text
    assert ">Gwangju (City)</option>" in page
    assert "Compare Gwangju (City)" in client.get("/en/members/?view=table").text


def test_suggestions_say_what_their_area_does_not(client, gwangju, goseong):
    found = json.loads(client.get("/en/members/suggest/?q=gwangju").content)["suggestions"]
    further = {one["url"]: [part["text"] for part in one["further"]] for one in found}
    assert further == {
        "/en/members/gwangju/": ["Metropolitan city"],
        "/en/members/gwangju-gyeonggi/": ["City"],
    }


def test_offices_and_themes_are_told_apart(client):
    for city in ("Bonn", "Seoul"):
        SecretariatFactory(name_en="Liaison Office", host_city_en=city, slug=city.lower())
    for slug in ("water", "rivers"):
        ThemeFactory(name_en="Blue city", slug=slug)
    offices, themes = (client.get(f"/en/{one}/").text for one in ("secretariats", "themes"))
    assert "Liaison Office (Bonn)" in spoken(offices)
    assert "Blue city (rivers)" in spoken(themes)


def test_who_is_hidden_tells_nobody_apart(client, gwangju):
    Member.objects.filter(slug="gwangju-gyeonggi").update(status="draft")
    assert "<h1>Gwangju</h1>" in client.get("/en/members/gwangju/").text


def test_another_name_in_another_language_needs_nothing(client):
    ListedMemberFactory(slug="lishui", name_en="Lishui", name_ja="麗水")
    ListedMemberFactory(slug="yeosu", name_en="Yeosu", name_ja="麗水")
    assert "<h1>Yeosu</h1>" in client.get("/en/members/yeosu/").text
    assert "<h1>麗水<span" in client.get("/ja/members/yeosu/").text


@pytest.fixture
def staff(client, gwangju):
    """An editor of the office that serves one of the two."""
    user = UserFactory(interface_language="en")
    PostingFactory(user=user, secretariat=gwangju[0].secretariat, role=Posting.Role.EDITOR)
    client.force_login(user)
    return user


def test_staff_tell_apart_what_they_see(client, staff, gwangju):
    office = gwangju[0].secretariat
    assert "Gwangju (" not in spoken(client.get("/admin/members/member/").text)
    MemberFactory(name_en="Gwangju", level=LEVEL.CITY, secretariat=office, status="draft")
    said = spoken(client.get("/admin/members/member/").text)
    assert "Gwangju (Metropolitan city)" in said
    assert "Gwangju (City)" in said
    asked = {"app_label": "news", "model_name": "article", "field_name": "members"}
    answer = client.get("/admin/autocomplete/", asked | {"term": "gwangju"})
    names = {one["text"] for one in answer.json()["results"]}
    assert names == {"Gwangju (Metropolitan city)", "Gwangju (City)"}


def test_staff_tell_apart_what_readers_see_beside_its_day(client, staff):
    office, title = staff.postings.get().secretariat, {"title_en": "Annual meeting"}
    for year in (2029, 2030):
        day = datetime(year, 5, 1, 9, tzinfo=ZoneInfo("Asia/Seoul"))
        ArticleFactory(slug=f"a{year}", secretariat=office, publish_at=day, **title)
        EventFactory(slug=f"e{year}", secretariat=office, starts_at=day, ends_at=day, **title)
    for kind in ("article", "event"):
        said = spoken(client.get(f"/admin/news/{kind}/").text)
        assert "Annual meeting (1 May 2029)" in said
        assert "Annual meeting (1 May 2030)" in said
    page = spoken(client.get("/admin/search/?q=annual").text)
    assert page.count("Annual meeting (1 May 2029)") == 2
    assert "Annual meeting (" not in spoken(client.get("/en/events/").text)


def test_staff_tell_apart_what_has_no_day_of_its_own(client, staff):
    office, title = staff.postings.get().secretariat, {"title_en": "Notes"}
    for slug in ("notes", "notes-2"):
        draft = {"status": "draft", "publish_at": None, "secretariat": office}
        article = ArticleFactory(slug=slug, **draft, **title)
        PersonFactory(secretariat=office, name_en="Desk", role_en=f"Role {slug}")
    said = spoken(client.get("/admin/news/article/").text)
    assert "Notes (notes)" in said
    assert "Notes (notes-2)" in said
    said = spoken(client.get("/admin/secretariats/person/").text)
    assert "Desk (Role notes)" in said
    assert "Desk (Role notes-2)" in said
    assert "Notes (notes-2)" in client.get(f"/admin/news/article/{article.pk}/history/").text


def test_office_tells_people_apart_for_whoever_sees_both(client):
    offices = [SecretariatFactory(name_en=f"{city} Office") for city in ("Seoul", "Tokyo")]
    for office in offices:
        PersonFactory(secretariat=office, name_en="Kim")
    user = UserFactory(interface_language="en", is_superuser=True)
    client.force_login(user)
    said = spoken(client.get("/admin/secretariats/person/").text)
    assert "Kim (Seoul Office)" in said
    assert "Kim (Tokyo Office)" in said
    client.force_login(PostingFactory(secretariat=offices[0], role=Posting.Role.MANAGER).user)
    assert "Kim (" not in spoken(client.get("/admin/secretariats/person/").text)


def test_name_that_was_changed_is_told_anew(gwangju):
    with namesakes_read_once():
        assert marks_for(gwangju[0])
        gwangju[1].name_en = "Gwangju-si"
        gwangju[1].save()
        assert not marks_for(gwangju[0])


def test_who_is_expected_is_told_apart_as_ever(gwangju, goseong, seoul):
    everyone = [*gwangju, *goseong, seoul]
    with namesakes_read_once():
        told = [told_name(one).value for one in everyone]
    assert len(set(told)) == 5
    for known_before in (False, True):
        with namesakes_read_once():
            if known_before:
                told_name(ThemeFactory())
            expect_namesakes([gwangju[0], seoul])
            assert [told_name(one).value for one in everyone] == told
            expect_namesakes(goseong)
            assert [told_name(one).value for one in everyone] == told


def test_nobody_else_is_read_where_some_are_expected(
    gwangju, goseong, seoul, django_assert_num_queries
):
    with namesakes_read_once(), django_assert_num_queries(1):
        expect_namesakes([seoul])
        assert not marks_for(seoul)
    with namesakes_read_once(), CaptureQueriesContext(connection) as queries:
        expect_namesakes(gwangju[:1])
        assert marks_for(gwangju[0])
    assert "goseong" not in str(queries.captured_queries)


def test_staff_lists_look_for_namesakes_of_what_they_show_alone(client, staff):
    office = Posting.objects.get().secretariat
    for slug in ("one", "other"):
        ArticleFactory(slug=slug, title_en="A day of rivers", secretariat=office)
    ArticleFactory(title_en="Another day", secretariat=office)
    with CaptureQueriesContext(connection) as queries:
        said = spoken(client.get("/admin/news/article/").text)
    assert said.count("A day of rivers (") >= 2
    assert "Another day (" not in said
    asked = [one["sql"] for one in queries.captured_queries if "HAVING" in one["sql"]]
    stories = [sql for sql in asked if "news.article" in sql or "news.event" in sql]
    assert [sql.count("dayofrivers") for sql in stories] == [1]


def test_nobody_is_told_apart_among_none_or_where_nothing_has_a_name(gwangju):
    with namesakes_read_once():
        expect_namesakes([])
        expect_namesakes([ArticleFactory()])  # which staff alone tell apart
        assert marks_for(gwangju[0])
    expect_namesakes(gwangju)
    assert not marks_for(gwangju[0])


@pytest.mark.parametrize("view", ["cards", "table", "map"])
def test_queries_are_as_many_for_many_namesakes(client, goseong, view):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/members/?view={view}")
        return len(queries)

    few = asked()
    for number in range(3):
        ListedMemberFactory(name_en="Goseong", level=LEVEL.COUNTY, official_name=f"고성{number}")
        ListedMemberFactory(name_en="Seoul", level=LEVEL.CITY)
    assert asked() == few


def test_name_is_said_while_a_transaction_is_to_be_taken_back(gwangju):
    with namesakes_read_once(), pytest.raises(IntegrityError), transaction.atomic():
        try:
            with transaction.atomic(savepoint=False):
                ListedMemberFactory(slug="gwangju")
        except IntegrityError:
            assert told_name(gwangju[0]).value == "Gwangju"
            raise
