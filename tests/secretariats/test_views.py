from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import AreaFactory, PersonFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

NEXT_YEAR = timezone.now() + timedelta(days=365)


def test_secretariat_list_shows_open_offices(client):
    office = SecretariatFactory()
    SecretariatFactory(closed=2020)
    assert list(client.get("/en/secretariats/").context["secretariat_list"]) == [office]


def test_secretariat_list_begins_with_those_that_serve_our_areas(client):
    far, near = SecretariatFactory(order=1), SecretariatFactory(order=2)
    near.areas.add(AreaFactory())
    context = client.get("/en/secretariats/").context
    assert (context["near"], context["elsewhere"]) == ([near], [far])


def test_secretariat_detail_shows_what_is_public(client):
    office = SecretariatFactory(
        slug="korea-office", phone="+82 31 1", introduction_en="<p>Serves cities.</p>"
    )
    office.areas.add(AreaFactory())
    PersonFactory(secretariat=office, name_en="Membership desk")
    SecretariatFactory(parent=office, name_en="Branch")
    ListedMemberFactory(secretariat=office, name_en="Suwon")
    ArticleFactory(secretariat=office, title_en="Moved house")
    EventFactory(secretariat=office, title_en="Open day", starts_at=NEXT_YEAR, ends_at=NEXT_YEAR)
    page = client.get("/en/secretariats/korea-office/").text
    for shown in ("Serves cities.", "Membership desk", "Branch", "Suwon", "Moved house"):
        assert shown in page
    for shown in ("Open day", "South Korea", "+82 31 1"):
        assert shown in page


def test_secretariat_detail_hides_what_is_not(client):
    office = SecretariatFactory(slug="korea-office")
    PersonFactory(secretariat=office, name_en="Private person", is_public=False)
    SecretariatFactory(parent=office, name_en="Closed branch", closed=2020)
    MemberFactory(secretariat=office, name_en="Lapsed city")
    ArticleFactory(secretariat=office, title_en="Secret draft", status="draft")
    EventFactory(
        secretariat=office,
        title_en="Withdrawn day",
        status="withdrawn",
        starts_at=NEXT_YEAR,
        ends_at=NEXT_YEAR,
    )
    page = client.get("/en/secretariats/korea-office/").text
    for hidden in ("Private person", "Closed branch", "Lapsed", "Secret draft", "Withdrawn day"):
        assert hidden not in page


def test_secretariat_detail_closed(client):
    SecretariatFactory(slug="old", closed=2020)
    assert client.get("/en/secretariats/old/").status_code == 404


def test_secretariat_detail_unknown(client):
    assert client.get("/ko/secretariats/nowhere/").status_code == 404


def test_secretariat_detail_introduction_falls_back(client):
    SecretariatFactory(slug="seoul", name_ko="서울", introduction_en="<p>Serves cities.</p>")
    page = client.get("/ko/secretariats/seoul/").text
    assert '<div class="prose" lang="en">' in page
    assert 'rel="canonical" href="http://127.0.0.1:8000/en/secretariats/seoul/"' in page
    assert 'rel="alternate" hreflang' not in page


def test_secretariat_detail_of_a_place_off_the_map(client):
    office = SecretariatFactory(slug="bonn", latitude=50.7, longitude=7.1)
    office.areas.add(AreaFactory())
    assert client.get("/en/secretariats/bonn/").context["place"] is None


@pytest.mark.parametrize("address", ["/ja/secretariats/", "/ja/secretariats/seoul/"])
def test_queries_do_not_grow_with_rows(client, address):
    office = SecretariatFactory(slug="seoul")

    def add(code):
        office.areas.add(AreaFactory(code=code))
        PersonFactory(secretariat=office)
        SecretariatFactory(parent=office)
        ListedMemberFactory(secretariat=office)
        ArticleFactory(secretariat=office)
        EventFactory(secretariat=office, starts_at=NEXT_YEAR, ends_at=NEXT_YEAR)

    add("KR")
    count = queries(client, address)
    add("JP")
    add("MN")
    assert queries(client, address) == count


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


ADDRESSES = {"address_en": "38 Jong-ro, Seoul", "address_ko": "서울 종로 38"}


@pytest.mark.parametrize("codes", [["KR"], ["CN", "KR", "JP"]])
def test_secretariat_detail_gives_the_address_as_it_is_written_there_too(client, codes):
    languages = {"KR": "ko", "CN": "zh-hans", "JP": "ja"}
    office = SecretariatFactory(slug="seoul", latitude=37.5665, longitude=126.978, **ADDRESSES)
    for code in codes:
        office.areas.add(AreaFactory(code=code, default_language=languages[code]))
    page = client.get("/ja/secretariats/seoul/").text
    assert '<dd lang="en"><address>38 Jong-ro, Seoul</address></dd>' in page
    assert '<dd translate="no" lang="ko"><address>서울 종로 38</address></dd>' in page
    assert client.get("/ko/secretariats/seoul/").text.count("<address>") == 1


@pytest.mark.parametrize("fields", [{}, {"latitude": 50.7, "longitude": 7.1}])
def test_secretariat_detail_gives_one_address_where_no_language_is_local(client, fields):
    SecretariatFactory(slug="bonn", **fields, **ADDRESSES)
    assert client.get("/en/secretariats/bonn/").text.count("<address>") == 1


def test_secretariat_detail_marks_its_members_on_the_map(client):
    office = SecretariatFactory(slug="seoul")
    ListedMemberFactory(secretariat=office, latitude=37.3, longitude=127.0)
    ListedMemberFactory(secretariat=office, latitude=50.7, longitude=7.1)
    ListedMemberFactory(secretariat=office)
    MemberFactory(secretariat=office, latitude=35.1, longitude=129.0)
    assert client.get("/en/secretariats/seoul/").context["marks"].count("M") == 1


def test_secretariat_detail_lists_members_under_their_areas(client):
    office = SecretariatFactory(slug="seoul")
    ListedMemberFactory(secretariat=office, name_en="Suwon", area=AreaFactory(order=2))
    japan = AreaFactory(code="JP", name_en="Japan", name_ko="", order=1)
    ListedMemberFactory(secretariat=office, name_en="Tokyo", area=japan)
    page = client.get("/en/secretariats/seoul/").text
    places = [page.index(f">{name}<") for name in ("Japan", "Tokyo", "South Korea", "Suwon")]
    assert places == sorted(places)
