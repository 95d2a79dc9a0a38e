"""Search: one normalised text per object, and the one function that normalises text and query."""

import unicodedata
from collections.abc import Iterable
from functools import reduce

from django.db.models import QuerySet
from django.utils.html import strip_tags

KATAKANA, HIRAGANA = range(0x30A1, 0x30F7), 0x3041
TO_HIRAGANA = {code: HIRAGANA + code - KATAKANA.start for code in KATAKANA}


def normalised(text: str) -> str:
    """``text`` as compared: NFKC, case-folded, katakana as hiragana, no tags, single spaces."""
    plain = unicodedata.normalize("NFKC", strip_tags(text)).casefold().translate(TO_HIRAGANA)
    return " ".join(plain.replace("\0", " ").split())


def search_text(texts: Iterable[str | None]) -> str:
    """The normalised text under which an object with these texts is found."""
    return "\n".join(dict.fromkeys(filter(None, (normalised(text or "") for text in texts))))


class SearchedQuerySet(QuerySet):
    """Objects with a ``search_text`` column."""

    def search(self, text: str):
        """Objects whose text, in any language, holds each of one or more words of ``text``."""
        words = normalised(text).split()
        if not words:
            return self.none()
        return reduce(lambda found, word: found.filter(search_text__contains=word), words, self)
