"""Pages as search engines are told of them: every version with all the others beside it.

A sitemap of one kind of page in one language is a part; a long one is cut into several (source:
sitemaps.org, which allows 50,000 pages and 50 MB, and Google's hreflang in sitemaps).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import compress
from operator import and_
from typing import Protocol
from xml.sax.saxutils import escape

from django.db.models import (
    Aggregate,
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    Max,
    Model,
    Q,
    QuerySet,
)
from django.urls import reverse

from editorial.languages import ENGLISH, LANGUAGES, Language, given, languages_of
from editorial.languages.addresses import Alternate, absolute, alternates, in_language

#: Pages in a part, which is so written within a second. Each takes about 1 kB.
MOST_PAGES = 5_000
LAST_SAVED = F("updated_at")


@dataclass(frozen=True)
class SitemapPage:
    """A page under ``path`` (in any language), when it changed, and the languages it exists in."""

    path: str
    changed: datetime | None = None
    languages: tuple[Language, ...] = LANGUAGES

    def versions(self) -> list[Alternate]:
        """The page in each of its languages."""
        return [Alternate(lang.tag, self.url(lang)) for lang in self.languages]

    def alternates(self) -> list[Alternate]:
        """All versions, and the one for everybody else: English where there is English."""
        *_, default = alternates(self.path)
        if self.languages[0] != ENGLISH:
            default = Alternate(default.tag, self.url(self.languages[0]))
        return [*self.versions(), default]

    def url(self, language: Language) -> str:
        return absolute(in_language(self.path, language))


@dataclass(frozen=True)
class Part:
    """A file of the sitemap: pages of a kind in one language, from the first (1) or a later one."""

    kind: str
    language: Language
    number: int = 1
    changed: datetime | None = None

    @property
    def name(self) -> str:
        later = f"-{self.number}" if self.number > 1 else ""
        return f"{self.kind}-{self.language.code}{later}"


class SitemapKind(Protocol):
    """A kind of pages."""

    @property
    def name(self) -> str: ...

    def parts(self) -> Iterable[Part]: ...

    def pages(self, part: Part) -> list[SitemapPage]: ...


@dataclass(frozen=True)
class SitemapRecords:
    """Records that have a page each, at ``view``, after that of their list.

    A page exists in the languages that ``text``, its main text, is written in; ``changed`` is the
    moment of its last change. By ``order`` new ones come last, so that full parts stay as they are.
    """

    name: str
    records: QuerySet
    list_view: str
    view: str
    text: str
    changed: F | Func = LAST_SAVED
    order: tuple[str, ...] = ("pk",)

    def parts(self) -> Iterator[Part]:
        """The parts in each language. This causes one query."""
        wanted: dict[str, Aggregate] = {}
        for language in LANGUAGES:
            there = self._is_there(language)
            wanted[f"count_{language.column}"] = Count("pk", filter=there)
            wanted[f"last_{language.column}"] = Max(self.changed, filter=there)
        known = self.records.order_by().aggregate(**wanted)
        for language in LANGUAGES:
            files = max(1, -(-known[f"count_{language.column}"] // MOST_PAGES))
            for number in range(1, files + 1):
                yield Part(self.name, language, number, known[f"last_{language.column}"])

    def pages(self, part: Part) -> list[SitemapPage]:
        """The pages of one part. This causes two queries at most."""
        start = (part.number - 1) * MOST_PAGES
        there = self.records.filter(self._is_there(part.language)).order_by(*self.order)
        facts = {"changed": self.changed, **self._written()}
        rows = there.annotate(**facts).values_list("slug", *facts)
        found = [self._page(*row) for row in rows[start : start + MOST_PAGES]]
        return [self._list(), *found] if part.number == 1 else found

    def _is_there(self, language: Language) -> Q:
        """Written in the language, or in none, so that nothing falls back."""
        nowhere = reduce(and_, (~given(self.text, other) for other in LANGUAGES))
        return given(self.text, language) | nowhere

    def _written(self) -> dict[str, ExpressionWrapper]:
        """Whether the text is written in each language."""
        return {
            f"written_{language.column}": ExpressionWrapper(
                given(self.text, language), BooleanField()
            )
            for language in LANGUAGES
        }

    def _page(self, slug: str, changed: datetime, *written: bool) -> SitemapPage:
        languages = tuple(compress(LANGUAGES, written)) or LANGUAGES
        return SitemapPage(reverse(self.view, args=[slug]), changed, languages)

    def _list(self) -> SitemapPage:
        """The page of the list, which changed when the last of its records did."""
        changed = self.records.order_by().aggregate(last=Max(self.changed))["last"]
        return SitemapPage(reverse(self.list_view), changed)


def written_in(obj: Model, field: str) -> tuple[Language, ...]:
    """The languages in which the page of ``obj`` stands by itself: its main text is in them.

    All five where it has none, since nothing falls back then.
    """
    return tuple(languages_of(obj, field)) or LANGUAGES


def index_xml(parts: Iterable[Part]) -> str:
    """The list of all parts."""
    entries = (
        f"<sitemap><loc>{escape(absolute(f'/sitemap-{part.name}.xml'))}</loc>"
        f"{last_change(part.changed)}</sitemap>"
        for part in parts
    )
    return document("sitemapindex", entries)


def part_xml(pages: Iterable[SitemapPage], language: Language) -> str:
    """The versions of ``pages`` in one language, each with its alternates."""
    entries = (
        f"<url><loc>{escape(page.url(language))}</loc>{last_change(page.changed)}"
        f"{''.join(map(link, page.alternates()))}</url>"
        for page in pages
    )
    return document("urlset", entries)


def document(root: str, entries: Iterable[str]) -> str:
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    )
    lines = ('<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {spaces}>", *entries)
    return "\n".join((*lines, f"</{root}>\n"))


def last_change(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""


def link(alternate: Alternate) -> str:
    return (
        f'<xhtml:link rel="alternate" hreflang="{alternate.tag}" href="{escape(alternate.url)}"/>'
    )
