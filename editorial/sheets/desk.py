"""A sheet beside the records of a screen: what a row names, what it would change, what is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as Clock
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.history.three_way import Merge, merge
from editorial.history.writing import check_values, save
from editorial.languages import columns as language_columns
from editorial.records.history import Records, versions_of
from editorial.records.keys import parse_key, parse_version
from editorial.records.scope import office_key
from editorial.sheets.cells import HIDDEN, Column, Kept, LinksColumn, code_field, column_of
from editorial.sheets.models import Import, ImportRow
from editorial.sheets.xlsx import Heading, Odd, Raw
from editorial.texts.searching import normalised

Outcome, Choice, State = ImportRow.Outcome, ImportRow.Choice, Import.State


#: The name of the column that says from which version of its record a row was written.
VERSION = "version"


BATCH = 100  # rows that are compared, or stored, at a time


NO_KEY = _("The row names no record. Write its %(key)s.")


CLOSED = _("This is not yours to change. Write again what stood there.")


class Moved(Exception):
    """A record, or a rule, changed between the preview and the storing: look again."""


@dataclass
class Findings:
    """What is to be said of a row: errors and doubts, each with the column that it is about."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, name: str, error: ValidationError) -> None:
        self.errors += [(name, str(words)) for words in error.messages]


def sheet_columns(screen: Any, request: Any) -> list[Column]:
    """The columns of a screen's sheet: what its form shows, as far as a cell can hold it."""
    opts = screen.model._meta
    names = [
        name
        for label, options in screen.own_fieldsets(request, None)
        for name in options["fields"]
        if isinstance(name, str)
    ]
    known = {f.name: f for f in (*opts.concrete_fields, *opts.many_to_many)}
    found = (column_of(known[name], screen, request) for name in names if name in known)
    return [column for column in found if column is not None]


