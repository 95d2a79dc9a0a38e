"""Cells: what a field holds as a cell of a sheet, and what a cell says as the value of a field.

In between stands the *kept* value, which JSON can hold and which is the same for everybody: days
and moments in ISO 8601, linked records under their codes. Records that the user does not see are
not named.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.history.three_way import merge_links
from editorial.languages.scripts import Doubt, doubts
from editorial.records.scope import visible
from editorial.sheets.xlsx import LONGEST_CELL, Odd, Raw, escaped
from editorial.texts.differences import caption, in_words, is_rich, language_of

Kept = str | int | float | bool

#: What stands for a record that the user does not see, and for a text that no cell can hold.
HIDDEN, TOO_LONG = "[***]", "[> 32 767]"
SEPARATORS = re.compile(r"[\s,;、，；]+")
#: Compatible ideographs have a form of their own in names; normalising would take it from them.
NORMALISED = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")

FORMULA = _("This is a formula. Write its value instead: copy it, and paste the values only.")
BROKEN = _("The cell shows an error of Excel. Write a value, or leave it empty.")
NOT_TEXT = _(
    "Excel has made a date of this text. Give the cell the format “Text”, and write it again."
)


def code_field(model: type[models.Model]) -> str:
    """The field by which people name records of ``model``: an address, a code; else the number."""
    own = (f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key)
    return next(own, model._meta.pk.name)


def composed(text: str) -> str:
    """With letters and their marks, and the letters of a Hangul syllable, as one."""
    return NORMALISED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


class Column:
    """A field as a column of a sheet; this one holds text."""

    def __init__(self, field: Any, screen: Any, request: Any) -> None:
        self.field, self.screen, self.request = field, screen, request
        self.name = field.name
        self.language = language_of(field)

    #: Whether the cells hold no text, not even an empty one.
    is_number = False

    @property
    def caption(self) -> str:
        return caption(self.field)

    @property
    def is_text(self) -> bool:
        """Whether its changes are shown word by word."""
        return True

    @property
    def is_name(self) -> bool:
        base = getattr(self.field, "translated_field", self.field)
        return bool(base.name.endswith("name"))

    def of(self, record: Any) -> Kept:
        """The kept value of a record, or of a version of one."""
        return self.kept(getattr(record, self.field.attname))

    def kept(self, value: Any) -> Kept:
        return "" if value is None else str(value)

    def cell(self, kept: Kept) -> Raw:
        """The kept value as it is written into a sheet."""
        if isinstance(kept, str):
            text = kept.replace("\r\n", "\n").replace("\0", "")
            return TOO_LONG if len(escaped(text)) > LONGEST_CELL else text
        return kept

    def written(self, kept: Kept) -> Raw:
        """The cell of an export; a number that is not known leaves no text behind."""
        return None if kept == "" and self.is_number else self.cell(kept)

    def read(self, raw: Raw) -> Kept:
        """The kept value of a cell. Raises ValidationError with words for what is no value."""
        if isinstance(raw, Odd):
            raise ValidationError(FORMULA if raw.kind == "formula" else BROKEN)
        return "" if raw is None else self.understood(raw)

    def understood(self, raw: Any) -> Kept:
        if isinstance(raw, datetime | date | time):
            raise ValidationError(NOT_TEXT)
        if isinstance(raw, bool):
            return "TRUE" if raw else "FALSE"
        if isinstance(raw, float):
            return f"{raw:.15g}"
        return composed(str(raw).replace("\r\n", "\n"))

    def same(self, one: Kept, other: Kept) -> bool:
        """Whether two kept values are the same for whoever reads them in a cell."""
        return one == other or self.comparable(one) == self.comparable(other)

    def comparable(self, kept: Kept) -> Any:
        text = str(self.cell(kept))
        return composed(text.replace("\r\n", "\n")).strip()

    def refuse(self, kept: Kept) -> None:
        """Raise ValidationError for a value that there is, but that is not the user's to choose."""

    def value(self, kept: Kept) -> Any:
        """The value of the field that the kept value stands for."""
        return None if kept == "" and not self.is_text else kept

    def put(self, record: Any, kept: Kept) -> None:
        setattr(record, self.field.attname, self.value(kept))

    def words(self, kept: Kept) -> str:
        """The kept value as a reader would say it."""
        return in_words(self.field, self.value(kept))

    def doubts(self, kept: Kept) -> list[Doubt]:
        if self.language is None or not kept:
            return []
        text = self.words(kept)
        return doubts(text, self.language, self.is_name)


