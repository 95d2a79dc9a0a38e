"""Columns of numbers, days, moments and the like: how a cell says them, and how they are kept."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.sheets.cells import Column
from editorial.texts.days import NOT_A_DAY, parse_day, parse_moment
from editorial.texts.numbers import (
    NOT_REAL,
    NOT_WHOLE,
    parse_decimal,
    parse_real,
    parse_whole,
    plain_figure,
)

#: From here on spreadsheets, which keep 15 digits, round whole numbers.
EXACT = 10**15


class OwnWordsColumn(Column):
    """A text in which our own sentences are in the language of whoever reads the sheet."""

    def cell(self, kept):
        return super().cell(self.field.told(kept))

    def parse(self, raw):
        return self.field.kept(super().parse(raw))


class NumberColumn(Column):
    """A whole number."""

    is_text, is_number = False, True

    def kept(self, value):
        return "" if value is None else int(value)

    def comparable(self, kept):
        return kept

    def parse(self, raw):
        if isinstance(raw, str):
            raw = parse_whole(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float) or raw != int(raw):
            raise ValidationError(NOT_WHOLE)
        return int(raw)


class RealColumn(Column):
    """A number with a fraction. Spreadsheets keep 15 digits of it."""

    is_text, is_number = False, True

    def kept(self, value):
        return "" if value is None else float(value)

    def comparable(self, kept):
        return kept if kept == "" else f"{kept:.15g}"

    def parse(self, raw):
        if isinstance(raw, str):
            raw = parse_real(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise ValidationError(NOT_REAL)
        return float(raw)


class FigureColumn(Column):
    """A figure, kept to its last digit. Where spreadsheets would round it, its cell is a text."""

    is_text, is_number = False, True

    def kept(self, value):
        return "" if value is None else plain_figure(Decimal(value))

    def cell(self, kept):
        if kept == "":
            return ""
        number = float(kept)
        if plain_figure(Decimal(repr(number))) != kept or abs(number) >= EXACT:
            return kept
        return int(number) if number.is_integer() else number

    def comparable(self, kept):
        return kept

    def parse(self, raw):
        number = None
        if isinstance(raw, str):
            number = parse_decimal(raw)
        elif isinstance(raw, int | float) and not isinstance(raw, bool):
            number = Decimal(f"{raw:.15g}")
        if number is None:
            raise ValidationError(NOT_REAL)
        return plain_figure(number)

    def value(self, kept):
        return Decimal(kept) if kept else None


class YesNoColumn(Column):
    is_text, is_number = False, True
    said = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}

    def kept(self, value):
        return "" if value is None else bool(value)

    def comparable(self, kept):
        return kept

    def parse(self, raw):
        own = {gettext("yes").casefold(): True, gettext("no").casefold(): False}
        found = (self.said | own).get(str(raw).strip().casefold())
        if found is None:
            raise ValidationError(_("Enter TRUE or FALSE."))
        return found


class DayColumn(Column):
    """A day. Written as text in ISO 8601, since Excel counts days in two ways, and none in 1889."""

    is_text = False

    def kept(self, value):
        return "" if value is None else value.isoformat()

    def comparable(self, kept):
        return kept

    def parse(self, raw):
        if isinstance(raw, datetime):
            raw = raw.date() if raw.time() == time() else None
        if isinstance(raw, str | int | float) and not isinstance(raw, bool):
            raw = parse_day(f"{raw:.0f}" if isinstance(raw, float) else str(raw))
        if not isinstance(raw, date):
            raise ValidationError(NOT_A_DAY)
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

    def parse(self, raw):
        if isinstance(raw, date) and not isinstance(raw, datetime):
            raw = datetime.combine(raw, time())
        if isinstance(raw, str):
            raw = parse_moment(raw)
        if not isinstance(raw, datetime):
            words = _("Enter the date and time: 2026-05-31 09:00, or 2026-05-31 09:00+09:00.")
            raise ValidationError(words)
        try:
            moment = timezone.make_aware(raw) if timezone.is_naive(raw) else raw
            return moment.astimezone(UTC).isoformat()
        except (OverflowError, ValueError) as error:
            raise ValidationError(_("This time does not exist.")) from error

    def value(self, kept):
        return datetime.fromisoformat(str(kept)) if kept else None
