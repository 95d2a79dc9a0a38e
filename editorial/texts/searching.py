"""Texts in one line and in plain letters; and the columns by which versions up to 0.2 search.

Those are still filled, for code of the version before that runs beside: search itself is in
``editorial/finding``, and compares by ``texts/folding.py``.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from django.db import models
from django.utils.html import strip_tags

from editorial.languages import columns
from editorial.texts.letters import INVISIBLE
from editorial.texts.markup import BLOCKS

KATAKANA, HIRAGANA = range(0x30A1, 0x30F7), 0x3041
TO_HIRAGANA = {code: HIRAGANA + code - KATAKANA.start for code in KATAKANA}

#: Where a block of rich text ends, words end too; bold or a link may lie within one.
BLOCK = re.compile(rf"</?(?:br|{'|'.join(sorted(BLOCKS))})\b[^>]*>")
#: How characters are read, above them or in brackets behind: words go on beneath it.
READING = re.compile(r"<(rt|rp)\b[^>]*>.*?</\1>", re.DOTALL)


def plain(text: str) -> str:
    """Rich text as a reader sees it: no tags, single spaces, no readings above characters."""
    return " ".join(unescape(strip_tags(BLOCK.sub(" ", READING.sub("", text)))).split())


def folded(text: str) -> str:
    """``text`` as compared: what is seen of it in NFKC, case-folded, katakana as hiragana."""
    seen = INVISIBLE.sub("", text)
    return unicodedata.normalize("NFKC", seen).casefold().translate(TO_HIRAGANA)


def words_of(text: str) -> list[str]:
    """The words of a plain text or a query, as they are compared."""
    return folded(text.replace("\0", " ")).split()


def normalised(text: str) -> str:
    """A plain text in one line, as it is compared."""
    return " ".join(words_of(text))


def search_texts(names: Iterable[str | None], texts: Iterable[str | None] = ()) -> tuple[str, str]:
    """What an object is found by, as it is compared, a line for each: its names, and all it says.

    Texts may be rich, names are not.
    """
    known = list(names)
    read = (plain(text or "") for text in texts)
    return "\n".join(lines(known)), "\n".join(lines([*known, *read]))


def lines(texts: Iterable[str | None]) -> list[str]:
    """Each text as one line, as it is compared; none twice and none empty."""
    found = (normalised(text or "") for text in texts)
    return list(dict.fromkeys(filter(None, found)))


def refill(
    model: type[models.Model], names: Iterable[str], texts: Iterable[str], also: Iterable[str] = ()
) -> None:
    """Fill the search columns of all rows; for migrations, whose models know no methods of ours.

    ``names`` and ``texts`` are translated fields, ``also`` are names that are the same in all
    languages.
    """
    named = [*(column for name in names for column in columns(name)), *also]
    told = [column for name in texts for column in columns(name)]
    for row in model._default_manager.values("pk", *named, *told).iterator():
        found = search_texts([row[name] for name in named], [row[name] for name in told])
        changed = dict(zip(("search_names", "search_text"), found, strict=True))
        model._default_manager.filter(pk=row["pk"]).update(**changed)
