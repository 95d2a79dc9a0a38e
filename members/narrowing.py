"""How a list of members leads on: to fewer, to more by giving a choice up, to another order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from editorial.languages.punctuation import quote_text
from editorial.public.facets import Chosen, Facet, Option, Words
from editorial.records.namesakes import told_name
from members.facets import FACETS
from members.filters import MemberFilter

#: The heads of the table that sort it.
HEADS = [
    ("name", _("Name")),
    ("area", _("Country or area")),
    ("level", _("Level")),
    ("population", _("Inhabitants")),
    ("since", _("Member since")),
    ("office", _("Serving secretariat")),
    ("target", _("Climate pledge")),
]
#: Of these the first way is down: the most, the newest.
DOWN_FIRST = ("population", "since")


@dataclass(frozen=True)
class Head:
    """The head of a column: what it sorts by when chosen, and how it sorts now (``aria-sort``)."""

    column: str
    words: Words
    sort: str
    order: str


@dataclass(frozen=True)
class Loosening:
    """A parameter to give up, and how many members would be found then."""

    words: list[Words]
    query: str
    members: int


def table_heads(found: MemberFilter) -> Iterator[Head]:
    """The heads of the table: a chosen one turns its order round."""
    sort = found.sort_chosen or ("" if found.asked["q"] else "name")
    for column, words in HEADS:
        up, down = column, f"-{column}"
        order = {up: "ascending", down: "descending"}.get(sort, "")
        is_next_down = order == "ascending" or (not order and column in DOWN_FIRST)
        yield Head(column, words, down if is_next_down else up, order)


def facets_of(found: MemberFilter) -> list[Facet]:
    """What the list can be narrowed to."""
    return [facet_of(found, name) for name in FACETS]


def facet_of(found: MemberFilter, name: str) -> Facet:
    counts, known = found.tally.counts(name), found.tally.known(name)
    chosen = found.asked[name]
    options = [
        Option(value, words, counts[value], value in chosen)
        for value, words in found.choices(name)
        if value in known or value in chosen
    ]
    return Facet(name, found.label(name), options)


def chosen_in(found: MemberFilter) -> Iterator[Chosen]:
    """Each parameter that narrows the list."""
    if found.asked["q"]:
        yield Chosen(quote_text(found.asked["q"]), found.query_without("q"))
    if found.unit:
        yield Chosen(told_name(found.unit), found.query_without("within"))
    for name in FACETS:
        labels = dict(found.choices(name))
        for value in found.asked[name]:
            yield Chosen(labels[value], found.query_without(name, value))


def loosenings_of(found: MemberFilter) -> Iterator[Loosening]:
    """What to give up: all values of a facet together, as one alone may change nothing."""
    asked, tally = found.asked, found.tally
    if asked["q"]:
        quoted, others = quote_text(asked["q"]), found.without_question().count()
        yield Loosening([quoted], found.query_without("q"), others)
    for name in FACETS:
        labels = dict(found.choices(name))
        words = [labels[value] for value in asked[name]]
        if words:
            yield Loosening(words, found.query_without(name), tally.without(name))


def query_elsewhere(found: MemberFilter) -> str:
    """The query that an area is added to: the same members as cards, wherever they lie."""
    query = found.data.copy()
    for name in ("area", "view", "colour", "page"):
        query.pop(name, None)
    return query.urlencode()
