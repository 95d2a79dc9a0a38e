"""Designations: an area has the name that ICLEI gives it, and no public text has another.

What not to write is listed with the area, language by language. Everything is read from the
database in one query for each record that is validated, and in one for all where many are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext

from editorial.history.screen import page_address
from editorial.languages import BY_CODE, LANGUAGES, Language, column, columns
from editorial.records.history import author_of, versions_of
from editorial.records.wording import CHECKS, Allowance, Objection, Worded, once
from editorial.texts.differences import caption
from editorial.texts.passages import Found, Marked
from editorial.texts.spellings import SpellingFinder
from secretariats.models import Area, DesignationException
from secretariats.scopes import scope_of


@dataclass(frozen=True)
class Variant:
    """A name not to be used, and the one that ICLEI uses in its place."""

    key: int
    area: int
    language: str
    text: str
    name: str


@dataclass(frozen=True)
class Vocabulary:
    """What areas are called, and are not to be called, in one language."""

    names: SpellingFinder
    variants: SpellingFinder

    def held(self, text: Worded) -> list[tuple[Marked, Variant]]:
        """The variants in a text, each with the sentence that says where it stands."""
        if not self.variants.may_find(text.letters_alone):
            return []
        reading = text.reading
        named = self.names.all(text.letters)
        found = [one for one in self.variants.all(text.letters) if not is_own_name(one, named)]
        longest = [one for one in found if not lies_in_any(one, found)]
        first = {one.means: one for one in reversed(longest)}
        return [
            (told(text, one.means, reading.passage(one.start, one.end)), one.means)
            for one in sorted(first.values(), key=lambda one: one.start)
        ]


def is_own_name(one: Found, named: Iterable[Found]) -> bool:
    """Whether a variant stands inside the name of its own area."""
    return lies_in_any(one, [name for name in named if name.means == one.means.area])


def lies_in_any(one: Found, others: Iterable[Found]) -> bool:
    """Whether a longer passage holds this one."""
    return any(one.lies_in(other) and not other.lies_in(one) for other in others)


def told(text: Worded, variant: Variant, passage: tuple[str, str, str]) -> Marked:
    words = {"where": text.caption, "name": variant.name, "held": passage[1]}
    sentence = gettext("%(where)s: ICLEI writes “%(name)s”, not “%(held)s”.") % words
    return Marked(sentence, passage, text.language.tag)


#: Of each area: its key, its names in all languages, and one of its variants, if it has any.
Rows = tuple[tuple[Any, ...], ...]
VARIANT = "forbidden_variants"
READ = ("pk", *columns("name"), f"{VARIANT}__pk", f"{VARIANT}__language", f"{VARIANT}__text")


def rows_now() -> Rows:
    return tuple(Area._base_manager.order_by("pk", f"{VARIANT}__pk").values_list(*READ))


@lru_cache(maxsize=8)
def vocabularies(rows: Rows) -> dict[str, Vocabulary]:
    """The vocabulary of each language that has one."""
    variants: dict[str, list[Variant]] = {}
    for row in rows:
        key, code, text = row[-3:]
        if key is not None:
            names = dict(zip((language.code for language in LANGUAGES), row[1:-3], strict=True))
            name = names[code] or names["en"]
            variants.setdefault(code, []).append(Variant(key, row[0], code, text, name))
    return {
        code: Vocabulary(
            SpellingFinder(names_in(rows, BY_CODE[code])),
            SpellingFinder((variant.text, variant) for variant in listed),
        )
        for code, listed in variants.items()
    }


def names_in(rows: Rows, language: Language) -> set[tuple[str, int]]:
    """The names of the areas in one language, each with the key of its area."""
    at = 1 + LANGUAGES.index(language)
    return {(row[at], row[0]) for row in rows if row[at]}


def renamed(rows: Rows, area: Area) -> Rows:
    """The rows with the names that an area is about to get."""
    names = tuple(getattr(area, name) or "" for name in columns("name"))
    return tuple((row[0], *names, *row[-3:]) if row[0] == area.pk else row for row in rows)


class Designations:
    """No text holds a name that ICLEI does not use, unless that was allowed for this text."""

    def objections(self, obj: Any, texts: list[Worded]) -> Iterator[Objection]:
        if not texts:
            return
        rows = once("designations", rows_now)
        known = vocabularies(renamed(rows, obj) if isinstance(obj, Area) else rows)
        held = [
            (text, message, variant)
            for text in texts
            if (vocabulary := known.get(text.language.code))
            for message, variant in vocabulary.held(text)
        ]
        allowed = allowed_in(obj) if held else set()
        for text, message, variant in held:
            if (text.name, variant.key) not in allowed:
                yield Objection(text, message, where_to_allow(obj, text, variant))

    def allowances(self, obj: Any) -> Iterator[Allowance]:
        given = DesignationException.objects.of(obj).select_related("variant")
        for exception in given.order_by("pk"):
            yield allowance(obj, exception)

    def may_allow(self, user: Any) -> bool:
        return scope_of(user).regional


def allowed_in(obj: Any) -> set[tuple[str, int]]:
    """The texts of a record, each with the variant that it may hold."""
    if obj.pk is None:
        return set()
    return set(DesignationException.objects.of(obj).values_list("field", "variant_id"))


def where_to_allow(obj: Any, text: Worded, variant: Variant) -> str:
    """The screen that asks for the reason; empty for what is not stored yet."""
    if obj.pk is None:
        return ""
    place = {
        "kind": obj._meta.label_lower,
        "key": obj.pk,
        "field": text.name,
        "language": text.language.code,
        "variant": variant.key,
    }
    address = page_address(DesignationException, "add")
    return f"{address}?{urlencode(place)}"


def allowance(obj: Any, exception: DesignationException) -> Allowance:
    given = versions_of(DesignationException).filter(id=exception.pk).last()
    language = BY_CODE[exception.language]
    return Allowance(
        caption(obj._meta.get_field(column(exception.field, language))),
        exception.variant.text,
        language.tag,
        author_of(given),
        given and given.history_date,
        exception.reason,
        page_address(DesignationException, "change", exception.pk),
    )


CHECKS.append(Designations())
