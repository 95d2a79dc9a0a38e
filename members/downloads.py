"""The directory as data: CSV and XLSX for people, GeoJSON for maps.

Licence and day stand in columns of their own: a line before or after the rows would be read as a
row by whatever reads the file, and a row that is copied elsewhere takes its columns along.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, TypeVar

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from editorial.languages import active
from editorial.records.portal import portal, portal_read_once
from editorial.texts.letters import printable
from editorial.texts.spreadsheets import text_cell, without_formula
from members.columns import COLUMNS, today
from members.declared import Column, Value
from members.licence import LICENCE, attribution, what_is_left_out
from members.models import Member, MemberQuerySet, people_of

Part = TypeVar("Part", str, bytes)

#: A larger workbook waits on disk, a smaller one in memory.
SPOOLED_FROM = 1024 * 1024  # bytes
PART = 64 * 1024  # bytes sent at a time


@dataclass(frozen=True)
class Table:
    """The rows of a file: members, and what is said of each.

    ``about`` is what the file says of itself: it stands beside the features of GeoJSON, as section
    6.1 allows; other files have columns for it. ``name`` begins the name of the file.
    """

    columns: tuple[Column, ...]
    members: list[Member]
    about: dict[str, Any]
    name: str

    def headings(self) -> list[str]:
        return [str(column.heading) for column in self.columns]

    def row(self, member: Member) -> list[Value]:
        """One member, its texts in the reader's language."""
        return [column.value(member) for column in self.columns]

    def headers(self, ending: str) -> dict[str, str]:
        name = f"{self.name}-{active().tag}.{ending}"
        return {"Content-Disposition": content_disposition_header(True, name) or ""}


def table_of(members: MemberQuerySet) -> Table:
    """The directory of today. As many queries for any number of members."""
    found = for_downloads(members, COLUMNS)
    tell_counted(found)
    return Table(COLUMNS, found, about(COLUMNS), gettext("members"))


def for_downloads(members: MemberQuerySet, columns: tuple[Column, ...]) -> list[Member]:
    """With all that the columns tell."""
    fetched = [name for column in columns for name in column.fetched]
    beside = [column.prefetch() for column in columns if column.prefetch]
    related = members.select_related("area", "secretariat", "population_source")
    related = related.with_identifiers()
    return list(related.prefetch_related(*beside).only(*fetched))


def about(columns: tuple[Column, ...]) -> dict[str, Any]:
    """What a file says of itself."""
    return {
        "licence": LICENCE,
        "licence_leaves_out": [column.name for column in columns if column.is_of_source],
        "licence_note": what_is_left_out(),
        "attribution": attribution(),
        "as_of": today(),
    }


def tell_counted(members: Iterable[Member]) -> None:
    """Say of each member of a list with which other one its people are counted. One query."""
    by_key = {member.pk: member for member in members}
    people = people_of({key: member.population for key, member in by_key.items()})
    for inner, outer in people.counted_within.items():
        by_key[inner].counted_within = by_key[outer].slug


def spoken(parts: Iterable[Part]) -> Iterator[Part]:
    """A stream in the language of its request, which is over before the parts are made.

    So are what it knows of the portal, and the day in the portal's time zone.
    """
    language, zone, site = active(), timezone.get_current_timezone(), portal()

    def in_language() -> Iterator[Part]:
        with translation.override(language.code), timezone.override(zone), portal_read_once(site):
            yield from parts

    return in_language()


def csv_cell(value: Value) -> Value:
    return without_formula(value) if isinstance(value, str) else value


class Echo:
    """A file that keeps nothing: what is written to it is handed back."""

    def write(self, text: str) -> str:
        return text


def as_csv(table: Table) -> HttpResponseBase:
    """RFC 4180; the byte order mark tells Excel that it is UTF-8."""

    def lines() -> Iterator[str]:
        writer = csv.writer(Echo())
        yield "\ufeff"
        yield writer.writerow(table.headings())
        for member in table.members:
            yield writer.writerow(map(csv_cell, table.row(member)))

    return StreamingHttpResponse(
        spoken(lines()), content_type="text/csv; charset=utf-8", headers=table.headers("csv")
    )


def as_xlsx(table: Table) -> HttpResponseBase:
    def parts() -> Iterator[bytes]:
        with SpooledTemporaryFile(SPOOLED_FROM) as file:
            workbook(table).save(file)
            file.seek(0)
            yield from iter(lambda: file.read(PART), b"")

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return StreamingHttpResponse(spoken(parts()), content_type=kind, headers=table.headers("xlsx"))


def workbook(table: Table) -> Workbook:
    made = Workbook(write_only=True)
    sheet = made.create_sheet(gettext("Members"))
    sheet.freeze_panes = "A2"
    sheet.append([xlsx_cell(sheet, heading) for heading in table.headings()])
    for member in table.members:
        sheet.append([xlsx_cell(sheet, value) for value in table.row(member)])
    return made


def xlsx_cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, str):
        return text_cell(sheet, printable(value))
    return WriteOnlyCell(sheet, value)


def as_geojson(table: Table) -> HttpResponseBase:
    """RFC 7946: WGS 84, longitude first. Members without coordinates have no geometry."""

    def parts() -> Iterator[str]:
        yield f'{{"type": "FeatureCollection", {as_json(table.about)[1:-1]}, "features": ['
        for place, member in enumerate(table.members):
            yield f"{',' if place else ''}\n{as_json(feature(table, member))}"
        yield "\n]}\n"

    return StreamingHttpResponse(
        spoken(parts()), content_type="application/geo+json", headers=table.headers("geojson")
    )


def as_json(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False)


def feature(table: Table, member: Member) -> dict:
    """A former member has no place any more: that is not public."""
    place = None
    if member.latitude is not None and not member.is_former:
        place = {"type": "Point", "coordinates": [member.longitude, member.latitude]}
    properties: dict[str, Any] = {}
    for column in table.columns:
        properties |= column.properties(member)
    return {"type": "Feature", "id": member.slug, "geometry": place, "properties": properties}


DOWNLOADS: dict[str, Callable[[Table], HttpResponseBase]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "geojson": as_geojson,
}
