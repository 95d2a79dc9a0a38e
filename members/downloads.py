"""The directory as data: CSV and XLSX for people, GeoJSON for maps."""

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO, StringIO

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from editorial.languages import LANGUAGES, active, column, own_text, text_in
from members.models import Member, MemberQuerySet, Membership

Value = str | int | float | None

#: XML 1.0 has no place for these, and openpyxl refuses them.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

#: What spreadsheets take for the beginning of a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def for_downloads(members: MemberQuerySet) -> MemberQuerySet:
    """With all that a row holds. Three queries for any number of members."""
    terms = Prefetch("memberships", Membership.objects.current(), to_attr="current_terms")
    return members.select_related("area", "secretariat").prefetch_related("themes", terms)


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
    ]


def since(member: Member) -> str:
    """ISO 8601, as exactly as it is known: ``2016``, ``2016-05``, ``2016-05-01`` or nothing."""
    term = member.current_terms[0]
    length = {"year": 4, "month": 7, "day": 10}.get(term.joined_precision, 0)
    return term.joined_on.isoformat()[:length] if term.joined_on else ""


def page(member: Member) -> str:
    return settings.SITE_URL + reverse("members:detail", args=[member.slug])


def attachment(content: bytes, content_type: str, ending: str) -> HttpResponse:
    name = f"{gettext('members')}-{active().tag}.{ending}"
    disposition = content_disposition_header(True, name)
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": disposition}
    )


def without_formula(value: Value) -> Value:
    """A text that a spreadsheet would calculate is marked as text by an apostrophe before it."""
    if not isinstance(value, str):
        return value
    plain = CONTROL_CHARACTERS.sub("", value)
    return f"'{plain}" if plain.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTS) else plain


def as_csv(members: MemberQuerySet) -> HttpResponse:
    """RFC 4180; the byte order mark tells Excel that it is UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(headings())
    writer.writerows(map(without_formula, row(member)) for member in for_downloads(members))
    return attachment(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "csv")


def as_xlsx(members: MemberQuerySet) -> HttpResponse:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(gettext("Members"))
    sheet.freeze_panes = "A2"
    sheet.append([cell(sheet, heading) for heading in headings()])
    for member in for_downloads(members):
        sheet.append([cell(sheet, value) for value in row(member)])
    content = BytesIO()
    workbook.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return attachment(content.getvalue(), kind, "xlsx")


def cell(sheet, value: Value) -> WriteOnlyCell:
    """Texts are stored as such, never as a formula."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    made = WriteOnlyCell(sheet, CONTROL_CHARACTERS.sub("", value))
    made.data_type = "s"
    return made


def as_geojson(members: MemberQuerySet) -> HttpResponse:
    """RFC 7946: WGS 84, longitude first. Members without coordinates have no geometry."""
    collection = {
        "type": "FeatureCollection",
        "features": [feature(member) for member in for_downloads(members)],
    }
    content = json.dumps(collection, ensure_ascii=False).encode()
    return attachment(content, "application/geo+json", "geojson")


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


DOWNLOADS: dict[str, Callable[[MemberQuerySet], HttpResponse]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "geojson": as_geojson,
}
