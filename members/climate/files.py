"""The climate record as data: all inventories, targets and pledges of listed members.

A CSV file has all of them in one table, with the kind of each row in its first column; a workbook
has a sheet for each kind, with the columns of that. Doubtful rows are in neither.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from editorial.languages import active, read_columns, text_in
from editorial.records.portal import english_name
from members.climate.records import is_superseded
from members.columns import today
from members.declared import Value
from members.downloads import PART, SPOOLED_FROM, Echo, csv_cell, spoken, xlsx_cell
from members.models import Inventory, Pledge, Source, Target
from members.models.inventories import replaced

KINDS: dict[str, Promise | str] = {
    "inventories": _("Emissions inventories"),
    "targets": _("Emissions targets"),
    "pledges": _("Climate pledges"),
}
ALL = tuple(KINDS)


@dataclass(frozen=True)
class Column:
    """What is said of rows of some kinds. ``value`` is asked of these alone."""

    heading: str | Promise
    value: Callable[[Any], Value]
    kinds: tuple[str, ...] = ALL


def plain(heading: str | Promise, name: str, *kinds: str) -> Column:
    """A field as it is: a number, or a text in the words of who wrote it."""
    return Column(heading, lambda row: getattr(row, name), kinds)


def chosen(heading: str | Promise, name: str, *kinds: str) -> Column:
    """The words of a choice."""
    return Column(heading, lambda row: str(getattr(row, f"get_{name}_display")()), kinds)


def day(heading: str | Promise, name: str, *kinds: str) -> Column:
    """A day (ISO 8601), empty if it is not known."""
    return Column(heading, lambda row: str(getattr(row, name) or ""), kinds)


def answer(heading: str | Promise, name: str, *kinds: str) -> Column:
    """Yes or no, empty if nobody has said."""

    def said(row: Any) -> str:
        is_so = getattr(row, name)
        return "" if is_so is None else yes_or_no(is_so)

    return Column(heading, said, kinds)


def yes_or_no(is_so: bool) -> str:
    return gettext("yes") if is_so else gettext("no")


#: In the order of tables.
COLUMNS: tuple[Column, ...] = (
    Column(_("Page address"), lambda row: row.member.slug),
    Column(_("Name"), lambda row: text_in(row.member, "name").value),
    Column(_("Code of the area"), lambda row: row.member.area.code),
    Column(_("Country or area"), lambda row: text_in(row.member.area, "name").value),
    plain(_("Reported in"), "reported_year", "inventories", "targets"),
    day(_("Recorded on"), "recorded_on", "pledges"),
    day(_("Accounting period from"), "period_from", "inventories"),
    day(_("Accounting period to"), "period_to", "inventories"),
    plain(_("Total (t CO₂e)"), "total_t", "inventories"),
    Column(
        _("Total is scopes 1 and 2 added up"), lambda row: yes_or_no(row.is_sum), ("inventories",)
    ),
    plain(_("Scope 1 (t CO₂e)"), "scope1_t", "inventories"),
    plain(_("Scope 2 (t CO₂e)"), "scope2_t", "inventories"),
    plain(_("Scope 3 (t CO₂e)"), "scope3_t", "inventories"),
    plain(_("Total BASIC (t CO₂e)"), "basic_t", "inventories"),
    plain(_("Total BASIC+ (t CO₂e)"), "basic_plus_t", "inventories"),
    chosen(_("Change on the inventory before"), "change", "inventories"),
    Column(_("Reported again later"), lambda row: yes_or_no(is_superseded(row)), ("inventories",)),
    chosen(_("Kind"), "kind", "targets", "pledges"),
    chosen(_("Sector"), "sector", "targets"),
    plain(_("Sector in the city’s words"), "sector_words", "targets"),
    chosen(_("Boundary"), "boundary", "inventories", "targets"),
    chosen(_("Protocol"), "protocol", "inventories"),
    plain(_("Protocol in the city’s words"), "protocol_words", "inventories"),
    Column(
        _("Gases"),
        lambda row: row.get_gases_display() if isinstance(row, Pledge) else row.gases,
        ("inventories", "pledges"),
    ),
    plain(_("Base year"), "base_year", "targets", "pledges"),
    plain(_("Emissions in the base year (t CO₂e)"), "base_t", "targets"),
    plain(_("Reduction (%)"), "reduction_percent", "targets", "pledges"),
    Column(
        _("Target year or end year"),
        lambda row: row.end_year if isinstance(row, Pledge) else row.target_year,
        ("targets", "pledges"),
    ),
    plain(_("Emissions in the target year (t CO₂e)"), "aim_t", "targets"),
    plain(_("Of this achieved (%)"), "achieved_percent", "targets"),
    plain(_("Set in"), "set_in", "targets"),
    chosen(_("Paris Agreement"), "paris", "targets"),
    plain(_("Initiatives"), "initiative", "targets"),
    chosen(_("Status"), "status", "targets", "pledges"),
    plain(_("Year of the status"), "status_year", "pledges"),
    chosen(_("Interim target"), "interim_kind", "pledges"),
    plain(_("Interim reduction (%)"), "interim_reduction_percent", "pledges"),
    plain(_("Interim base year"), "interim_base_year", "pledges"),
    plain(_("Interim year"), "interim_year", "pledges"),
    answer(_("In the Race to Zero"), "race_to_zero", "pledges"),
    answer(_("With a published plan"), "has_plan", "pledges"),
    plain(_("Page that says so"), "page", "pledges"),
    plain(_("Population as reported"), "population", "inventories"),
    plain(_("Year of the population"), "population_year", "inventories"),
    plain(_("Area as reported (km²)"), "area_km2", "inventories"),
    Column(_("Source"), lambda row: text_in(row.source, "title").value),
    Column(pgettext_lazy("of a source", "Publisher"), lambda row: row.source.publisher),
    Column(_("Address of the source"), lambda row: row.source.url),
    Column(_("Licence"), lambda row: row.source.licence),
    Column(_("Cite as"), lambda row: row.source.citation),
    Column(_("Source read on"), lambda row: str(row.source.retrieved_on or "")),
    Column(_("Compiled by"), lambda row: english_name()),
    Column(_("As of"), lambda row: today()),
)


def columns_of(kind: str) -> list[Column]:
    return [column for column in COLUMNS if kind in column.kinds]


def tables() -> dict[str, list[Any]]:
    """The rows of each kind, member by member. Three queries."""
    is_replaced = ExpressionWrapper(replaced(), BooleanField())
    return {
        "inventories": in_order(Inventory.objects.public().annotate(is_superseded=is_replaced)),
        "targets": in_order(Target.objects.public()),
        "pledges": in_order(Pledge.objects.public()),
    }


def in_order(rows: QuerySet[Any]) -> list[Any]:
    """Member by member as the reader's language orders them, the rest as the model has it."""
    by_name = f"member__sort_{active().column}"
    own = [name for name in rows.model._meta.ordering if name != "member"]
    names = ("member__slug", *read_columns("name", of="member"))
    of_area = ("member__area__code", *read_columns("name", of="member__area"))
    fields = [f"{field.name}" for field in rows.model._meta.concrete_fields]
    of_source = [f"source__{field.name}" for field in Source._meta.concrete_fields]
    related = rows.select_related("member__area", "source")
    kept = related.only(*fields, *names, *of_area, *of_source)
    return list(kept.order_by(by_name, "member", *own))


