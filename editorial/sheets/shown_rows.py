"""The rows of an import in words, as its preview and its result show them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext

from editorial.history.chronicle import Difference, replaced
from editorial.history.page_sizes import PARAGRAPHS
from editorial.languages import BY_CODE, ENGLISH, LANGUAGES, Text, active, column, fallback_order
from editorial.records.history import author_of, versions_of
from editorial.records.names import name_in
from editorial.records.scope import visible
from editorial.sheets.cells import Column, is_prose
from editorial.sheets.models import Import, ImportRow
from editorial.sheets.record_sheet import RecordSheet
from editorial.sheets.row_cells import key_in, version_in
from editorial.texts.differences import pieces, shortened

Outcome = ImportRow.Outcome

#: What needs a decision comes first.
ORDER = (Outcome.CONFLICT, Outcome.ERROR, Outcome.ASKS, Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True)
class DoubleChange:
    """A cell that was changed on both sides."""

    caption: str
    tag: str
    theirs: str
    mine: str
    pieces: list[Any]


class ShownRow:
    """A row of an import, in words."""

    def __init__(self, row: ImportRow, made: Import, sheet: RecordSheet, record: Any) -> None:
        self.row, self.made, self.sheet, self.record = row, made, sheet, record

    @property
    def kind(self) -> str:
        return str(self.row.get_outcome_display())

    @cached_property
    def name(self) -> Text:
        """What the record is called; what is new, as the file says."""
        naming = self.sheet.screen.naming
        if self.record is None or not naming:
            return self.name_in_file(naming)
        return name_in(self.record, naming)

    def name_in_file(self, naming: str) -> Text:
        """The name in the nearest language that the file has one in."""
        source = str(self.row.cells.get("source_language") or ENGLISH.code)
        wanted = active()
        tried = fallback_order(wanted, source if source in BY_CODE else ENGLISH.code)
        for language in dict.fromkeys((*tried, *LANGUAGES)):
            if text := self.row.cells.get(column(naming, language)):
                return Text(str(text), language, wanted)
        return Text("", wanted, wanted)

    @property
    def key(self) -> str:
        """The key as it is in the file; empty where it has none."""
        return str(key_in(self.row, self.sheet.key) or "")

    @property
    def subject(self) -> str:
        """The name, or what else there is to know the row by."""
        return self.name.value or (str(self.record) if self.record else self.key) or "–"

    @property
    def tag(self) -> str:
        return self.name.tag if self.name else ""

    @property
    def differences(self) -> list[Difference]:
        return [self.difference(name, *texts) for name, texts in self.row.changes.items()]

    @property
    def done(self) -> list[Difference]:
        return [self.difference(name, *texts) for name, texts in self.row.done.items()]

    def difference(self, name: str, old: Any, new: Any) -> Difference:
        column = self.column(name)
        if column is None:
            return Difference(name, "", replaced(str(old), str(new)))
        words = column.words(old), column.words(new)
        return Difference(
            self.caption(name),
            column.language.tag if column.language else "",
            shortened(pieces(*words)) if column.is_text else replaced(*words),
            is_formatting=is_prose(column) and words[0] == words[1],
        )

    @property
    def last(self) -> Any:
        """The version that is stored now."""
        return versions_of(self.sheet.model).filter(id=self.row.record).first()

    @property
    def who(self) -> str:
        return author_of(self.last)

    @property
    def has_version(self) -> bool:
        """Whether the row says from which version it was written."""
        return version_in(self.row) is not None

    @property
    def conflicts(self) -> list[DoubleChange]:
        return [self.double_change(name, *texts) for name, texts in self.row.conflicts.items()]

    def double_change(self, name: str, old: Any, new: Any) -> DoubleChange:
        found, known = self.difference(name, old, new), self.column(name)
        words = (known.words(old), known.words(new)) if known else (str(old), str(new))
        return DoubleChange(found.caption, found.tag, *words, found.pieces)

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [(self.where(name), words) for name, words in self.row.errors]

    @property
    def doubts(self) -> list[tuple[str, str]]:
        return [(self.where(name), words) for name, words in self.row.doubts]

    @property
    def questions(self) -> list[tuple[str, str]]:
        return [(self.where(name), words) for name, words, _ in self.row.questions]

    def column(self, name: str) -> Column | None:
        return self.sheet.columns.get(name)

    def caption(self, name: str) -> str:
        """What people call a column, and where it stands in the file."""
        column, letter = self.column(name), self.made.letters.get(name)
        text = column.caption if column else name
        return f"{text} · {letter}" if letter else text

    def where(self, name: str) -> str:
        """The place of a cell: sheet, row, letter and name of the column."""
        place = {"sheet": self.made.sheet, "row": self.row.number}
        if name not in self.made.letters:
            return gettext("Sheet “%(sheet)s”, row %(row)s") % place
        place |= {"letter": self.made.letters[name], "name": name}
        words = gettext("Sheet “%(sheet)s”, row %(row)s, column %(letter)s (%(name)s)")
        return words % place


def rows_page(rows: QuerySet, number: Any, made: Import, sheet: RecordSheet) -> Any:
    """A page of rows, what needs a decision first."""
    order = Case(
        *(When(outcome=outcome, then=Value(at)) for at, outcome in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
    page = Paginator(rows.order_by(order, "number"), PARAGRAPHS).get_page(number)
    keys = [row.record for row in page.object_list]
    records = visible(sheet.model, sheet.request.user).in_bulk(keys)
    page.object_list = [
        ShownRow(row, made, sheet, records.get(row.record)) for row in page.object_list
    ]
    return page
