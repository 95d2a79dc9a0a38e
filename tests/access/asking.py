"""Answers as bytes that can be compared, and what canaries are in them."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from django.urls import get_resolver, resolve
from django.urls.resolvers import URLResolver

from tests.access.cast import FOUND, Example, Role, World, bare
from tests.access.surfaces import SURFACES, Surface

#: What differs from one answer to the next and tells nothing.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|\'nonce-[^\']*\'|csrf_token=[^&"]*'
    r"|POT-Creation-Date: [-+: \d]*"
)
#: Headers that tell when an answer was made.
DATED = ("Expires", "Content-Length", "Date")


def text_of(response) -> str:
    """Status, headers and body, without what passes."""
    body = unpacked(b"".join(response) if response.streaming else response.content)
    headers = sorted(f"{name}: {text}" for name, text in response.items() if name not in DATED)
    cookies = sorted(response.cookies)
    said = f"{response.status_code} {headers} {cookies}\n{body.decode('utf-8', 'replace')}"
    return PASSING.sub("", said)


def unpacked(body: bytes) -> bytes:
    """The parts of a sheet, without the moment at which it was made; any other body as it is."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with ZipFile(BytesIO(body)) as file:
        names = sorted(name for name in file.namelist() if not name.startswith("docProps/"))
        return b"\n".join(map(file.read, names))


class Visitor:
    """A role at the doors: asks each address once, and keeps the answers."""

    def __init__(self, world: World, role: Role) -> None:
        self.client = world.clients[role.name]
        self.answers: dict[str, str] = {}

    def ask(self, address: str) -> str:
        if not address:
            return ""
        if address not in self.answers:
            self.answers[address] = text_of(self.client.get(address))
            self.client.cookies.pop("messages", None)  # or the next page would show them
        return self.answers[address]

    def visit(self, surface: Surface, example: Example) -> dict[str, str]:
        """All that the surface answers about the example, by address."""
        heard: dict[str, str] = {}

        def ask(address: str) -> str:
            if address:
                heard[address] = self.ask(address)
            return heard.get(address, "")

        surface.ask(example, ask)
        return heard


def canaries_in(answer: str) -> set[str]:
    return {*FOUND.findall(answer)}


def echoed(address: str) -> set[str]:
    """The canaries that were in the question."""
    return {*FOUND.findall(address)}


def leaks(world: World, role: Role, surface: Surface) -> tuple[int, list[str]]:
    """How many cells were tried, and what was wrong in them."""
    visitor = world.visitors.setdefault(role.name, Visitor(world, role))
    hidden, answers, wrong, tried = world.hidden_from(role), {}, [], 0
    for example in world.examples:
        if not world.speakers.read(role, surface.name, example):
            continue
        heard = visitor.visit(surface, example)
        answers |= heard
        tried += 1
        is_due = heard and surface.shows(example) and world.may_see(role, example)
        found = canaries_in("\n".join(heard.values())) if is_due else set()
        if is_due and not found & {*map(bare, example.tokens.values())}:
            wrong.append(f"{role} does not find {example}")
    for address, answer in answers.items():
        found = sorted(canaries_in(answer) - echoed(address))
        wrong += [f"{role} reads {hidden[t]} at {address}" for t in found if t in hidden]
    return tried, wrong


def routes_of_the_back_office() -> Iterator[str]:
    """The route of each address below /admin/."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.app_name == "admin":
            yield from routes(resolver, str(resolver.pattern))


def routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def routes_visited(world: World) -> set[str]:
    """The routes that the surfaces ask for."""
    found: set[str] = set()

    def note(address: str) -> str:
        if address:
            found.add(resolve(address.partition("?")[0]).route)
        return ""

    for surface in SURFACES.values():
        for example in world.examples:
            surface.ask(example, note)
    return found
