"""Addresses as they are handed on: typed by heart, cut from a sentence, made by another program.

Where nothing is found, what was meant is read from the address: its language under any of its
names, its words in any case, and no more of it than our addresses are written with. Whoever asks is
led there if the page answers the public, or is shown the nearest page that does. The page itself is
asked: what is hidden leads nowhere, just as what never was.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.translation import override

from editorial.languages import BY_CODE, LANGUAGES, Language, active, language_of_path
from editorial.languages.middleware import BACK_OFFICE
from editorial.languages.negotiation import negotiated, spoken_as
from editorial.records.slugs import is_seen, moved_to
from editorial.texts.letters import INVISIBLE

#: What our addresses are written with; what else stands behind them is not ours.
OURS = re.compile(r"/[A-Za-z0-9_./-]*")
TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}")
#: Languages by the labels of the switcher, by places, and by codes of three letters.
LABELS = {language.label.lower(): language for language in LANGUAGES} | {
    name: BY_CODE[code]
    for name, code in (
        *(("hk", "zh-hant"), ("mo", "zh-hant")),
        *(("eng", "en"), ("kor", "ko"), ("jpn", "ja")),
    )
}
#: Chinese that does not say which.
EITHER_CHINESE = ("zh", "zho", "chi", "cmn")
#: What a sentence ends with, and no address of ours does.
ENDS = "./"
#: No address of ours has more parts.
MOST_PARTS = 6
#: What answers programs, and is no page to be shown.
FOR_PROGRAMS = ("members:suggest", "members:download", "manifest")
#: How ``&`` is written in mark-up: who takes that for text hands it on in addresses.
ESCAPED = "&amp;"
ELSEWHERE = (*BACK_OFFICE, "/media/", "/static/")


@dataclass(frozen=True)
class Asked:
    """An address without doubled strokes and what nobody sees: ``ours``, and what is not ours."""

    ours: str
    foreign: str

    @classmethod
    def at(cls, path: str) -> "Asked":
        """Read the path of a request."""
        seen = unicodedata.normalize("NFKC", INVISIBLE.sub("", path)).replace("\\", "/").strip()
        plain = re.sub("/+", "/", f"/{seen}")
        found = OURS.match(plain)
        ours = found[0] if found else "/"
        return cls(ours, plain[len(ours) :])

    @property
    def first(self) -> str:
        """The part that names a language, if any does, as it is written."""
        return self.ours.removeprefix("/").partition("/")[0]

    @property
    def is_either_chinese(self) -> bool:
        return self.first.lower() in EITHER_CHINESE

    @cached_property
    def language(self) -> Language | None:
        """The language that the first part names for certain."""
        name = self.first.lower().replace("_", "-")
        if name in LABELS or self.is_either_chinese:
            return LABELS.get(name)
        return spoken_as(name) if TAG.fullmatch(name) else None

    @property
    def rest(self) -> str:
        """What is ours behind the language."""
        has_language = self.language is not None or self.is_either_chinese
        start = f"/{self.first}" if has_language else ""
        return self.ours.removeprefix(start).removeprefix("/")

    @property
    def is_readable(self) -> bool:
        """Whether it begins as an address of ours does, and no part of it leads elsewhere."""
        is_hostile = unicodedata.category(self.foreign[:1] or " ") == "Cc"
        return self.ours != "/" and ".." not in self.ours.split("/") and not is_hostile

    @property
    def is_followed_by_words(self) -> bool:
        """Whether words stand where another part would: they may name what is sought."""
        return self.ours.endswith("/") and (self.foreign[:1].isalpha() or self.foreign[:1] == "%")


class HandedOnMiddleware:
    """Leads on from an address where nothing is found to the page that it means."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(ELSEWHERE):
            return self.get_response(request)
        if ESCAPED in request.META["QUERY_STRING"] and language_of_path(request.path_info):
            return redirect(with_query(request, request.path_info))
        response = self.get_response(request)
        return (response.status_code == 404 and led_on(request)) or response


def led_on(request: HttpRequest) -> HttpResponse | None:
    """The way to what a request means; None where that is nothing that the public sees."""
    asked = Asked.at(request.path_info)
    language = asked.language or spoken_by(request, asked)
    path = page_meant(request, asked, language) or in_its_language(asked, language)
    if path is None or path == request.path_info:
        return None
    is_certain = asked.language is not None and not asked.foreign
    response = redirect(with_query(request, path), permanent=is_certain)
    if asked.language is None:
        patch_cache_control(response, private=True)
    return response


def spoken_by(request: HttpRequest, asked: Asked) -> Language:
    """The reader's language, where an address says none; of Chinese the one that they read."""
    language = negotiated(request)
    is_other = asked.is_either_chinese and not language.code.startswith("zh")
    return BY_CODE["zh-hans"] if is_other else language


def in_its_language(asked: Asked, language: Language) -> str | None:
    """The address under the language's own name, whether or not anything stands there."""
    if asked.first == language.code or not (asked.language or asked.is_either_chinese):
        return None
    return f"/{language.code}/{asked.rest}{asked.foreign}"


def page_meant(request: HttpRequest, asked: Asked, language: Language) -> str | None:
    """The page that an address means, if the public sees it."""
    for path in spellings(asked, language) if asked.is_readable else ():
        if path == request.path_info or (found := match_of(path, language)) is None:
            continue
        if asked.is_followed_by_words and not found.kwargs:
            continue
        if seen := seen_at(request, path, found, language):
            return seen
    return None


def spellings(asked: Asked, language: Language) -> Iterator[str]:
    """The addresses of ours that an address may mean, the nearest first."""
    written = (asked.rest, asked.rest.rstrip(ENDS))
    for form in dict.fromkeys(form for rest in written for form in (rest, rest.lower())):
        path = f"/{language.code}/{form}"
        if not path.endswith("/"):
            yield f"{path}/"
        yield path


def match_of(path: str, language: Language) -> ResolverMatch | None:
    """The view at ``path``, which is in a language: routes are those of the active one."""
    with override(language.code):
        try:
            return resolve(path)
        except Resolver404:
            return None


def seen_at(
    request: HttpRequest, path: str, found: ResolverMatch, language: Language
) -> str | None:
    """``path``, or where what stood there is now; None where the public sees nothing.

    A page that is about no record is seen by everybody.
    """
    with override(language.code):
        if not found.kwargs or is_seen(request, path):
            return path
        return moved_to(request, path)


def nearest_page(request: HttpRequest) -> str | None:
    """The page nearest to an address where nothing is: above it, under no other language."""
    asked, language = Asked.at(request.path_info), active()
    parts = [part for part in asked.rest.lower().split("/") if part.strip(".")][:MOST_PARTS]
    starts = [parts] if asked.language else [parts, parts[1:]]  # the first may be a language
    for start in starts:
        for count in range(len(start), 0, -1):
            path = f"/{language.code}/{'/'.join(start[:count])}/"
            found = match_of(path, language) if path != request.path_info else None
            if found is None or found.view_name in FOR_PROGRAMS:
                continue
            if seen := seen_at(request, path, found, language):
                return seen
    return None


def with_query(request: HttpRequest, path: str) -> str:
    """``path`` with what was asked for, as an address."""
    query = iri_to_uri(request.META["QUERY_STRING"].replace(ESCAPED, "&"))
    return escape_uri_path(path) + (f"?{query}" if query else "")
