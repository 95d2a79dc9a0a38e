"""Search: one normalised text per object, and the one function that normalises text and query."""

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce
from html import unescape

from django.db import models
from django.db.models import Case, Q, Value, When
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


class Searched(models.Model):
    """An object that is found by its names, which are short, and by all that it says."""

    search_names = models.TextField(editable=False, default="", blank=True)
    search_text = models.TextField(editable=False, default="", blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.fill_search()
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        self.search_names, self.search_text = search_texts(*self.searchable())

    def searchable(self) -> tuple[list[str | None], list[str | None]]:
        """The names and the texts that the object is found by."""
        raise NotImplementedError


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


class SearchedQuerySet(models.QuerySet):
    """Searched objects."""

    def search(self, text: str):
        """Objects whose text, in any language, holds each of one or more words of ``text``."""
        words = dict.fromkeys(words_of(text))
        if not words:
            return self.none()
        return reduce(lambda found, word: found.filter(search_text__contains=word), words, self)

    def with_rank(self, text: str):
        """Annotates ``rank`` (EXACT and so on): how well the names answer to ``text``."""
        words = words_of(text)
        holds = (Q(search_names__contains=word) for word in dict.fromkeys(words))
        rank = rank_by(*line_conditions(" ".join(words)), reduce(Q.__and__, holds, Q()))
        return self.annotate(rank=rank)


#: How well something answers to what is sought: so is its name, so it begins, so a part of it is,
#: or it is only told of.
EXACT, BEGINS, HOLDS, TOLD = range(4)


def rank_by(is_name: Q, begins: Q, holds: Q) -> Case:
    """What the order of all that was found begins with: EXACT comes before BEGINS, and so on."""
    return Case(
        When(is_name, then=Value(EXACT)),
        When(begins, then=Value(BEGINS)),
        When(holds, then=Value(HOLDS)),
        default=Value(TOLD),
        output_field=models.IntegerField(),
    )


def line_conditions(phrase: str) -> tuple[Q, Q]:
    """That a line of the names is ``phrase``, and that one begins with it."""
    line = Q(search_names=phrase) | Q(search_names__startswith=f"{phrase}\n")
    line |= Q(search_names__endswith=f"\n{phrase}") | Q(search_names__contains=f"\n{phrase}\n")
    begins = Q(search_names__startswith=phrase) | Q(search_names__contains=f"\n{phrase}")
    return line, begins


def rank_among(columns: Iterable[str], text: str) -> Case:
    """The rank of what keeps its names in ``columns``, and no text that is made for the search."""
    names = list(columns)

    def some(lookup: str, sought: str) -> Q:
        return reduce(Q.__or__, (Q(**{f"{name}__{lookup}": sought}) for name in names), Q())

    words = (some("icontains", word) for word in text.split())
    phrase = text.strip()
    is_name, begins = some("iexact", phrase), some("istartswith", phrase)
    return rank_by(is_name, begins, reduce(Q.__and__, words, Q()))
