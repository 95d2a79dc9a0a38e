"""Every public address of the portal, with examples in the network of ``tests/iclei/cast.py``."""

from collections.abc import Iterator

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from editorial.languages.middleware import BACK_OFFICE

LANGUAGE = "<language>/"

#: For each route some addresses; those of a route that begins with a language lack it.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "": ("/",),
    "media/<path:path>": (),  # no gate, but names that nobody guesses
    "healthz": ("/healthz",),
    "readyz": ("/readyz",),
    "favicon.ico": ("/favicon.ico",),
    "robots.txt": ("/robots.txt",),
    "sitemap.xml": ("/sitemap.xml",),
    "sitemap-<slug:name>.xml": (
        *(f"/sitemap-{kind}-en.xml" for kind in ("pages", "members", "themes", "secretariats")),
        *(f"/sitemap-{kind}-{code}.xml" for kind in ("news", "events") for code in ("en", "ko")),
    ),
    ".well-known/security.txt": ("/.well-known/security.txt",),
    "<language>/": ("",),
    "<language>/card.png": ("card.png",),
    "<language>/manifest.webmanifest": ("manifest.webmanifest",),
    "<language>/search/": ("search/", "search/?q=city"),
    "<language>/preview/<slug:token>/": (),  # no gate, but a token that nobody guesses
    "<language>/contact/": ("contact/",),
    "<language>/privacy/": ("privacy/",),
    "<language>/accessibility/": ("accessibility/",),
    "<language>/members/": (
        "members/",
        "members/?q=city&area=KR&level=city&theme=resilient&size=xl&sort=-population",
        "members/?sort=area&page=2",
        "members/?view=table&sort=-since",
        "members/?view=map&colour=theme",
        "members/?q=cyti&level=city",
        "members/?on=2012-10-18",
    ),
    "<language>/members/former/": ("members/former/",),
    "<language>/members/suggest/": (
        "members/suggest/",
        "members/suggest/?q=c",
        "members/suggest/?q=cyti",
    ),
    "<language>/members/compare/": ("members/compare/", "members/compare/?city=suwon&city=busan"),
    r"<language>/^members/download\.(?P<kind>csv|xlsx|geojson)$": (
        *(f"members/download.{kind}" for kind in ("csv", "xlsx", "geojson")),
        *(f"members/download.{kind}?on=2012-10-18" for kind in ("csv", "xlsx", "geojson")),
        "members/download.csv?theme=resilient&sort=population",
    ),
    "<language>/members/<slug:slug>/": ("members/suwon/", "members/busan/"),
    "<language>/members/<slug:slug>/map.svg": ("members/suwon/map.svg",),
    "<language>/members/<slug:slug>/card.png": ("members/suwon/card.png",),
    "<language>/climate/": ("climate/", "climate/?sort=-emissions"),
    r"<language>/^climate/download\.(?P<kind>csv|xlsx)$": (
        *(f"climate/download.{kind}" for kind in ("csv", "xlsx")),
    ),
    "<language>/climate/card.png": ("climate/card.png",),
    "<language>/themes/": ("themes/",),
    "<language>/themes/<slug:slug>/": ("themes/resilient/",),
    "<language>/themes/<slug:slug>/card.png": ("themes/resilient/card.png",),
    "<language>/news/": (
        "news/",
        "news/?q=prize&kind=news&theme=resilient&area=KR&year=2024",
        "news/?page=2",
        "news/?member=suwon&others=1",
        "news/?office=seoul&language=en",
    ),
    "<language>/news/feed/": ("news/feed/",),
    "<language>/news/feed/areas/<slug:code>/": ("news/feed/areas/KR/", "news/feed/areas/MN/"),
    "<language>/news/feed/themes/<slug:slug>/": ("news/feed/themes/resilient/",),
    "<language>/news/<slug:slug>/": ("news/prize/", "news/farewell/"),
    "<language>/news/<slug:slug>/card.png": ("news/prize/card.png", "news/farewell/card.png"),
    "<language>/events/": (
        "events/",
        "events/?page=2",
        "events/?member=suwon&others=1",
        "events/?office=seoul&theme=resilient&language=en",
    ),
    "<language>/events/calendar.ics": ("events/calendar.ics",),
    "<language>/events/<slug:slug>.ics": ("events/congress.ics",),
    "<language>/events/<slug:slug>/": ("events/congress/", "events/reunion/"),
    "<language>/events/<slug:slug>/card.png": ("events/congress/card.png",),
    "<language>/secretariats/": ("secretariats/",),
    "<language>/secretariats/<slug:slug>/": ("secretariats/seoul/", "secretariats/branch/"),
    "<language>/secretariats/<slug:slug>/card.png": ("secretariats/seoul/card.png",),
}


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The routes of all patterns, of which those in five languages come once."""
    for entry in (resolver or get_resolver()).url_patterns:
        is_language = isinstance(entry.pattern, LocalePrefixPattern)
        route = prefix + (LANGUAGE if is_language else str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            yield route


def public_routes() -> set[str]:
    """The routes that are neither the back office nor the way into it."""
    return {route for route in routes() if not f"/{route}".startswith(BACK_OFFICE)}


def addresses(code: str) -> list[str]:
    """The examples in one language; in English those too that have no language."""
    found: list[str] = []
    for route, examples in EXAMPLES.items():
        if route.startswith(LANGUAGE):
            found += [f"/{code}/{example}" for example in examples]
        elif code == "en":
            found += examples
    return found
