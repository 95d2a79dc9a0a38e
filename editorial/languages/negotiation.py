"""Which of the five languages a visitor gets where the address doesn't say."""

from itertools import takewhile

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from editorial.languages import BY_CODE, ENGLISH, LANGUAGES, Language

#: BCP 47 subtags of the places whose Chinese readers read traditional, and simplified characters;
#: a script that is named goes before a place.
TRADITIONAL = {"tw", "hk", "mo"}
SIMPLIFIED = {"cn", "sg", "my"}
#: The Chinese languages, which share two scripts: as languages of their own (``yue``) and in the
#: old manner behind ``zh`` (``zh-yue``, ``zh-min-nan``). Where nothing is said of the script, it is
#: what most of those who choose the tag read: Cantonese in Hong Kong, Southern Min and Hakka in
#: Chinese Taipei, where alone browsers offer them.
WRITTEN_TRADITIONAL = {"yue", "nan", "hak", "hakka", "lzh"}
WRITTEN_SIMPLIFIED = {
    *("zh", "zho", "chi", "cmn", "wuu", "gan", "hsn", "cdo", "cjy", "cnp", "cpx", "csp", "czh"),
    *("czo", "mnp", "luh", "hnm", "sjc"),
}
CHINESE = WRITTEN_TRADITIONAL | WRITTEN_SIMPLIFIED
ANY = "*"


def negotiated(request: HttpRequest) -> Language:
    """The language that the visitor once chose, or the best of those the browser asks for."""
    remembered = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return BY_CODE.get(remembered) or best_language(request.headers.get("Accept-Language", ""))


def best_language(accepted: str) -> Language:
    """The best language for an Accept-Language header (RFC 9110), English where none is ours.

    A ``*`` means the first of ours that the header does not name.
    """
    wanted = parse_accept_lang_header(accepted.replace("_", "-"))
    named = {spoken_as(tag) for tag, _priority in wanted}
    for tag, priority in wanted:
        unnamed = (language for language in LANGUAGES if language not in named)
        language = next(unnamed, None) if tag == ANY else spoken_as(tag)
        if language and priority > 0:
            return language
    return ENGLISH


def spoken_as(tag: str) -> Language | None:
    """Our language for a BCP 47 tag, or for one as programs write it: ``zh_TW``."""
    primary, *others = tag.lower().replace("_", "-").split("-")
    if primary not in CHINESE:
        return BY_CODE.get(primary)
    subtags = list(takewhile(lambda subtag: len(subtag) > 1, others))  # up to an extension
    return BY_CODE[f"zh-{script_of_chinese([primary, *subtags])}"]


def script_of_chinese(subtags: list[str]) -> str:
    """``hant`` or ``hans``: as a tag of Chinese says, by its place, or by the language it names."""
    said = [subtag for subtag in subtags if subtag in ("hant", "hans")]
    if said:
        return said[0]
    for places, script in ((TRADITIONAL, "hant"), (SIMPLIFIED, "hans")):
        if not places.isdisjoint(subtags):
            return script
    return "hans" if WRITTEN_TRADITIONAL.isdisjoint(subtags) else "hant"
