"""The directory as data: CSV and XLSX for people, GeoJSON for maps.

Licence and day stand in columns of their own: a line before or after the rows would be read as a
row by whatever reads the file, and a row that is copied elsewhere takes its columns along.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import TypeVar

from django.conf import settings
from django.db.models import Prefetch
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from editorial.languages import LANGUAGES, active, column, own_text, read_columns, text_in
from members.models import Member, MemberQuerySet, Membership, Theme

Value = str | int | float | None
Part = TypeVar("Part", str, bytes)

#: The coordinates are by GeoNames, whose licence asks to be named.
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = "ICLEI East Asia; coordinates: GeoNames"

#: A larger workbook waits on disk, a smaller one in memory.
SPOOLED_FROM = 1024 * 1024  # bytes
PART = 64 * 1024  # bytes sent at a time

#: XML 1.0 has no place for these, and openpyxl refuses them.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

#: What spreadsheets take for the beginning of a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def for_downloads(members: MemberQuerySet) -> list[Member]:
    """With all that a row holds. Three queries for any number of members."""
    terms = Prefetch("memberships", Membership.objects.current(), to_attr="current_terms")
    themes = Prefetch("themes", Theme.objects.only("slug", *read_columns("name")))
    return list(
        members.select_related("area", "secretariat")
        .prefetch_related(themes, terms)
        .only(
            *("slug", "level", "official_name", "latitude", "longitude", "website"),
            *("population", "population_year", "population_source"),
            *("area__code", "secretariat__slug", "secretariat__closed"),
            *read_columns("name"),
            *read_columns("name", of="area"),
            *read_columns("name", of="secretariat"),
        )
    )


def headings() -> list[str]:
    names = [f"{gettext('Name')} ({language.own_name})" for language in LANGUAGES]
    return [
        gettext("Page address"),
        *names,
        gettext("Official local name"),
        gettext("Code of the area"),
        gettext("Country or area"),
        gettext("Level"),
        gettext("Themes"),
        gettext("Population"),
        gettext("Year of the population"),
        gettext("Source of the population"),
        gettext("Latitude"),
        gettext("Longitude"),
        gettext("Member since"),
        gettext("Serving secretariat"),
        gettext("Website"),
        gettext("Page"),
        gettext("Licence"),
        gettext("As of"),
    ]


def row(member: Member) -> list[Value]:
    """One member, its texts in the reader's language."""
    return [
        member.slug,
        *(own_text(member, "name", language) for language in LANGUAGES),
        member.official_name,
        member.area.code,
        text_in(member.area, "name").value,
        str(member.get_level_display()),
        ", ".join(text_in(theme, "name").value for theme in member.themes.all()),
        member.population,
        member.population_year,
        member.population_source,
        member.latitude,
        member.longitude,
        since(member),
        text_in(member.secretariat, "name").value if member.secretariat.is_public() else "",
        member.website,
        page(member),
        f"{LICENCE} ({ATTRIBUTION})",
        today(),
    ]


def since(member: Member) -> str:
    """ISO 8601, as exactly as it is known: ``2016``, ``2016-05``, ``2016-05-01`` or nothing."""
    term = next(iter(member.current_terms), None)  # none if it ended while the list was read
    if term is None or term.joined_on is None:
        return ""
    length = {"year": 4, "month": 7, "day": 10}.get(term.joined_precision, 0)
    return term.joined_on.isoformat()[:length]


def page(member: Member) -> str:
    return settings.SITE_URL + reverse("members:detail", args=[member.slug])


def today() -> str:
    return timezone.localdate().isoformat()


def headers(ending: str) -> dict[str, str]:
    name = f"{gettext('members')}-{active().tag}.{ending}"
    return {"Content-Disposition": content_disposition_header(True, name) or ""}


def spoken(parts: Iterable[Part]) -> Iterator[Part]:
    """A stream in the language of its request, which is over before the parts are made."""
    language = active()

    def in_language() -> Iterator[Part]:
        with translation.override(language.code):
            yield from parts

    return in_language()


def without_formula(value: Value) -> Value:
    """A text that a spreadsheet would calculate is marked as text by an apostrophe before it."""
    if not isinstance(value, str):
        return value
    plain = CONTROL_CHARACTERS.sub("", value)
    return f"'{plain}" if plain.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTS) else plain


class Echo:
    """A file that keeps nothing: what is written to it is handed back."""

    def write(self, text: str) -> str:
        return text


def as_csv(members: MemberQuerySet) -> HttpResponseBase:
    """RFC 4180; the byte order mark tells Excel that it is UTF-8."""
    found = for_downloads(members)

    def lines() -> Iterator[str]:
        writer = csv.writer(Echo())
        yield "\ufeff"
        yield writer.writerow(headings())
        for member in found:
            yield writer.writerow(map(without_formula, row(member)))

    return StreamingHttpResponse(
        spoken(lines()), content_type="text/csv; charset=utf-8", headers=headers("csv")
    )


def as_xlsx(members: MemberQuerySet) -> HttpResponseBase:
    found = for_downloads(members)

    def parts() -> Iterator[bytes]:
        with SpooledTemporaryFile(SPOOLED_FROM) as file:
            workbook(found).save(file)
            file.seek(0)
            yield from iter(lambda: file.read(PART), b"")

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return StreamingHttpResponse(spoken(parts()), content_type=kind, headers=headers("xlsx"))


def workbook(members: Iterable[Member]) -> Workbook:
    made = Workbook(write_only=True)
    sheet = made.create_sheet(gettext("Members"))
    sheet.freeze_panes = "A2"
    sheet.append([cell(sheet, heading) for heading in headings()])
    for member in members:
        sheet.append([cell(sheet, value) for value in row(member)])
    return made


def cell(sheet, value: Value) -> WriteOnlyCell:
    """Texts are stored as such, never as a formula."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    made = WriteOnlyCell(sheet, CONTROL_CHARACTERS.sub("", value))
    made.data_type = "s"
    return made


def as_geojson(members: MemberQuerySet) -> HttpResponseBase:
    """RFC 7946: WGS 84, longitude first. Members without coordinates have no geometry.

    What the file says of itself stands beside its features, as section 6.1 allows.
    """
    found = for_downloads(members)
    about = {"licence": LICENCE, "attribution": ATTRIBUTION, "as_of": today()}

    def parts() -> Iterator[str]:
        yield f'{{"type": "FeatureCollection", {as_json(about)[1:-1]}, "features": ['
        for place, member in enumerate(found):
            yield f"{',' if place else ''}\n{as_json(feature(member))}"
        yield "\n]}\n"

    return StreamingHttpResponse(
        spoken(parts()), content_type="application/geo+json", headers=headers("geojson")
    )


def as_json(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False)


def feature(member: Member) -> dict:
    place = None
    if member.latitude is not None:
        place = {"type": "Point", "coordinates": [member.longitude, member.latitude]}
    return {
        "type": "Feature",
        "id": member.slug,
        "geometry": place,
        "properties": {
            **{column("name", lang): own_text(member, "name", lang) for lang in LANGUAGES},
            "official_name": member.official_name,
            "area": member.area.code,
            "level": member.level,
            "themes": [theme.slug for theme in member.themes.all()],
            "population": member.population,
            "population_year": member.population_year,
            "population_source": member.population_source,
            "member_since": since(member) or None,
            "secretariat": member.secretariat.slug if member.secretariat.is_public() else None,
            "website": member.website,
            "url": page(member),
        },
    }


DOWNLOADS: dict[str, Callable[[MemberQuerySet], HttpResponseBase]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "geojson": as_geojson,
}