def as_csv() -> HttpResponseBase:
    """RFC 4180; the byte order mark tells Excel that it is UTF-8."""
    found = tables()

    def lines() -> Iterator[str]:
        writer = csv.writer(Echo())
        yield "\ufeff"
        yield writer.writerow([gettext("Kind of row"), *(str(one.heading) for one in COLUMNS)])
        for kind, rows in found.items():
            for row in rows:
                yield writer.writerow([str(KINDS[kind]), *map(csv_cell, cells(kind, row))])

    return sent(lines(), "text/csv; charset=utf-8", "csv")


def cells(kind: str, row: Any) -> list[Value]:
    """A cell for every column, empty where it says nothing of that kind."""
    return [column.value(row) if kind in column.kinds else "" for column in COLUMNS]


def as_xlsx() -> HttpResponseBase:
    found = tables()

    def parts() -> Iterator[bytes]:
        with SpooledTemporaryFile(SPOOLED_FROM) as file:
            workbook(found).save(file)
            file.seek(0)
            yield from iter(lambda: file.read(PART), b"")

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return sent(parts(), kind, "xlsx")


def workbook(found: dict[str, list[Any]]) -> Workbook:
    made = Workbook(write_only=True)
    for kind, rows in found.items():
        columns = columns_of(kind)
        sheet = made.create_sheet(str(KINDS[kind]))
        sheet.freeze_panes = "A2"
        sheet.append([xlsx_cell(sheet, str(column.heading)) for column in columns])
        for row in rows:
            sheet.append([xlsx_cell(sheet, column.value(row)) for column in columns])
    return made


def sent(parts: Iterable[Any], content_type: str, ending: str) -> HttpResponseBase:
    beginning = gettext("climate-record")
    name = f"{beginning}-{active().tag}.{ending}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return StreamingHttpResponse(spoken(parts), content_type=content_type, headers=headers)


DOWNLOADS: dict[str, Callable[[], HttpResponseBase]] = {"csv": as_csv, "xlsx": as_xlsx}
