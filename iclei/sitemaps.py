"""The sitemap: an index of parts, one for each kind of page and each language."""

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

import members.sitemaps
import news.sitemaps
import secretariats.sitemaps
from editorial.languages import BY_CODE, LANGUAGES
from editorial.public.freshness import fresh_answer
from editorial.public.sitemaps import Part, SitemapKind, SitemapPage, index_xml, part_xml

SHORT_PAGES = ("home", "members:climate", "contact", "privacy", "accessibility")
NAME = re.compile(
    rf"(?P<kind>[a-z]+)-(?P<code>{'|'.join(BY_CODE)})(?:-(?P<number>[1-9]\d{{0,5}}))?"
)
FRESH = 3600  # seconds in caches


class ShortPages:
    """Pages that stand in templates, in all languages."""

    name = "pages"

    def parts(self) -> Iterator[Part]:
        yield from (Part(self.name, language) for language in LANGUAGES)

    def pages(self, part: Part) -> list[SitemapPage]:
        return [SitemapPage(reverse(name)) for name in SHORT_PAGES] if part.number == 1 else []


def kinds() -> list[SitemapKind]:
    return [
        ShortPages(),
        *members.sitemaps.kinds(),
        *secretariats.sitemaps.kinds(),
        *news.sitemaps.kinds(),
    ]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    parts = [part for kind in kinds() for part in kind.parts()]
    return xml_response(request, index_xml(parts))


@require_safe
def sitemap_part(request: HttpRequest, name: str) -> HttpResponse:
    """One part. Raises Http404 for a name that the index doesn't list."""
    part = part_of(name)
    kind = next((kind for kind in kinds() if kind.name == part.kind), None)
    pages = kind.pages(part) if kind else []
    if not pages or name != part.name:
        raise Http404(name)
    return xml_response(request, part_xml(pages, part.language))


def part_of(name: str) -> Part:
    """The part of that name. Raises Http404 for what is none."""
    found = NAME.fullmatch(name)
    if found is None:
        raise Http404(name)
    return Part(found["kind"], BY_CODE[found["code"]], int(found["number"] or 1))


def xml_response(request: HttpRequest, xml: str) -> HttpResponse:
    return fresh_answer(request, xml.encode, content_type="application/xml", seconds=FRESH)
