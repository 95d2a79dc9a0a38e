"""The sheet of a screen: its columns, what the user may write there, and its rows going out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.history.writing import check_values, save, touch_owners
from editorial.records.doubts import Doubt, split_doubts
from editorial.records.history import Records, versions_of
from editorial.records.scope import office_key
from editorial.sheets.cells import Kept, code_field
from editorial.sheets.columns import sheet_columns
from editorial.sheets.link_columns import LinksColumn
from editorial.sheets.row_cells import VERSION
from editorial.sheets.xlsx import Raw, SheetHeading

BATCH = 100  # records that are read, compared, or stored, at a time
CLOSED = _("You are not allowed to change this field. Restore its old value.")


class RecordSheet:
    """The records of a screen as rows of a sheet, as far as the user's powers there reach."""

    def __init__(self, screen: ScreenPages, request: StaffRequest) -> None:
        self.screen, self.request, self.model = screen, request, screen.model
        self.key = code_field(self.model)
        own = sheet_columns(screen, request)
        self.columns = {column.name: column for column in own if column.name != self.key}
        self.link_columns = [c for c in self.columns.values() if isinstance(c, LinksColumn)]
        self._closed: dict[Any, frozenset[str]] = {}

    @property
    def names(self) -> list[str]:
        return [self.key, VERSION, *self.columns]

    @property
    def key_field(self) -> Any:
        return self.model._meta.get_field(self.key)

    @property
    def headings(self) -> list[SheetHeading]:
        """Those of an export: what is closed to the user everywhere is grey."""
        closed = self.closed_columns(None)
        key = "ID" if self.key_field.primary_key else str(capfirst(self.key_field.verbose_name))
        fixed = [
            SheetHeading(self.key, key, False),
            SheetHeading(VERSION, gettext("Version"), False),
        ]
        is_open = self.screen.has_change_permission(self.request)
        return [
            *fixed,
            *(
                SheetHeading(name, column.caption, is_open and name not in closed)
                for name, column in self.columns.items()
            ),
        ]

    def export_rows(self, records: Any) -> Iterator[list[Raw]]:
        """The rows of an export, a batch of records at a time."""
        keys = list(records.values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            wanted = keys[start : start + BATCH]
            found = self.fetch(self.model._default_manager.filter(pk__in=wanted))
            for key in wanted:
                if record := found.get(key):  # gone, if somebody deleted it a moment ago
                    yield [
                        getattr(record, self.key),
                        record.version,
                        *(c.export(c.kept_of(record)) for c in self.columns.values()),
                    ]

    def closed_columns(self, record: Any) -> frozenset[str]:
        """The columns that are not the user's to change in a record, or in all of them."""
        screen, request = self.screen, self.request
        if record is None:
            return frozenset((*screen.readonly_fields, *screen.closed_texts(request, None)))
        # Powers follow from the office, the rest from the state: few pairs for many records.
        signs = (office_key(record), getattr(record, "status", None))
        sign = signs if any(signs) else record.pk
        if sign not in self._closed:
            closed = (*screen.readonly_fields, *screen.closed_fields(request, record))
            self._closed[sign] = frozenset(closed)
        return self._closed[sign]

    # Records with their links

    def new_record(self, key: str) -> Any:
        """A record that is not stored yet, under ``key`` if people name records themselves."""
        record: Any = self.model()
        record.linked = {column.name: set() for column in self.link_columns}
        if not self.key_field.primary_key:
            setattr(record, self.key, key)
        return record

    def fetch(self, records: Any) -> dict[int, Any]:
        """Records by their keys, each with the keys of what it is ``linked`` to, by column."""
        if way := getattr(self.model, "office_path", "").rpartition("__")[0]:
            records = records.select_related(way)  # of whose office the powers are
        found = {record.pk: record for record in records.order_by()}
        for record in found.values():
            record.linked = {column.name: set() for column in self.link_columns}
        for column in self.link_columns:
            through = column.field.remote_field.through
            own, other = column.field.m2m_column_name(), column.field.m2m_reverse_name()
            links = through._base_manager.filter(**{f"{own}__in": list(found)})
            for key, linked in links.values_list(own, other):
                found[key].linked[column.name].add(linked)
        return found

    def fetch_versions(self, wanted: dict[int, int]) -> dict[tuple[int, int], Any]:
        """The versions ``wanted``, one number for each key of a record, with what they linked."""
        if not wanted:
            return {}
        kept = versions_of(self.model).filter(id__in=list(wanted), version__in=wanted.values())
        found = {
            (version.id, version.version): version
            for version in kept.exclude(history_type="-").order_by("history_id")
            if wanted[version.id] == version.version
        }
        by_history = {version.history_id: version for version in found.values()}
        for version in found.values():
            version.linked = {column.name: set() for column in self.link_columns}
        for column in self.link_columns:
            other = f"{column.field.m2m_reverse_field_name()}_id"
            links = Records.m2m_models[column.field].objects.filter(history_id__in=by_history)
            for key, linked in links.values_list("history_id", other):
                by_history[key].linked[column.name].add(linked)
        return found


@dataclass(frozen=True)
class Judged:
    """What a record has against new values: errors by column, and doubts that lack a reason."""

    errors: list[tuple[str, str]]
    doubts: list[Doubt]

    def __bool__(self) -> bool:
        return bool(self.errors or self.doubts)

    @property
    def in_words(self) -> list[str]:
        return [
            *(words for _, words in self.errors),
            *(str(doubt.message) for doubt in self.doubts),
        ]


def set_cells(sheet: RecordSheet, record: Any, values: dict[str, Kept]) -> Judged:
    """Give a record new values; returns what it, or the user's screen, has against them."""
    errors: list[tuple[str, str]] = []
    for name, kept in values.items():
        column = sheet.columns[name]
        try:
            column.refuse(kept)
        except ValidationError as error:
            errors += [(name, str(words)) for words in error.messages]
        column.set_on(record, kept)
    refused = {name for name, words in errors}
    doubts: list[Doubt] = []
    try:
        check_record(sheet, record, set(values))
    except ValidationError as error:
        wrong, doubts = split_doubts(error)
        for name, messages in ValidationError(wrong).message_dict.items():
            if name not in refused:
                place = name if name in sheet.columns or name == sheet.key else ""
                errors += [(place, str(words)) for words in messages]
    return Judged(list(dict.fromkeys(errors)), doubts)


def check_record(sheet: RecordSheet, record: Any, changed: set[str]) -> None:
    """Raise ValidationError by field, as the user's form would, for what may not be stored."""
    if record.pk is None:
        closed = sheet.closed_columns(record)
        if name := next((n for n in changed if n in closed), None):
            raise ValidationError({name: CLOSED})
    check_values(record, changed)
    sheet.screen.refuse(sheet.request, record, changed)


def save_record(sheet: RecordSheet, record: Any, names: Iterable[str], reason: str) -> None:
    """Store a record whose columns ``names`` were changed, as the user who is at work."""
    record._history_user, is_new = sheet.request.user, record.pk is None
    links = {c.name: record.linked[c.name] for c in sheet.link_columns if c.name in names}
    save(record, reason, links)
    if is_new:
        touch_owners([record], reason)
    else:
        sheet.screen.follow_change(record, {*names})