class NumberColumn(Column):
    """A whole number."""

    is_text, is_number = False, True

    def kept(self, value):
        return "" if value is None else int(value)

    def comparable(self, kept):
        return kept

    def understood(self, raw):
        if isinstance(raw, str):
            raw = number_in(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float) or raw != int(raw):
            raise ValidationError(_("Write a whole number, in digits only: 1210150."))
        return int(raw)


class RealColumn(Column):
    """A number with a fraction. Spreadsheets keep 15 digits of it."""

    is_text, is_number = False, True

    def kept(self, value):
        return "" if value is None else float(value)

    def comparable(self, kept):
        return kept if kept == "" else f"{kept:.15g}"

    def understood(self, raw):
        if isinstance(raw, str):
            raw = number_in(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise ValidationError(
                _("Write a number, with a full stop before its fraction: 37.2636.")
            )
        return float(raw)


def number_in(text: str) -> Any:
    """The number that a text is in digits of any script; None if it is none, or no end to it."""
    try:
        found = float(text.strip()) if len(text) < 40 else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None


class YesNoColumn(Column):
    is_text, is_number = False, True
    said = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}

    def kept(self, value):
        return "" if value is None else bool(value)

    def comparable(self, kept):
        return kept

    def understood(self, raw):
        own = {gettext("yes").casefold(): True, gettext("no").casefold(): False}
        found = (self.said | own).get(str(raw).strip().casefold())
        if found is None:
            raise ValidationError(_("Write TRUE or FALSE."))
        return found


class DayColumn(Column):
    """A day. Written as text in ISO 8601, since Excel counts days in two ways, and none in 1889."""

    is_text = False

    def kept(self, value):
        return "" if value is None else value.isoformat()

    def comparable(self, kept):
        return kept

    def understood(self, raw):
        if isinstance(raw, datetime):
            raw = raw.date() if raw.time() == time() else None
        if isinstance(raw, str):
            raw = parsed(parse_date, raw)
        if not isinstance(raw, date):
            raise ValidationError(_("Write a day as year, month and day: 2026-05-31."))
        return raw.isoformat()

    def value(self, kept):
        return date.fromisoformat(str(kept)) if kept else None


class MomentColumn(Column):
    """A moment: kept in UTC, written in the user's time zone with its distance from UTC."""

    is_text = False

    def kept(self, value):
        return "" if value is None else value.astimezone(UTC).isoformat()

    def cell(self, kept):
        return timezone.localtime(self.value(kept)).isoformat(" ") if kept else ""

    def comparable(self, kept):
        return kept

    def understood(self, raw):
        if isinstance(raw, date) and not isinstance(raw, datetime):
            raw = datetime.combine(raw, time())
        if isinstance(raw, str):
            raw = parsed(parse_datetime, raw)
        if not isinstance(raw, datetime):
            words = _(
                "Write a moment as day and time: 2026-05-31 09:00, or 2026-05-31 09:00+09:00."
            )
            raise ValidationError(words)
        try:
            moment = timezone.make_aware(raw) if timezone.is_naive(raw) else raw
            return moment.astimezone(UTC).isoformat()
        except (OverflowError, ValueError) as error:
            raise ValidationError(_("There is no such moment.")) from error

    def value(self, kept):
        return datetime.fromisoformat(str(kept)) if kept else None


def parsed(parse: Any, text: str) -> Any:
    """What a parser of Django's makes of a text; None where it is no such thing."""
    try:
        return parse(unicodedata.normalize("NFKC", text.strip()))
    except ValueError:
        return None


class ChoiceColumn(Column):
    """One of a few words, under a name that is the same in all languages."""

    is_text = False

    def value(self, kept):
        return kept

    @property
    def offered(self) -> dict[str, str]:
        if not hasattr(self, "_offered"):
            field = self.screen.formfield_for_dbfield(self.field, self.request)
            choices = getattr(field, "choices", None) or self.field.choices
            self._offered = {str(value): str(label) for value, label in choices if value != ""}
        return self._offered

    def understood(self, raw):
        text = str(raw).strip()
        own = {str(label).casefold(): str(value) for value, label in self.field.flatchoices}
        value = own.get(text.casefold(), text)
        if value not in dict(self.field.flatchoices):
            names = ", ".join(f"{value} ({label})" for value, label in self.offered.items())
            words = _("“%(text)s” is none of: %(names)s.")
            raise ValidationError(words, params={"text": text[:40], "names": names})
        return value

    def refuse(self, kept):
        if kept and kept not in self.offered:
            raise ValidationError(_("This is not yours to choose."))


