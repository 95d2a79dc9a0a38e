"""Answers as bytes that can be compared, and what canaries are in them."""

import re
from collections.abc import Iterator

from django.urls import get_resolver, resolve
from django.urls.resolvers import URLResolver

from tests.access.cast import FOUND, Example, Role, World, bare
from tests.access.surfaces import SURFACES, Surface

#: What differs from one answer to the next and tells nothing.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|\'nonce-[^\']*\'|csrf_token=[^&"]*'
)
#: Headers that tell when an answer was made.
DATED = ("Expires", "Content-Length", "Date")


def text_of(response) -> str:
    """Status, headers and body, without what passes."""
    body = b"".join(response) if response.streaming else response.content
    headers = sorted(f"{name}: {text}" for name, text in response.items() if name not in DATED)
    cookies = sorted(response.cookies)
    said = f"{response.status_code} {headers} {cookies}\n{body.decode('utf-8', 'replace')}"
    return PASSING.sub("", said)


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

    def visit(self, surface: Surface, example: Example) -> str:
        """All that the surface answers about the example."""
        heard = []
        surface.ask(example, lambda address: heard.append(self.ask(address)) or heard[-1])
        return "\n".join(heard)


def canaries_in(answer: str) -> set[str]:
    return {*FOUND.findall(answer)}


def echoed(address: str) -> set[str]:
    """The canaries that were in the question."""
    return {*FOUND.findall(address)}


def leaks(world: World, role: Role, surface: Surface) -> tuple[int, list[str]]:
    """How many cells were tried, and what was wrong in them."""
    visitor, hidden = Visitor(world, role), world.hidden_from(role)
    wrong, tried = [], 0
    for example in world.examples:
        answer = visitor.visit(surface, example)
        tried += 1
        is_due = answer.strip() and surface.shows(example) and world.may_see(role, example)
        if is_due and not canaries_in(answer) & {*map(bare, example.tokens.values())}:
            wrong.append(f"{role} does not find {example}")
    for address, answer in visitor.answers.items():
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
