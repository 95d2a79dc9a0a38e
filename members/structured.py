"""Members and themes in the words of schema.org."""

from collections.abc import Callable, Iterable
from typing import Any

from editorial.languages import text_in
from editorial.public.structured import (
    EMPTY,
    Node,
    card_of,
    identity,
    node,
    organization,
    page_of,
    plain,
)
from members.columns import COLUMNS
from members.declared import LeftOut
from members.models import Member, Theme


def member_data(member: Member) -> list[Node]:
    """A listed member as a place, and its government, which is what has joined."""
    place = short_member(member) | node(
        kind_of(member),
        description=plain(text_in(member, "summary")),
        image=card_of(member),
        **properties(member, (column.of_place for column in COLUMNS)),
    )
    government = node(
        "GovernmentOrganization",
        id=f"{identity(member)}-government",
        **properties(member, (column.of_government for column in COLUMNS)),
        areaServed={"@id": identity(member)},
        memberOf=organization(),
    )
    return [place, government]


def properties(
    member: Member, said: Iterable[Callable[[Member], Node] | LeftOut | None]
) -> dict[str, Any]:
    """What columns say of a member, as far as they say anything there.

    A property of which several columns speak has all they say, as a list.
    """
    parts = [part for say in said if callable(say) for part in say(member).items()]
    known = [(name, value) for name, value in parts if value not in EMPTY]
    values: dict[str, list] = {}
    for name, value in known:
        values.setdefault(name, []).append(value)
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def short_member(member: Member) -> Node:
    """A listed member as others name it."""
    return node(
        kind_of(member),
        id=identity(member),
        name=text_in(member, "name").value,
        url=page_of(member),
    )


def kind_of(member: Member) -> str:
    return "City" if member.level in Member.CITIES else "AdministrativeArea"


def theme_data(theme: Theme) -> Node:
    return short_theme(theme) | node(
        "DefinedTerm", description=plain(text_in(theme, "tagline")), image=card_of(theme)
    )


def short_theme(theme: Theme) -> Node:
    """A theme as others name it."""
    return node(
        "DefinedTerm",
        id=identity(theme),
        name=text_in(theme, "name").value,
        url=page_of(theme),
    )
