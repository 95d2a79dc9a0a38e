"""What somebody looks for, in all the forms in which a name answers to it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from editorial.finding.borne import Way
from editorial.finding.models import LONGEST, Form, Role, SearchName
from editorial.texts.folding import are_initials, name_key
from editorial.texts.mixed_hangul import MixedHangul, mixed_hangul
from editorial.texts.places import sought_names
from editorial.texts.sounds import pinyin_key, romaji_key
from editorial.texts.terms import Need, needs_of

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

    def is_name(self) -> list[Way]:
        """That a name is what is sought."""
        found = [Way.is_one_of((Form.WRITTEN, Form.BARE), (self.key, *self.bare))]
        if by_sound := tuple(sound for sound in (self.romaji, *self.bare_romaji) if sound):
            found.append(Way.is_one_of((Form.ROMAJI,), by_sound))
        return [*found, Way.is_one_of((Form.PINYIN,), (self.pinyin or self.key,))]

    def begins_name(self) -> list[Way]:
        """That a name begins so, written or by its sound, or that its initials do."""
        ways = {Form.WRITTEN: self.key, Form.ROMAJI: self.romaji, Form.PINYIN: self.pinyin}
        if are_initials(self.key):
            ways[Form.INITIALS] = self.key
        found = [Way.begins(form, begun) for form, begun in ways.items() if begun]
        if self.mixed:
            narrowed = Way.begins(Form.INITIALS, self.mixed.initials)
            found.append(narrowed.with_pattern(self.mixed.pattern))
        return found

    def in_name(self) -> list[Way]:
        """That a name, and not but a reading of one, has each of its words within."""
        return [Way.holds(Form.WRITTEN, self.words, but=Role.READING)]

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
