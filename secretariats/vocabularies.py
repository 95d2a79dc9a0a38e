"""Vocabularies: what areas are called, and are not to be called, in each language."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from editorial.languages import BY_CODE, LANGUAGES, active, columns
from editorial.texts.spellings import SpellingFinder
from secretariats.models import Area, ForbiddenVariant, ProperName

#: What a vocabulary is known by: the code of a language, or none for texts in an unknown one.
CODES = (*BY_CODE, "")
Level = ForbiddenVariant.Level


@dataclass(frozen=True)
class Variant:
    """A name not to be used, and the ones that ICLEI uses in its place, by language."""

    key: int
    area: int
    text: str
    level: str
    names: tuple[tuple[str, str], ...]
    code: str

    @property
    def is_doubt(self) -> bool:
        return self.level == Level.DOUBT

    @property
    def name(self) -> str:
        """ICLEI's name in the language of the text, or of the reader where that has none."""
        names = dict(self.names)
        return names[self.code or active().code] or names["en"]


@dataclass(frozen=True)
class Vocabulary:
    """What areas are called, and are not to be called, in the texts of one language."""

    names: SpellingFinder
    variants: SpellingFinder


#: Of each area: its key, its names in all languages, and one of its variants, if it has any.
Rows = tuple[tuple[Any, ...], ...]
VARIANT = "forbidden_variants"
OF_VARIANT = [f"{VARIANT}__{name}" for name in ("pk", "language", "text", "level")]
READ = ("pk", *columns("name"), *OF_VARIANT)


def rows_now() -> Rows:
    return tuple(Area._base_manager.order_by("pk", f"{VARIANT}__pk").values_list(*READ))


@lru_cache(maxsize=8)
def vocabularies(rows: Rows) -> dict[str, Vocabulary]:
    """The vocabulary of each language that has one, and of texts in an unknown one."""
    return {code: found for code in CODES if (found := vocabulary_in(rows, code))}


def vocabulary_in(rows: Rows, code: str) -> Vocabulary | None:
    """The vocabulary of one language; a text in an unknown one may be in any of them."""
    variants = []
    for row in rows:
        key, language, text, level = row[-4:]
        if key is not None and (not language or not code or language == code):
            names = zip(BY_CODE, row[1:-4], strict=True)
            variants.append((text, Variant(key, row[0], text, level, tuple(names), code)))
    if not variants:
        return None
    return Vocabulary(SpellingFinder(names_in(rows, code)), SpellingFinder(variants))


def names_in(rows: Rows, code: str) -> set[tuple[str, int]]:
    """The names of the areas in one language, each with the key of its area."""
    wanted = [at for at, language in enumerate(LANGUAGES, 1) if code in ("", language.code)]
    return {(row[at], row[0]) for row in rows for at in wanted if row[at]}


def renamed(rows: Rows, area: Area) -> Rows:
    """The rows with the names that an area is about to get."""
    names = tuple(getattr(area, name) or "" for name in columns("name"))
    return tuple((row[0], *names, *row[-4:]) if row[0] == area.pk else row for row in rows)


def proper_names_now() -> dict[str, SpellingFinder]:
    """The proper names in which variants pass, by language. This causes one query."""
    return proper_names_of(tuple(ProperName.objects.values_list("text", "area", "language")))


@lru_cache(maxsize=8)
def proper_names_of(rows: tuple[tuple[str, int, str], ...]) -> dict[str, SpellingFinder]:
    return {
        code: SpellingFinder(
            (text, area)
            for text, area, language in rows
            if not language or not code or language == code
        )
        for code in CODES
    }
