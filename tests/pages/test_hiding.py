"""What is not public leaks nowhere: by no text, no count, no order, no header, no guess."""

import re
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.redirects.models import Redirect

from editorial.languages import LANGUAGES, columns
from tests.iclei.cast import CANARY, former_member, hide_behind, public_network
from tests.iclei.surfaces import EXAMPLES, LANGUAGE, addresses, public_routes

pytestmark = pytest.mark.django_db

#: The gates are the same in all; two of them speak for the others.
CODES = [
    pytest.param(one.code, marks=() if one.code in ("ko", "zh-hant") else pytest.mark.thorough)
    for one in LANGUAGES
]
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+")
FOUND = re.compile(rf"{CANARY}\d+".encode())
#: What tells when a file was written, and how long its packing made it.
DATED = ("Expires", "Content-Length")

#: What asks for that which is hidden.
PROBES = (
    *(f"{page}?q={CANARY}" for page in ("search/", "news/", "members/", "members/suggest/")),
    *(f"members/download.{kind}?q={CANARY}" for kind in ("csv", "xlsx", "geojson")),
    "members/?area=MN",
    "members/?level=town",
    "members/?size=xxl",
    "news/?area=MN",
    "news/?theme=resilient",
    "news/?year=2099",
    "news/?year=2012",
)


def answer(client, address: str) -> bytes:
    """Status, headers and body, but for the moments that a file was written at."""
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        body = unzipped(body)
    if address.endswith("security.txt"):
        body = MOMENT.sub(b"", body)
    headers = {name: value for name, value in response.items() if name not in DATED}
    return f"{response.status_code} {headers}\n".encode() + body


def unzipped(archive: bytes) -> bytes:
    with ZipFile(BytesIO(archive)) as files:
        return b"\n".join(
            name.encode() + files.read(name)
            for name in sorted(files.namelist())
            if name != "docProps/core.xml"
        )


def asked(code: str) -> list[str]:
    return [*addresses(code), *(f"/{code}/{probe}" for probe in PROBES)]


def test_every_public_route_has_an_example():
    assert set(EXAMPLES) == public_routes()


@pytest.mark.parametrize("code", CODES)
def test_no_answer_tells_what_is_hidden(client, code):
    network = public_network()
    before = {address: answer(client, address) for address in asked(code)}
    assert [address for address in before if before[address][:1] not in b"23"] == []

    hide_behind(network)

    after = {address: answer(client, address) for address in asked(code)}
    leaks = {address: FOUND.findall(body) for address, body in after.items()}
    assert {address: found for address, found in leaks.items() if found} == {}
    assert [address for address in after if after[address] != before[address]] == []


@pytest.mark.parametrize("code", CODES)
def test_page_of_what_is_hidden_is_as_that_of_nothing(client, code):
    @cache
    def found_nothing(page: str, length: int) -> bytes:
        return answer(client, page.format("x" * length))

    for thing in hide_behind(public_network()):
        for slug in (thing.slug, slug_before(thing)):
            for page in pages_of(thing, code):
                found = answer(client, page.format(slug))
                assert found.startswith(b"404")
                without_slug = found.replace(slug.encode(), b"x" * len(slug))
                assert without_slug == found_nothing(page, len(slug))


@pytest.mark.parametrize("code", CODES)
def test_member_that_has_left_tells_its_names_alone(client, code):
    member = former_member(public_network())
    names = {getattr(member, name).encode() for name in columns("name")}
    address = f"/{code}/members/{member.slug}/"
    said = {*FOUND.findall(answer(client, address))} - {member.slug.encode()}
    assert said and said <= names
    for asked_for in asked(code):
        assert {*FOUND.findall(answer(client, asked_for))} - {member.slug.encode()} <= names
    for page in pages_of(member, code):
        is_page = page.endswith("{}/")
        assert answer(client, page.format(member.slug))[:3] == (b"200" if is_page else b"404")


def slug_before(thing) -> str:
    """The slug that ``thing`` had until it was renamed."""
    redirect = Redirect.objects.get(new_path=f"/en/{thing.slug_prefix}/{thing.slug}/")
    return redirect.old_path.split("/")[-2]


def pages_of(thing, code: str) -> list[str]:
    """The addresses under which the public would find ``thing``, with ``{}`` for its slug."""
    start = f"{LANGUAGE}{thing.slug_prefix}/<slug:slug>"
    return [
        route.replace(LANGUAGE, f"/{code}/").replace("<slug:slug>", "{}")
        for route in public_routes()
        if route.startswith(start)
    ]
