"""What is said of a member in files and to machines: each column is declared once.

Tables (CSV, XLSX) have a cell for every column. GeoJSON has a property for each under its name, and
JSON-LD says it in the words of schema.org; or they leave it out, for the reason that stands there.
"""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import LANGUAGES, Language, Text, column, own_text, read_columns, text_in
from editorial.languages.punctuation import add_note, join_list
from editorial.public.structured import Node, geo, identity, in_all_languages, node, page_of
from members.climate.columns import PLEDGE_COLUMNS
from members.declared import BESIDE, ITS_PAGE, Column, LeftOut
from members.licence import terms_of
from members.models import Member, Membership, Scheme, Theme
from members.units import Unit, prefetched_units, units_of
from secretariats.structured import area_data


def name_column(language: Language) -> Column:
    name, is_first = column("name", language), language == LANGUAGES[0]
    return Column(
        name,
        lazy(add_note, str)(_("Name"), language.own_name),
        lambda member: own_text(member, "name", language),
        fields=(name,),
        of_place=alternate_names if is_first else LeftOut("alternateName holds all names."),
    )


def alternate_names(member: Member) -> Node:
    names = in_all_languages(member, "name")
    others = [
        {"@value": other.name, "@language": other.tag}
        for other in member.other_names.all()
        if not other.is_part
    ]
    return {"alternateName": [*names, *(other for other in others if other not in names)]}


def code_column(scheme: Scheme, of_place: Callable[[str], Node]) -> Column:
    """What the member is called in a scheme of others; ``of_place`` says it in JSON-LD."""

    def said(member: Member) -> Node:
        value = member.identifier(scheme)
        return of_place(value) if value else {}

    return Column(
        str(scheme),
        scheme.label,
        lambda member: member.identifier(scheme),
        fields=("identifiers",),
        reads=(),
        in_geojson=lambda member: member.identifier(scheme) or None,
        of_place=said,
    )


def address_of(beginning: str) -> Callable[[str], Node]:
    return lambda value: {"sameAs": beginning + value}


def code_in(scheme: Scheme) -> Callable[[str], Node]:
    """As schema.org has codes, under the name of their scheme."""
    return lambda value: {
        "identifier": node("PropertyValue", propertyID=str(scheme.label), value=value)
    }


#: Where these have a page of each entry, whose address stands for it.
WIKIDATA, GEONAMES = "https://www.wikidata.org/wiki/", "https://www.geonames.org/"


def themes_of(member: Member) -> str:
    return ", ".join(text_in(theme, "name").value for theme in member.themes.all())


def unit_today(member: Member) -> Unit | None:
    """Of a member that was fetched with its units."""
    return next((unit for unit in units_of(member) if not unit.is_past), None)


def names_of_unit(member: Member) -> list[Text]:
    unit = unit_today(member)
    return unit.names if unit else []


def unit_slug(member: Member) -> str:
    """Of the member or the place in which it lies."""
    unit = unit_today(member)
    return unit.row.unit.slug if unit else ""


def contained_in(member: Member) -> Node:
    """The unit, as a node of its own page where it is a member."""
    unit = unit_today(member)
    if unit is None:
        return {}
    if unit.member is not None:
        page = {"id": identity(unit.member), "url": page_of(unit.member)}
    else:
        page = {}
    place = node("AdministrativeArea", name=unit.names[0].value, **page)
    return {"containedInPlace": place}


def prefetched_themes() -> Prefetch:
    return Prefetch("themes", Theme.objects.only("slug", *read_columns("name")))


def inhabitants(member: Member) -> Node:
    """With year and source. Schema.org has no property for them."""
    if member.population is None:
        return {}
    source = (member.population_year, source_of_population(member))
    figure = node(
        "PropertyValue",
        name=gettext("Inhabitants"),
        value=member.population,
        description=", ".join(str(part) for part in source if part),
    )
    return {"additionalProperty": figure}


def source_of_population(member: Member) -> str:
    """The title of the source, in the reader's language or the nearest that it has."""
    source = member.population_source
    return text_in(source, "title").value if source else ""


def since(member: Member) -> str:
    """ISO 8601, as exactly as it is known: ``2016``, ``2016-05``, ``2016-05-01`` or nothing."""
    term = next(iter(member.current_terms), None)  # none if it ended while the list was read
    return start_of(term) if term else ""


def start_of(term: Membership) -> str:
    """The start of a term, as :func:`since`."""
    if term.joined_on is None:
        return ""
    length = {"year": 4, "month": 7, "day": 10}.get(term.joined_precision, 0)
    return term.joined_on.isoformat()[:length]


def prefetched_terms() -> Prefetch:
    return Prefetch("memberships", Membership.objects.current(), to_attr="current_terms")


def office_of(member: Member) -> str:
    """The name of the serving secretariat, as far as the public sees that."""
    is_public = member.secretariat.is_public()
    return text_in(member.secretariat, "name").value if is_public else ""


def office_slug(member: Member) -> str | None:
    return member.secretariat.slug if member.secretariat.is_public() else None


def page(member: Member) -> str:
    return settings.SITE_URL + reverse("members:detail", args=[member.slug])


def today() -> str:
    return timezone.localdate().isoformat()