class Desk:
    """Where rows and records lie side by side, as far as a user's screen reaches."""

    def __init__(self, screen: Any, request: Any) -> None:
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
    def headings(self) -> list[Heading]:
        """Those of an export: what is closed to the user everywhere is grey."""
        closed = self.closed(None)
        key = "ID" if self.key_field.primary_key else str(capfirst(self.key_field.verbose_name))
        fixed = [Heading(self.key, key, False), Heading(VERSION, gettext("Version"), False)]
        is_open = self.screen.has_change_permission(self.request)
        return [
            *fixed,
            *(
                Heading(name, column.caption, is_open and name not in closed)
                for name, column in self.columns.items()
            ),
        ]

    def exported(self, records: Any) -> Iterator[list[Raw]]:
        """The rows of an export, a batch of records at a time."""
        keys = list(records.values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            wanted = keys[start : start + BATCH]
            found = self.fetched(self.model._default_manager.filter(pk__in=wanted))
            for key in wanted:
                if record := found.get(key):  # gone, if somebody deleted it a moment ago
                    yield [
                        getattr(record, self.key),
                        record.version,
                        *(c.written(c.of(record)) for c in self.columns.values()),
                    ]

    def fetched(self, records: Any) -> dict[int, Any]:
        """Records by their keys, each with the keys of what it is linked to."""
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

    def closed(self, record: Any) -> frozenset[str]:
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

    # Comparing

    def lay_out(self, made: Import, rows: list[ImportRow]) -> None:
        """Fetch all that a batch of rows is compared with."""
        given = {self.raw_key(row) for row in rows}
        is_named = not self.key_field.primary_key
        wanted = [key for key in given if is_named or parse_key(key)]
        named = {f"{self.key}__in": wanted}
        manager = self.model._default_manager
        changeable = manager.changeable_by(self.request.user).filter(**named)
        self.records = {
            str(getattr(record, self.key)): record for record in self.fetched(changeable).values()
        }
        taken = self.model._base_manager.filter(**named).values_list(self.key, flat=True)
        self.taken = {str(key) for key in taken} - set(self.records)
        self.bases = self.versions(rows)
        twins = made.rows.filter(key__in=[row.key for row in rows]).values_list("key", "number")
        self.twins: dict[str, list[int]] = defaultdict(list)
        for key, number in twins:
            self.twins[key].append(number)

    def versions(self, rows: Iterable[ImportRow]) -> dict[tuple[int, int], Any]:
        """The versions that rows were written from, where others have saved since."""
        wanted: dict[int, int] = {}
        for row in rows:
            record, number = self.records.get(self.raw_key(row)), self.version_in(row)
            if record is not None and number not in (None, record.version):
                wanted[record.pk] = number
        return self.past(wanted)

    def past(self, wanted: dict[int, int]) -> dict[tuple[int, int], Any]:
        """The versions with these numbers of the records with these keys."""
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

    def raw_key(self, row: ImportRow) -> str:
        return key_text(raw_of(row.cells.get(self.key)))

    def version_in(self, row: ImportRow) -> int | None:
        """The number of the version that a row was written from; None if it does not say."""
        return parse_version(key_text(raw_of(row.cells.get(VERSION))))

    def judge(self, row: ImportRow) -> None:
        """Note what the row would change, and what is wrong with it."""
        row.changes, row.conflicts, row.record, row.seen = {}, {}, None, 0
        findings = Findings()
        if record := self.record_of(row, findings):
            self.compare(row, record, findings)
        row.errors, row.doubts = findings.errors, findings.doubts
        row.outcome = outcome_of(row, record)
        if row.outcome != Outcome.CONFLICT and row.choice in (Choice.MINE, Choice.THEIRS):
            row.choice = Choice.OPEN

    def record_of(self, row: ImportRow, findings: Findings) -> Any:
        """The record that a row names, or a new one; None if it may be neither."""
        key, words = self.raw_key(row), None
        others = [number for number in self.twins[row.key] if number != row.number]
        if others:
            numbers = ", ".join(map(str, others))
            words = gettext(
                "The record is in the file twice: see row %(rows)s. Delete one of them."
            )
            words = words % {"rows": numbers}
        elif key in self.records:
            return self.records[key]
        elif not key and not self.key_field.primary_key:
            words = NO_KEY % {"key": self.key_field.verbose_name}
        elif key in self.taken:
            words = gettext("This record is not yours to change.")
        elif known := self.known_as(key):
            words = gettext("Write it as “%(key)s”, as in an export.") % {"key": known}
        elif self.version_in(row) or (key and self.key_field.primary_key):
            words = gettext(
                "There is no such record any more, or it has another name now. Export again; or "
                "empty its version, to add it anew."
            )
        elif not self.screen.has_add_permission(self.request):
            words = gettext("There is no such record, and you may not add one.")
        else:
            return self.new(key)
        findings.errors.append((self.key, str(words)))
        return None

    def known_as(self, key: str) -> str | None:
        """The key of a record that is written as ``key`` but for width or capitals."""
        return self.folded_keys.get(normalised(key))

    @cached_property
    def folded_keys(self) -> dict[str, str]:
        if self.key_field.primary_key:
            return {}
        records = self.model._default_manager.changeable_by(self.request.user).order_by()
        return {normalised(key): key for key in records.values_list(self.key, flat=True)}

    def new(self, key: str) -> Any:
        record = self.model()
        record.linked = {column.name: set() for column in self.link_columns}
        if not self.key_field.primary_key:
            setattr(record, self.key, key)
        return record

    def compare(self, row: ImportRow, record: Any, findings: Findings) -> None:
        """Cell by cell: what the file says, what it was written from, and what is stored."""
        row.record, row.seen = record.pk, record.version
        number = self.version_in(row)
        base = record if number == record.version else self.bases.get((record.pk, number or 0))
        closed = self.closed(record) if record.pk else self.closed(None)
        for name, column in self.columns.items():
            if name not in row.cells:
                continue
            try:
                mine = column.read(raw_of(row.cells[name]))
            except ValidationError as error:
                findings.refuse(name, error)
                continue
            theirs = column.of(record)
            before = None if base is None else column.of(base)
            outcome = merge(mine, theirs, before, column.same)
            if outcome in (Merge.SAME, Merge.TAKE):
                continue
            if mine == "" and (record.pk is None or base is None):
                continue  # an empty cell of a row that nobody exported empties nothing
            if name in closed or theirs == HIDDEN:
                findings.errors.append((name, str(CLOSED)))
            elif record.pk is None or outcome is Merge.KEEP:
                row.changes[name] = [theirs, mine]
            elif before is not None and isinstance(column, LinksColumn):
                row.changes[name] = [theirs, column.merge(mine, theirs, before)]
            else:
                row.conflicts[name] = [theirs, mine]
        self.try_on(row, record, findings)

    def try_on(self, row: ImportRow, record: Any, findings: Findings) -> None:
        """Let the record judge its new values, which may set them right."""
        wanted = {**row.changes, **row.conflicts}
        if not wanted and record.pk is not None:
            return
        refused = {name for name, words in findings.errors}
        values = {name: new for name, (old, new) in wanted.items()}
        findings.errors += [e for e in self.put(record, values) if e[0] not in refused]
        for name in wanted:
            column, cells = (
                self.columns[name],
                row.changes if name in row.changes else row.conflicts,
            )
            cells[name] = [cells[name][0], column.of(record)]
            for doubt in column.doubts(cells[name][1]):
                told = findings.errors if doubt.is_error else findings.doubts
                told.append((name, doubt.words))
            if column.same(*cells[name]):
                del cells[name]
        if record.pk is None:
            self.look_for_likes(record, findings)

    def put(self, record: Any, values: dict[str, Kept]) -> list[tuple[str, str]]:
        """Give a record its new values; returns what it, or the user's screen, has against them."""
        errors: list[tuple[str, str]] = []
        for name, kept in values.items():
            column = self.columns[name]
            try:
                column.refuse(kept)
            except ValidationError as error:
                errors += [(name, str(words)) for words in error.messages]
            column.put(record, kept)
        refused = {name for name, words in errors}
        try:
            self.check(record, set(values))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                if name not in refused:
                    errors += [(self.told_of(name), str(words)) for words in messages]
        return list(dict.fromkeys(errors))

    def told_of(self, name: str) -> str:
        """The column that an error is about; none for one of the record as a whole."""
        return name if name in self.columns or name == self.key else ""

    def check(self, record: Any, changed: set[str]) -> None:
        """Raise ValidationError by field, as the user's form would, for what may not be stored."""
        if record.pk is None:
            opened = self.closed(record)
            if name := next((n for n in changed if n in opened), None):
                raise ValidationError({name: CLOSED})
        check_values(record, changed)
        self.screen.refuse(self.request, record, changed)

    def look_for_likes(self, record: Any, findings: Findings) -> None:
        """A new record under a name that another one has may be meant to be that one."""
        for name, text in self.namings(record):
            if text and (like := self.names_taken.get(normalised(text))):
                words = gettext("“%(like)s” has this name too. Is it the same?")
                findings.doubts.append((name, words % {"like": like}))
                if self.key_field.primary_key:
                    findings.errors.append((name, gettext("Write its ID to change it.")))
                return

    def namings(self, record: Any) -> list[tuple[str, str]]:
        naming = getattr(self.screen, "naming", None)
        return [(n, getattr(record, n) or "") for n in language_columns(naming)] if naming else []

    @cached_property
    def names_taken(self) -> dict[str, str]:
        records = self.model._default_manager.visible_to(self.request.user).order_by()
        found: dict[str, str] = {}
        if naming := getattr(self.screen, "naming", None):
            for key, *texts in records.values_list(self.key, *language_columns(naming)):
                found |= {normalised(text): str(key) for text in texts if text}
        return found

    # Storing

    def store(self, row: ImportRow, reason: str) -> None:
        """Save the record with what the row changes. Raises Moved if that is not as it was."""
        record = self.records.get(self.raw_key(row))
        if record is None and row.outcome == Outcome.NEW and self.raw_key(row) not in self.taken:
            record = self.new(self.raw_key(row))
        if record is None or record.version != row.seen or record.pk != row.record:
            raise Moved
        wanted = row.changes | (row.conflicts if row.choice == Choice.MINE else {})
        if not wanted and record.pk:
            return
        closed = self.closed(record) if record.pk else self.closed(None)
        values = {name: new for name, (old, new) in wanted.items()}
        if closed & set(wanted) or self.put(record, values):
            raise Moved
        self.save(record, wanted, reason)
        row.record, row.made_version, row.done = record.pk, record.version, wanted

    def save(self, record: Any, names: Iterable[str], reason: str) -> None:
        record._history_user = self.request.user
        links = {c.name: record.linked[c.name] for c in self.link_columns if c.name in names}
        save(record, reason, links)


def outcome_of(row: ImportRow, record: Any) -> str:
    if row.errors:
        return Outcome.ERROR
    if record.pk is None:
        return Outcome.NEW
    if row.conflicts:
        return Outcome.CONFLICT
    return Outcome.CHANGED if row.changes else Outcome.UNCHANGED


def key_text(value: Raw) -> str:
    """What names a record: a code, or a number that a spreadsheet may have given a fraction."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None or isinstance(value, Odd) else str(value).strip()


def as_json(value: Raw) -> Any:
    """A cell as JSON can hold it."""
    if isinstance(value, Odd):
        return {value.kind: value.text}
    if isinstance(value, datetime | date | Clock):
        return {type(value).__name__: value.isoformat()}
    return value


def raw_of(stored: Any) -> Raw:
    if not isinstance(stored, dict):
        return stored
    ((kind, text),) = stored.items()
    kinds: dict[str, Any] = {"datetime": datetime, "date": date, "time": Clock}
    return kinds[kind].fromisoformat(text) if kind in kinds else Odd(kind, text)