class LinkColumn(Column):
    """A linked record under its code."""

    is_text = False

    def __init__(self, field, screen, request) -> None:
        super().__init__(field, screen, request)
        self.code = code_field(field.related_model)
        self._codes: dict[Any, str] | None = None
        self._offered: dict[str, Any] | None = None

    @property
    def codes(self) -> dict[Any, str]:
        """The codes of the records that the user sees, by their keys."""
        if self._codes is None:
            seen = visible(self.field.related_model, self.request.user).order_by()
            self._codes = {key: str(code) for key, code in seen.values_list("pk", self.code)}
        return self._codes

    @cached_property
    def known(self) -> dict[str, str]:
        """The codes of the records that the user sees, as they are compared."""
        return {code.casefold(): code for code in self.codes.values()}

    @cached_property
    def keys(self) -> dict[str, Any]:
        """The keys of the records that the user sees, by their codes."""
        return {code: key for key, code in self.codes.items()}

    @property
    def offered(self) -> dict[str, Any]:
        """The keys of the records that the user's form offers, by their codes."""
        if self._offered is None:
            field = self.screen.formfield_for_dbfield(self.field, self.request)
            found = field.queryset.order_by().values_list(self.code, "pk")
            self._offered = {str(code): key for code, key in found}
        return self._offered

    def kept(self, value):
        return "" if value is None else self.codes.get(value, HIDDEN)

    def comparable(self, kept):
        return kept

    def understood(self, raw):
        code = unicodedata.normalize("NFKC", str(raw)).strip()
        if code == HIDDEN:
            return code
        if code.casefold() not in self.known:
            self.unknown([code])
        return self.known[code.casefold()]

    def unknown(self, codes: Iterable[str]) -> None:
        words = _("There is no %(kind)s “%(codes)s”, or none that you see. Write its %(code)s.")
        related = self.field.related_model._meta
        params = {
            "kind": related.verbose_name,
            "codes": ", ".join(code[:40] for code in codes),
            "code": related.get_field(self.code).verbose_name,
        }
        raise ValidationError(words, code="unknown", params=params)

    def refuse(self, kept):
        if kept and kept not in self.offered:
            raise ValidationError(_("This is not yours to choose."))

    def value(self, kept):
        return self.keys.get(str(kept))

    def words(self, kept):
        return str(kept)


class LinksColumn(LinkColumn):
    """Linked records under their codes, with commas between them."""

    def of(self, record):
        """Of what :class:`editorial.sheets.importing.Desk` has fetched for the record."""
        return self.kept(record.linked[self.name])

    def kept(self, value):
        return ", ".join(sorted(self.codes[key] for key in value if key in self.codes))

    def understood(self, raw):
        codes = [unicodedata.normalize("NFKC", c) for c in SEPARATORS.split(str(raw)) if c]
        if unknown := [code for code in codes if code.casefold() not in self.known]:
            self.unknown(unknown)
        return ", ".join(sorted({self.known[code.casefold()] for code in codes}))

    def refuse(self, kept):
        if not set(listed(kept)) <= set(self.offered):
            raise ValidationError(_("This is not yours to choose."))

    def put(self, record, kept):
        """Links are set once the record is stored; those that the user does not see stay."""
        hidden = {key for key in record.linked[self.name] if key not in self.codes}
        record.linked[self.name] = hidden | {self.keys[code] for code in listed(kept)}

    def merge(self, mine: Kept, theirs: Kept, base: Kept) -> Kept:
        """The kept value of what both sides linked."""
        merged = merge_links(*(set(listed(kept)) for kept in (mine, theirs, base)))
        return ", ".join(sorted(merged))


def listed(kept: Kept) -> list[str]:
    return SEPARATORS.split(str(kept)) if kept else []


KINDS: tuple[tuple[type[models.Field], type[Column]], ...] = (
    (models.ManyToManyField, LinksColumn),
    (models.ForeignKey, LinkColumn),
    (models.BooleanField, YesNoColumn),
    (models.IntegerField, NumberColumn),
    (models.FloatField, RealColumn),
    (models.DateTimeField, MomentColumn),
    (models.DateField, DayColumn),
    (models.CharField, Column),
    (models.TextField, Column),
)


def column_of(field: Any, screen: Any, request: Any) -> Column | None:
    """The column that holds a field; None for what no cell can hold, such as a picture."""
    if isinstance(field, models.FileField):
        return None
    if field.choices:
        return ChoiceColumn(field, screen, request)
    kind = next((kind for of, kind in KINDS if isinstance(field, of)), None)
    return kind(field, screen, request) if kind else None


def is_prose(column: Column) -> bool:
    return column.is_text and is_rich(column.field)