#: In the order of tables.
COLUMNS: tuple[Column, ...] = (
    Column(
        "slug",
        _("Page address"),
        lambda member: member.slug,
        fields=("slug",),
        in_geojson=LeftOut("It is the id of the feature."),
        of_place=ITS_PAGE,
    ),
    *map(name_column, LANGUAGES),
    Column(
        "official_name",
        _("Official local name"),
        lambda member: member.official_name,
        fields=("official_name",),
        of_place=LeftOut("It names the government."),
        of_government=lambda member: {
            "name": member.official_name or text_in(member, "name").value
        },
    ),
    Column(
        "area",
        _("Code of the area"),
        lambda member: member.area.code,
        fields=("area",),
        reads=("area__code",),
        of_place=lambda member: {"containedInPlace": area_data(member.area)},
    ),
    Column(
        "area_name",
        _("Country or area"),
        lambda member: text_in(member.area, "name").value,
        fields=("area",),
        reads=(*read_columns("name", of="area"),),
        in_geojson=LeftOut("The code says it in every language."),
        of_place=LeftOut("containedInPlace names it."),
    ),
    Column(
        "level",
        _("Level"),
        lambda member: str(member.get_level_display()),
        fields=("level",),
        in_geojson=lambda member: member.level,
        of_place=LeftOut("It makes the type of the node."),
    ),
    Column(
        "part_of",
        _("Part of"),
        lambda member: join_list(name.value for name in names_of_unit(member)),
        fields=("containments",),
        reads=(),
        prefetch=prefetched_units,
        in_geojson=LeftOut("The short name says it in every language."),
        of_place=contained_in,
    ),
    Column(
        "part_of_slug",
        _("Short name of what it is part of"),
        unit_slug,
        fields=("containments",),
        reads=(),
        in_geojson=lambda member: unit_slug(member) or None,
        of_place=LeftOut("containedInPlace names it."),
    ),
    Column(
        "counted_within",
        _("Counted within (in totals of this file)"),
        lambda member: member.counted_within,
        fields=(),
        in_geojson=lambda member: member.counted_within or None,
        of_place=LeftOut("It is said of a list alone."),
    ),
    Column(
        "themes",
        _("Themes"),
        themes_of,
        fields=("themes",),
        reads=(),
        prefetch=prefetched_themes,
        in_geojson=lambda member: [theme.slug for theme in member.themes.all()],
        of_place=LeftOut("A place has no agenda in schema.org."),
    ),
    Column(
        "population",
        _("Population"),
        lambda member: member.population,
        fields=("population",),
        is_of_source=True,
        of_place=inhabitants,
    ),
    Column(
        "population_year",
        _("Year of the population"),
        lambda member: member.population_year,
        fields=("population_year",),
        is_of_source=True,
        of_place=LeftOut("It stands with the figure."),
    ),
    Column(
        "population_source",
        _("Source of the population"),
        source_of_population,
        fields=("population_source",),
        reads=(*read_columns("title", of="population_source"),),
        of_place=LeftOut("It stands with the figure."),
    ),
    Column(
        "latitude",
        _("Latitude"),
        lambda member: member.latitude,
        fields=("latitude",),
        in_geojson=LeftOut("It is in the geometry."),
        of_place=lambda member: {"geo": geo(member.longitude, member.latitude)},
    ),
    Column(
        "longitude",
        _("Longitude"),
        lambda member: member.longitude,
        fields=("longitude",),
        in_geojson=LeftOut("It is in the geometry."),
        of_place=LeftOut("It stands with the latitude."),
    ),
    Column(
        "member_since",
        _("Member since"),
        since,
        fields=("memberships",),
        reads=(),
        prefetch=prefetched_terms,
        in_geojson=lambda member: since(member) or None,
        of_place=LeftOut("memberOf has no day in schema.org."),
    ),
    Column(
        "secretariat",
        _("Serving secretariat"),
        office_of,
        fields=("secretariat",),
        reads=(
            *("secretariat__slug", "secretariat__closed"),
            *read_columns("name", of="secretariat"),
        ),
        in_geojson=office_slug,
        of_place=LeftOut("The government is a member of ICLEI as a whole."),
    ),
    Column(
        "website",
        _("Website"),
        lambda member: member.website,
        fields=("website",),
        of_place=lambda member: {"sameAs": member.website},
        of_government=lambda member: {"url": member.website or page_of(member)},
    ),
    code_column(Scheme.WIKIDATA, address_of(WIKIDATA)),
    code_column(Scheme.GEONAMES, address_of(GEONAMES)),
    code_column(Scheme.GEONAMES_ADMIN, address_of(GEONAMES)),
    code_column(Scheme.ISO_3166_2, code_in(Scheme.ISO_3166_2)),
    code_column(Scheme.UN_LOCODE, code_in(Scheme.UN_LOCODE)),
    code_column(Scheme.OFFICIAL_CODE, code_in(Scheme.OFFICIAL_CODE)),
    *PLEDGE_COLUMNS,
    Column("url", _("Page"), page, fields=("slug",), of_place=ITS_PAGE),
    Column(
        "licence",
        _("Licence"),
        terms_of,
        fields=(),
        in_geojson=BESIDE,
        of_place=BESIDE,
    ),
    Column(
        "as_of",
        _("As of"),
        lambda member: today(),
        fields=(),
        in_geojson=BESIDE,
        of_place=BESIDE,
    ),
)
