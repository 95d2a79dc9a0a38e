"""Which of the five languages a visitor gets where the address doesn't say."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from editorial.languages import BY_CODE, ENGLISH, Language

#: BCP 47 subtags of readers of traditional characters.
TRADITIONAL = {"hant", "tw", "hk", "mo"}


def negotiated(request: HttpRequest) -> Language:
    """The language that the visitor once chose, or the best of those the browser asks for."""
    remembered = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return BY_CODE.get(remembered) or best_language(request.headers.get("Accept-Language", ""))


def best_language(accepted: str) -> Language:
    """The best language for an Accept-Language header (RFC 9110), English where none is ours."""
    for tag, priority in parse_accept_lang_header(accepted):
        language = spoken_as(tag)
        if language and priority > 0:
            return language
    return ENGLISH


def spoken_as(tag: str) -> Language | None:
    """Our language for a BCP 47 tag; Chinese that doesn't say which is simplified."""
    primary, *subtags = tag.lower().split("-")
    if primary != "zh":
        return BY_CODE.get(primary)
    traditional = "hans" not in subtags and not TRADITIONAL.isdisjoint(subtags)
    return BY_CODE["zh-hant" if traditional else "zh-hans"]
