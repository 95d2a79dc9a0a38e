"""What somebody looks for, in all the forms in which a name answers to it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from editorial.finding.models import LONGEST, Form, Role, SearchName
from editorial.texts.folding import are_initials, name_key
from editorial.texts.mixed_hangul import MixedHangul, mixed_hangul
from editorial.texts.places import sought_names
from editorial.texts.sounds import pinyin_key, romaji_key
from editorial.texts.terms import Need, needs_of

#: Comes after all letters, so that what begins with a text lies between it and it with this behind.
AFTER_ALL = "\U0010ffff"


#: Of a query that are looked for within names.
MOST_WORDS = 10


@dataclass(frozen=True)
class Sought:
    """``key`` as names are compared, whole and by ``words``; ``bare`` without what a place is.

    ``needs`` are what a text has to hold.
    """

    key: str
    bare: frozenset[str]
    romaji: str
    bare_romaji: frozenset[str]
    pinyin: str
    words: tuple[str, ...]
    needs: tuple[Need, ...]
    #: Of Hangul that is typed by syllables and by first consonants.
    mixed: MixedHangul | None = None

    def __bool__(self) -> bool:
        return bool(self.key)

    def is_name(self, kind: str) -> Q:
        """That a name of a kind of record is what is sought."""
        written = [self.key, *self.bare]
        found = Q(kind=kind, form__in=[Form.WRITTEN, Form.BARE], folded__in=written)
        if by_sound := [sound for sound in (self.romaji, *self.bare_romaji) if sound]:
            found |= Q(kind=kind, form=Form.ROMAJI, folded__in=by_sound)
        return found | Q(kind=kind, form=Form.PINYIN, folded=self.pinyin or self.key)

    def begins_name(self, kind: str) -> Q:
        """That a name begins so, written or by its sound, or that its initials do.

        The kind stands in each condition, so that a database looks all of them up in the index.
        """
        ways = {Form.WRITTEN: self.key, Form.ROMAJI: self.romaji, Form.PINYIN: self.pinyin}
        if are_initials(self.key):
            ways[Form.INITIALS] = self.key
        found = Q()
        for form, begun in ways.items():
            if begun:
                found |= Q(kind=kind, form=form, **begins_so(begun))
        if self.mixed:
            narrowed = begins_so(self.mixed.initials)
            found |= Q(kind=kind, form=Form.INITIALS, name__regex=self.mixed.pattern, **narrowed)
        return found

    def in_name(self, kind: str) -> Q:
        """That a name, and not but a reading of one, has each of its words within."""
        found = Q(kind=kind, form=Form.WRITTEN) & ~Q(role=Role.READING)
        for word in self.words:
            found &= Q(folded__contains=word)
        return found

    def way_of(self, row: SearchName) -> int | None:
        """How well a row of the table answers, the less the better; None if it does not."""
        bare = row.form in (Form.WRITTEN, Form.BARE) and row.folded in self.bare
        sounds = (self.romaji, *self.bare_romaji) if row.form == Form.ROMAJI else (self.pinyin,)
        by_sound = row.form in (Form.ROMAJI, Form.PINYIN)
        begun = {Form.ROMAJI: self.romaji, Form.PINYIN: self.pinyin}.get(Form(row.form), self.key)
        ways = (
            row.form in (Form.WRITTEN, Form.BARE) and row.folded == self.key,
            bare or (by_sound and row.folded in sounds),
            row.form == Form.WRITTEN and row.folded.startswith(self.key),
            bool(begun) and row.form != Form.BARE and row.folded.startswith(begun),
            self.mixed and row.form == Form.INITIALS and re.match(self.mixed.pattern, row.name),
            row.form == Form.WRITTEN and all(word in row.folded for word in self.words),
        )
        return next((at for at, answers in enumerate(ways) if answers), None)


def begins_so(begun: str) -> dict[str, str]:
    """That what is compared begins so, which a database looks up in an index."""
    return {"folded__gte": begun, "folded__lt": begun + AFTER_ALL}


@lru_cache(maxsize=256)
def sought(text: str) -> Sought:
    """What ``text`` asks for; without a letter or digit it asks for nothing."""
    key, bare = name_key(text)[:LONGEST], sought_names(text)
    return Sought(
        key=key,
        bare=frozenset(map(name_key, bare)),
        romaji=romaji_key(text)[:LONGEST],
        bare_romaji=frozenset(map(romaji_key, bare)) - {""},
        pinyin=pinyin_key(text)[:LONGEST],
        words=tuple(dict.fromkeys(filter(None, map(name_key, text.split()))))[:MOST_WORDS],
        needs=tuple(needs_of(text)),
        mixed=mixed_hangul(text),
    )
