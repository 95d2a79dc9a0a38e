"""Designations: an area has the name that ICLEI gives it, and no public text has another.

What not to write is listed with the area, for texts in one language or in all. A name that is
forbidden is an objection, one in doubt a question. Everything is read from the database in one
query for each record that is validated, and in one for all where many are.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext

from editorial.history.screen import page_address
from editorial.languages import BY_CODE
from editorial.records.doubts import CHECKS as DOUBT_CHECKS
from editorial.records.doubts import Doubt
from editorial.records.history import author_of, versions_of
from editorial.records.wording import CHECKS, Allowance, Guarded, Objection, Worded, once, texts_of
from editorial.texts.differences import caption
from editorial.texts.passages import Found, Marked
from secretariats.models import Area, DesignationException
from secretariats.scopes import scope_of
from secretariats.vocabularies import (
    Variant,
    Vocabulary,
    proper_names_now,
    renamed,
    rows_now,
    vocabularies,
)

#: What the questions of this check are called where answers are kept.
CODE = "designation"


@dataclass(frozen=True)
class Held:
    """A name not to be used that stands in a text: all variants that it is, and where it stands."""

    text: Worded
    variants: tuple[Variant, ...]
    start: int
    end: int

    @property
    def variant(self) -> Variant:
        """The one that is told: a forbidden one before one in doubt."""
        return min(self.variants, key=lambda variant: variant.is_doubt)

    @property
    def passage(self) -> tuple[str, str, str]:
        return self.text.reading.passage(self.start, self.end)

    @property
    def sentence(self) -> str:
        """The letters of the name, and of the sentence in which it stands."""
        letters = self.text.letters
        # One that ends with an “@” ends at no place of a letter.
        first, last = (bisect_left(letters.places, at) for at in (self.start, self.end - 1))
        name = letters.text[first : last + 1]
        return f"{name}\0{letters.sentence(first, last + 1)}"

    def told(self) -> Marked:
        words = {"where": self.text.caption, "name": self.variant.name, "held": self.passage[1]}
        if self.variant.is_doubt:
            sentence = gettext("%(where)s: ICLEI writes “%(name)s”. Give a reason for “%(held)s”.")
        else:
            sentence = gettext("%(where)s: ICLEI writes “%(name)s”, not “%(held)s”.")
        return Marked(sentence % words, self.passage, self.text.tag)


def held_in(vocabulary: Vocabulary, text: Worded, proper_names: Any) -> list[Held]:
    """The names not to be used in a text, each variant once, but inside names that may hold them.

    A variant passes inside the name of its own area, and inside a proper name that is longer; and
    where a word of the list of proper names, which holds no variant itself, ends inside it.
    """
    found = vocabulary.variants.all(text.letters)
    own, proper = vocabulary.names.all(text.letters), proper_names.all(text.letters)
    words = [one for one in proper if not any(variant.lies_in(one) for variant in found)]
    found = [
        one
        for one in found
        if not is_excused(one, [*own, *proper]) and not begins_in_word(one, words)
    ]
    longest = [one for one in found if not lies_in_any(one, found)]
    spans: dict[tuple[int, int], list[Variant]] = {}
    for one in longest:
        spans.setdefault((one.start, one.end), []).append(one.means)
    return [Held(text, tuple(means), *span) for span, means in sorted(spans.items())]


def is_excused(one: Found, excuses: Iterable[Found]) -> bool:
    """Whether a variant stands inside the name of its own area, or a proper name of it."""
    return any(
        excuse.means == one.means.area and one.lies_in(excuse) and excuse.length > one.length
        for excuse in excuses
    )


def begins_in_word(one: Found, words: Iterable[Found]) -> bool:
    """Whether what looks like a variant begins inside another word: 海外|蒙古 holds no 外蒙古."""
    return any(
        word.means == one.means.area and word.start < one.start < word.end < one.end
        for word in words
    )


def lies_in_any(one: Found, others: Iterable[Found]) -> bool:
    """Whether a longer passage holds this one."""
    return any(one.lies_in(other) and not other.lies_in(one) for other in others)


def held_by(obj: Any) -> list[Held]:
    """All names not to be used in the texts of a record, but those that were allowed."""
    texts = texts_of(obj)
    if not texts:
        return []
    rows = once("designations", rows_now)
    known = vocabularies(renamed(rows, obj) if isinstance(obj, Area) else rows)
    suspects = [text for text in texts if text.code in known and is_suspect(known, text)]
    names = once("proper names", proper_names_now) if suspects else {}
    held = [one for text in suspects for one in held_in(known[text.code], text, names[text.code])]
    allowed = allowed_in(obj) if held else set()
    return [one for one in held if not allowed & {(one.text.column, v.key) for v in one.variants}]


def is_suspect(known: dict[str, Vocabulary], text: Worded) -> bool:
    """Whether the letters of a text may hold a name not to be used: most hold none."""
    return known[text.code].variants.may_find(text.letters_alone)


def each_once(found: Iterable[Held]) -> Iterator[Held]:
    """Of each variant in each text the first place."""
    seen: set[tuple[str, int]] = set()
    for one in found:
        sign = (one.text.column, one.variant.key)
        if sign not in seen:
            seen.add(sign)
            yield one


class Designations:
    """No text holds a name that ICLEI does not use, unless that was allowed for this text."""

    def objections(self, obj: Any) -> Iterator[Objection]:
        forbidden = [one for one in held_by(obj) if not one.variant.is_doubt]
        for one in each_once(forbidden):
            yield Objection(one.text, one.told(), where_to_allow(obj, one.text, one.variant))

    def doubts(self, obj: Any) -> Iterator[Doubt]:
        """Those in doubt: once for each sentence; asked when the public is to read them."""
        if not isinstance(obj, Guarded):
            return
        is_asked = obj.is_meant_for_the_public()
        doubtful = [one for one in held_by(obj) if one.variant.is_doubt]
        for one in {(one.text.column, one.sentence): one for one in reversed(doubtful)}.values():
            yield Doubt(
                CODE,
                one.text.column,
                one.text.caption,
                one.passage[1],
                one.told(),
                one.sentence,
                is_asked,
                obj,
            )

    def allowances(self, obj: Any) -> Iterator[Allowance]:
        given = DesignationException.objects.of(obj).select_related("variant")
        for exception in given.order_by("pk"):
            yield allowance(obj, exception)

    def may_allow(self, user: Any) -> bool:
        return scope_of(user).regional


def allowed_in(obj: Any) -> set[tuple[str, int]]:
    """The columns of a record, each with the variant that it may hold."""
    if obj.pk is None:
        return set()
    given = DesignationException.objects.of(obj)
    return {(exception.column, exception.variant_id) for exception in given}


def where_to_allow(obj: Any, text: Worded, variant: Variant) -> str:
    """The screen that asks for the reason; empty for what is not stored yet."""
    if obj.pk is None:
        return ""
    place = {
        "kind": obj._meta.label_lower,
        "key": obj.pk,
        "field": text.name,
        "language": text.code,
        "variant": variant.key,
    }
    address = page_address(DesignationException, "add")
    return f"{address}?{urlencode(place)}"


def allowance(obj: Any, exception: DesignationException) -> Allowance:
    given = versions_of(DesignationException).filter(id=exception.pk).last()
    language = BY_CODE.get(exception.language)
    return Allowance(
        caption(obj._meta.get_field(exception.column)),
        exception.variant.text,
        language.tag if language else "",
        author_of(given),
        given and given.history_date,
        exception.reason,
        page_address(DesignationException, "change", exception.pk),
    )


CHECKS.append(Designations())
DOUBT_CHECKS.append(Designations())
