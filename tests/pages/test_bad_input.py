"""Whatever an address or a header holds: a page or a helpful no, never an error of ours."""

from itertools import cycle
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.languages import LANGUAGES
from tests.databases import MIGRATED
from tests.iclei.cast import public_network
from tests.iclei.surfaces import EXAMPLES, LANGUAGE

pytestmark = pytest.mark.django_db

CODES = [language.code for language in LANGUAGES]
TEN_KB = 10_000

#: Pages that read parameters.
LISTS = (
    *("members/", "members/compare/", "members/suggest/", "members/download.csv"),
    *("members/download.geojson", "news/", "events/", "search/"),
)

QUERIES = {
    "page zero": "page=0",
    "page below zero": "page=-1",
    "page beyond the last": "page=9999",
    "page in letters": "page=abc",
    "page in huge digits": "page=" + "9" * 5000,
    "page as a float": "page=1e400",
    "page of nothing": "page=",
    "page in other digits": "page=%D9%A1&page=%C2%B2",
    "10 kB": "q=" + "a+" * (TEN_KB // 2),
    "10 kB of one word": "q=" + "x" * TEN_KB,
    "10 kB of wildcards": "q=" + "%25_" * (TEN_KB // 4),
    "10 kB of tags": "q=" + "%3Ca" * (TEN_KB // 4),
    "ligature of 18 letters": "q=" + "%EF%B7%BA" * 100,
    "NUL": "q=%00&area=%00&theme=%00&level=%00&size=%00&sort=%00&kind=%00&year=%00&page=%00",
    "NUL as a name": "%00=%00",
    "broken UTF-8": "q=%ff%fe&area=%ff&theme=%ff&year=%ff&page=%ff&city=%ff",
    "lone surrogate": "q=%ed%a0%80&theme=%ed%a0%80&city=%ed%a0%80",
    "half a character": "q=%F0%9F&%F0%9F=1",
    "bare percent": "q=%&%=%zz",
    "unknown values": "area=XX&theme=none&level=moon&size=huge&sort=luck&kind=gossip&year=1066",
    "known among unknown": "area=XX&area=KR&theme=resilient&theme=none&kind=news&kind=gossip",
    "other types": "year=-1&year=1e9&area=0&theme=1&sort=pk&page=None",
    "lookups": "area__code=KR&q__contains=a&publish_at__year=2024&status=draft&search_text=a",
    "brackets": "q[]=a&area[0]=KR&city[$ne]=x",
    "no names": "=&&=a&",
    "cities": "city=%00&city=&city=../..&city=suwon&city=suwon&city=%EC%88%98&city=" + "x" * 300,
    "many cities": "&".join(f"city=c{number}" for number in range(900)),
    "markup": "q=%3Cscript%3Ealert(1)%3C/script%3E&theme=%22%3E%3Cb%3E&city=%27%3E",
    "line breaks": "q=a%0d%0aSet-Cookie:x=1&theme=%0a&page=%0d",
}

ALL_SHORT_ONES = "&".join(query for query in QUERIES.values() if len(query) < 1000)

CHOICES = {
    "chosen": "set=1",
    "chosen twice": "set=1&set=1",
    "chosen among others": "q=%ff&set=1&page=%0d%0aLocation:x",
    "chosen in bytes": "set=1&q=\xed\xa0\x80",
}
NO_CHOICES = ("set=", "set=0", "SET=1", "set=1%00", "%73et=1", "set=11", "set", "set=1;")

SLUGS = ("%00", "%ff", "%ed%a0%80", "%EC%88%98%EC%9B%90", "..%2f..", "a.b", "a%20b", "x" * 5000)


@pytest.fixture(scope="module")
def made_once(django_db_setup, databases, django_db_blocker):
    with databases.copy_of(MIGRATED), django_db_blocker.unblock():
        public_network()
        yield


@pytest.fixture
def network(made_once, db):
    """Two members, their news and offices; each test goes back to them."""


def first_examples(start: str = "") -> list[str]:
    """An example of each route that begins with ``start``, in one language after another."""
    codes = cycle(CODES)
    return [
        f"/{next(codes)}/{examples[0]}" if route.startswith(LANGUAGE) else examples[0]
        for route, examples in EXAMPLES.items()
        if examples and route.startswith(start)
    ]


def with_query(address: str, query: str) -> str:
    return f"{address.partition('?')[0]}?{query}"


def statuses(client, addresses, **kwargs) -> dict[str, int]:
    return {address: client.get(address, **kwargs).status_code for address in addresses}


@pytest.mark.each_database  # numbers and bytes reach its queries
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_list_answers_whatever_its_parameters(client, network, query):
    codes = cycle(CODES)
    addresses = [f"/{next(codes)}/{page}?{query}" for page in LISTS]
    answers = statuses(client, addresses, follow=True)  # to the address that is to be shared
    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("query", [ALL_SHORT_ONES, QUERIES["10 kB"]], ids=["all", "10 kB"])
def test_page_of_every_kind_answers_whatever_its_parameters(client, network, query):
    answers = statuses(client, [with_query(address, query) for address in first_examples()])
    assert set(answers.values()) <= {200, 301, 302}, answers


def test_too_many_parameters_are_a_bad_request_in_the_language_of_the_page(client):
    response = client.get("/ko/members/", {"area": ["XX"] * 2000})
    assert response.status_code == 400
    assert '<html lang="ko">' in response.text


@pytest.mark.parametrize("query", CHOICES.values(), ids=CHOICES)
def test_choice_leads_to_the_same_page_without_it(client, query):
    for address in first_examples(LANGUAGE):
        response = client.get(address, QUERY_STRING=query)
        path, _, left = response.headers["Location"].partition("?")
        assert (response.status_code, path) == (302, address)
        assert "set=1" not in left


@pytest.mark.parametrize("query", NO_CHOICES)
def test_what_is_no_choice_sets_no_cookie(client, query):
    for address in ("/ja/privacy/", "/ja/members/", "/"):
        response = client.get(with_query(address, query))
        assert response.status_code < 400
        assert not response.cookies


@pytest.mark.each_database
@pytest.mark.parametrize("slug", SLUGS)
def test_slug_that_cannot_be_is_not_found(client, slug):
    codes = cycle(CODES)
    routes = [route for route in EXAMPLES if "<slug:slug>" in route]
    addresses = [
        route.replace(LANGUAGE, f"/{next(codes)}/").replace("<slug:slug>", slug) for route in routes
    ]
    assert set(statuses(client, addresses).values()) == {404}


@pytest.mark.parametrize("prefix", ["fr", "zz-Hant", "%00", "%ff", "x" * 6000])
def test_language_that_is_not_ours_is_not_found(client, prefix):
    assert client.get(f"/{prefix}/members/").status_code == 404


@pytest.mark.parametrize("name", ["%00", "%ff", "..%2f..%2fsecret_key", "x" * 5000, ".", "a/"])
def test_picture_that_cannot_be_is_not_found(client, name):
    assert client.get(f"/media/members/{name}.png").status_code == 404


@pytest.mark.parametrize("ending", ["exe", "", "csv%00", "json"])
def test_download_of_another_kind_is_not_found(client, ending):
    assert client.get(f"/ko/members/download.{ending}").status_code == 404


HEADERS = {
    "6,000 bytes": {"accept-language": "k" * 6000},
    "6,000 bytes of languages": {"accept-language": "ko;q=0.5," * 670},
    "6,000 bytes of one with subtags": {"accept-language": "zh" + "-hant" * 1000},
    "bytes": {"accept-language": "\xff\xfe;q=\xed\xa0\x80"},
    "strange weights": {"accept-language": "ko;q=NaN,ja;q=1e9,en;q=-1,zh;q="},
    "cookie of nothing": {"cookie": "django_language="},
    "cookie of 4 kB": {"cookie": "django_language=" + "x" * 4000},
    "cookies that are none": {"cookie": "=;;django_language;sessionid=\xff;csrftoken=%00"},
    "strange conditions": {"if-modified-since": "yesterday", "if-none-match": '"', "range": "x"},
    "strange types": {"accept": "\xff/\xfe;q=x", "content-type": "x;charset=\xff"},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_page_answers_whatever_its_headers(client, network, headers):
    addresses = ("/", "/robots.txt", "/ja/search/", "/ko/members/suggest/", "/zh-hant/news/feed/")
    answers = statuses(client, addresses, headers=headers)
    assert set(answers.values()) <= {200, 302}, answers
    assert client.get("/nowhere/", headers=headers).status_code == 404


def test_page_of_every_kind_answers_an_overlong_header(client, network):
    answers = statuses(client, first_examples(), headers={"accept-language": "zh-tw," * 1000})
    assert set(answers.values()) <= {200, 301, 302}, answers


@pytest.mark.parametrize("host", ["evil.example", "a b", "", "127.0.0.1:8000@evil.example", "[::1"])
def test_host_that_is_not_ours_is_a_bad_request(client, host):
    assert client.get("/ko/members/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "patch", "delete", "trace"])
def test_page_answers_whatever_the_method(client, network, method):
    answers = {
        address: getattr(client, method)(address).status_code for address in first_examples()
    }
    assert set(answers.values()) <= {200, 301, 302, 405}, answers


LEFT_OUT = (
    *(
        (page, f"page={n}")
        for page in ("members", "news", "events")
        for n in ("0", "-1", "99", "x")
    ),
    *((page, "page=" + "9" * 30) for page in ("members", "news", "events")),
    *(
        ("members", f"{name}=unknown")
        for name in ("area", "theme", "level", "size", "sort", "view", "colour")
    ),
    *(("news", f"{name}=unknown") for name in ("kind", "theme", "area", "year")),
    *((page, "q=" + "x" * 300) for page in ("members", "news", "search")),
    ("members/compare", "city=unknown"),
)


@pytest.mark.parametrize(("page", "query"), LEFT_OUT)
def test_list_says_what_of_its_address_it_left_out(client, network, page, query):
    for code in CODES:
        html = client.get(f"/{code}/{page}/?{query}").text
        assert html.count("notice-warning") == 1
        name, _, value = query.partition("=")
        assert f"<code>{name}={value[:30]}</code>" in html


@pytest.mark.parametrize("page", ["members", "news", "events"])
@pytest.mark.parametrize("query", ["page=1", "page=", "q=", "", "page=1&utm_source=a"])
def test_list_says_nothing_where_nothing_is_left_out(client, network, page, query):
    assert "notice-warning" not in client.get(f"/ko/{page}/?{query}").text


NAMES = ("q", "area", "theme", "level", "size", "sort", "page", "kind", "year", "city", "set")
VALUES = st.text(max_size=20) | st.sampled_from(("KR", "resilient", "city", "xl", "2024", "1"))
addresses = st.builds("/{}/{}".format, st.sampled_from(CODES), st.sampled_from(LISTS))
queries = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=8)


@pytest.mark.usefixtures("network")
@settings(max_examples=60)
@given(address=addresses, query=queries)
def test_list_answers_whatever_it_is_asked(address, query):
    assert Client().get(f"{address}?{urlencode(query)}").status_code in (200, 302)


@pytest.mark.usefixtures("network")
@settings(max_examples=60)
@given(address=addresses, query=st.binary(max_size=60), accepted=st.binary(max_size=60))
def test_list_answers_whatever_bytes_it_gets(address, query, accepted):
    response = Client().get(
        address,
        QUERY_STRING=query.decode("latin-1"),
        headers={"accept-language": accepted.decode("latin-1")},
    )
    assert response.status_code in (200, 302)


@settings(max_examples=60)
@given(path=st.text(max_size=60) | st.binary(max_size=60))
def test_address_that_leads_nowhere_is_not_found(path):
    raw = path if isinstance(path, bytes) else path.encode()
    response = Client().get("/", PATH_INFO=f"/ja/nowhere/{raw.decode('latin-1')}")
    assert response.status_code == 404
