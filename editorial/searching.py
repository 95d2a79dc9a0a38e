"""Search: one normalised text per object, and the one function that normalises text and query."""

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce
from html import unescape

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex, Substr
from django.utils.html import strip_tags

KATAKANA, HIRAGANA = range(0x30A1, 0x30F7), 0x3041
TO_HIRAGANA = {code: HIRAGANA + code - KATAKANA.start for code in KATAKANA}

#: Where a block of rich text ends, words end too; bold or a link may lie within one.
BLOCK = re.compile(r"</?(?:p|br|h\d|ul|ol|li|blockquote)\b[^>]*>")

#: Parts the names in a search text from the rest; no text has an empty line of its own.
AFTER_NAMES = "\n\n"


def plain(text: str) -> str:
    """Rich text as a reader sees it: no tags, single spaces."""
    return " ".join(unescape(strip_tags(BLOCK.sub(" ", text))).split())


def folded(text: str) -> str:
    """``text`` as compared: NFKC, case-folded, katakana as hiragana."""
    return unicodedata.normalize("NFKC", text).casefold().translate(TO_HIRAGANA)


def words_of(text: str) -> list[str]:
    """The words of a plain text or a query, as they are compared."""
    return folded(text.replace("\0", " ")).split()


def normalised(text: str) -> str:
    """A plain text in one line, as it is compared."""
    return " ".join(words_of(text))


def search_text(names: Iterable[str | None], texts: Iterable[str | None] = ()) -> str:
    """The text under which an object is found: its names, and behind an empty line its texts.

    Texts may be rich, names are not.
    """
    read = (plain(text or "") for text in texts)
    return AFTER_NAMES.join("\n".join(lines(part)) for part in (names, read))


def lines(texts: Iterable[str | None]) -> list[str]:
    """Each text as one line, as it is compared; none twice and none empty."""
    found = (normalised(text or "") for text in texts)
    return list(dict.fromkeys(filter(None, found)))


class SearchedQuerySet(QuerySet):
    """Objects with a ``search_text`` column."""

    def search(self, text: str):
        """Objects whose text, in any language, holds each of one or more words of ``text``."""
        words = dict.fromkeys(words_of(text))
        if not words:
            return self.none()
        return reduce(lambda found, word: found.filter(search_text__contains=word), words, self)

    def with_rank(self, text: str):
        """Annotates ``rank``: 0 where a name begins with ``text``, 1 where names hold its words."""
        words = list(dict.fromkeys(words_of(text)))
        phrase = " ".join(words)
        begins = Q(names__startswith=phrase) | Q(names__contains="\n" + phrase)
        holds = reduce(Q.__and__, (Q(names__contains=word) for word in words), Q())
        rank = Case(
            When(begins, then=Value(0)),
            When(holds, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        end = StrIndex("search_text", Value(AFTER_NAMES))
        return self.alias(names=Substr("search_text", 1, end)).annotate(rank=rank)
