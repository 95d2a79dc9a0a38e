"""Queries of addresses as they are handed on: typed in another case, with a sign stuck to them.

A form that works without a script names each of its fields, empty ones too. What a page shows is
shared by one address, without them and with each value as the site writes it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.utils.encoding import escape_uri_path

from editorial.texts.letters import INVISIBLE

#: What a sentence leaves around an address: its own marks, and brackets.
AROUND = " \t\r\n.,;:!?'\"`*<>()[]{}“”‘’«»、。，．！？；：…‥·「」『』（）【】《》〈〉"
DASHES = re.compile("[‐‑‒–—―−]")
#: What is left of ``&amp;`` where mark-up was taken for text.
ESCAPED = "amp;"
#: Parameters of every list beside its own.
COMMON = ("page",)


def bare(value: str) -> str:
    """A value without case, width, what nobody sees, and what a sentence put around it."""
    seen = unicodedata.normalize("NFKC", INVISIBLE.sub("", value))
    return DASHES.sub("-", seen).strip(AROUND).casefold()


def is_blank(value: str) -> bool:
    return not INVISIBLE.sub("", value).strip()


def meant(value: str, known: Iterable[str]) -> str:
    """The one of the ``known`` values that ``value`` means; itself, where it means none."""
    forms = {bare(one): one for one in known}
    return value if value in forms.values() else forms.get(bare(value), value)


def tidied_query(data: QueryDict, known: Mapping[str, Iterable[str]]) -> QueryDict:
    """``data`` as it is to be shared; ``known`` are the parameters of the page and their values.

    A parameter that takes any value has none. What a page does not know stays as it is.
    """
    names, found = {*known, *COMMON}, QueryDict(mutable=True)
    for given, values in data.lists():
        name = meant(given.removeprefix(ESCAPED), names)
        if name not in names:
            found.setlist(given, values)
            continue
        wanted = [meant(value, known.get(name, ())) for value in values if not is_blank(value)]
        for value in dict.fromkeys(wanted) if known.get(name) else wanted:
            found.appendlist(name, value)
    return found


def to_shared_address(request: HttpRequest, query: QueryDict) -> HttpResponseRedirect | None:
    """The way to the address that is to be shared; None where the request has it already."""
    if [*query.lists()] == [*request.GET.lists()]:
        return None
    asked = query.urlencode(safe="/")
    return HttpResponseRedirect(escape_uri_path(request.path) + (f"?{asked}" if asked else ""))
