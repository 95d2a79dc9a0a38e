"""Which record a row of a sheet names: one that is there, a new one, or none that it may."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import columns as language_columns
from editorial.languages.punctuation import join_list
from editorial.records.keys import parse_key
from editorial.records.scope import changeable, visible
from editorial.sheets.models import Import, ImportRow
from editorial.sheets.record_sheet import RecordSheet
from editorial.sheets.row_cells import key_in, version_in
from editorial.texts.searching import normalised

NO_KEY = _("The row does not say which record it belongs to. Enter its %(key)s.")


class RecordChanged(Exception):
    """A record, or a rule, changed between the preview and the storing: look again."""


@dataclass
class Findings:
    """What is to be said of a row: errors and doubts, each with the column that it is about."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, name: str, error: ValidationError) -> None:
        self.errors += [(name, str(words)) for words in error.messages]

    def tell_left_out(self, name: str, words: list[str]) -> None:
        """Say what of a cell cannot be kept."""
        told = gettext("This will be left out: %(what)s.")
        self.doubts += [(name, told % {"what": each}) for each in words]


class RowRecords:
    """The records that a batch of rows names, fetched together."""

    #: Whether the rows are judged all together, and not one by one.
    are_together = False

    def __init__(self, sheet: RecordSheet) -> None:
        self.sheet, self.screen, self.request = sheet, sheet.screen, sheet.request
        self.model, self.key, self.key_field = sheet.model, sheet.key, sheet.key_field

    def fetch(self, made: Import, rows: list[ImportRow]) -> None:
        """Fetch all that ``rows`` of an import are compared with."""
        given = {self.key_of(row) for row in rows}
        is_named = not self.key_field.primary_key
        wanted = {f"{self.key}__in": [key for key in given if is_named or parse_key(key)]}
        own = changeable(self.model, self.request.user).filter(**wanted)
        found = self.sheet.fetch(own).values()
        self.records = {str(getattr(record, self.key)): record for record in found}
        taken = self.model._base_manager.filter(**wanted).values_list(self.key, flat=True)
        seen = visible(self.model, self.request.user).filter(**wanted)
        self.closed = {str(key) for key in seen.values_list(self.key, flat=True)}
        self.taken = {str(key) for key in taken} - self.closed
        self.bases = self._fetch_bases(rows)
        twins = made.rows.filter(key__in=[row.key for row in rows]).values_list("key", "number")
        self.twins: dict[str, list[int]] = defaultdict(list)
        for key, number in twins:
            self.twins[key].append(number)

    def _fetch_bases(self, rows: list[ImportRow]) -> dict[tuple[int, int], Any]:
        """The versions that rows were written from, where others have saved since."""
        wanted: dict[int, int] = {}
        for row in rows:
            record, number = self.records.get(self.key_of(row)), version_in(row)
            if record is not None and number is not None and number != record.version:
                wanted[record.pk] = number
        return self.sheet.fetch_versions(wanted)

    def key_of(self, row: ImportRow) -> str:
        """The key that a row gives, as it is in the file."""
        return key_in(row, self.key)

    def base_of(self, row: ImportRow, record: Any) -> Any:
        """The version of a record that a row was written from; None if that is not known."""
        number = version_in(row)
        return record if number == record.version else self.bases.get((record.pk, number or 0))

    def find(self, row: ImportRow, findings: Findings) -> Any:
        """The record that a row names, or a new one; None, and an error, if it may be neither."""
        words = self._refusal(row)
        if words:
            findings.errors.append((self.key, words))
            return None
        key = self.key_of(row)
        return self.records.get(key) or self.sheet.new_record(key)

    def _refusal(self, row: ImportRow) -> str:
        """Why a row may be neither a record that there is nor a new one; empty if it may."""
        key = self.key_of(row)
        others = [number for number in self.twins[row.key] if number != row.number]
        if others:
            words = gettext(
                "The record is in the file twice: see row %(rows)s. Delete one of them."
            )
            return words % {"rows": join_list(others)}
        if key in self.records:
            return ""
        if not key and not self.key_field.primary_key:
            return str(NO_KEY % {"key": self.key_field.verbose_name})
        if key in self.closed:
            return gettext("You are not allowed to change this record.")
        is_new = not version_in(row) and not self.key_field.primary_key
        if key in self.taken and is_new:
            return gettext("“%(key)s” is taken. Choose another.") % {"key": key}
        if known := self._folded_keys.get(normalised(key)):
            return gettext("Enter it as “%(key)s”, as in an export.") % {"key": known}
        if version_in(row) or (key and self.key_field.primary_key):
            return gettext(
                "This record no longer exists, or its name has changed. Export again, "
                "or empty its version to add it as a new record."
            )
        if not self.screen.has_add_permission(self.request):
            return gettext("This record does not exist, and you are not allowed to add one.")
        return ""

    @cached_property
    def _folded_keys(self) -> dict[str, str]:
        """The keys of the user's records, by how they are without width and capitals."""
        if self.key_field.primary_key:
            return {}
        records = changeable(self.model, self.request.user).order_by()
        return {normalised(key): key for key in records.values_list(self.key, flat=True)}

    def find_unchanged(self, row: ImportRow) -> Any:
        """The record that a compared row names. Raises RecordChanged if it is not as it was."""
        key = self.key_of(row)
        record = self.records.get(key)
        if record is None and row.is_new and key not in self.taken:
            record = self.sheet.new_record(key)
        if record is None or record.version != row.seen or record.pk != row.record:
            raise RecordChanged
        return record

    # Likes

    def doubt_likes(self, record: Any, findings: Findings) -> None:
        """A new record under a name that another one has may be meant to be that one."""
        for name in self._naming_columns:
            text = getattr(record, name) or ""
            if text and (like := self._keys_by_name.get(normalised(text))):
                words = gettext("“%(like)s” has this name too. Is it the same?")
                findings.doubts.append((name, words % {"like": like}))
                if self.key_field.primary_key:
                    findings.errors.append((name, gettext("Enter its ID to change it.")))
                return

    @property
    def _naming_columns(self) -> list[str]:
        naming = getattr(self.screen, "naming", None)
        return list(language_columns(naming)) if naming else []

    @cached_property
    def _keys_by_name(self) -> dict[str, str]:
        """The keys of the records that the user sees, by their names in all languages."""
        if not self._naming_columns:
            return {}
        records = visible(self.model, self.request.user).order_by()
        found: dict[str, str] = {}
        for key, *texts in records.values_list(self.key, *self._naming_columns):
            found |= {normalised(text): str(key) for text in texts if text}
        return found
