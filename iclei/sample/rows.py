"""What each file of the sample says, in the words of the models."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.html import escape

from editorial.languages import columns
from editorial.records.portal import home_zone
from editorial.records.publication import Publication
from editorial.translations.models import GlossaryEntry
from iclei.sample.files import Record
from iclei.sample.loader import Cell, LoadingError, Row
from members.models import (
    Containment,
    Fact,
    Identifier,
    Indicator,
    Member,
    Membership,
    NetworkCount,
    OtherName,
    Place,
    Source,
    Theme,
)
from news.models import Article, Event
from secretariats.models import Area, ForbiddenVariant, Person, Portal, ProperName, Secretariat
from secretariats.models.portal import TEXTS

#: The column with the English name that the first sample gave to what is called otherwise now.
BEFORE = "name_en_before"
#: Members are public from the day on which the secretariat opened.
OPENED = "2012-10-19"
MORNING, LAST_MINUTE = time(9), time(23, 59)
PRECISION = {
    "2016": Membership.Precision.YEAR,
    "2016-05": Membership.Precision.MONTH,
    "2016-05-19": Membership.Precision.DAY,
}
PRECISION_BY_LENGTH = {len(example): precision for example, precision in PRECISION.items()}


def area(record: Record) -> Row:
    cells = {"time_zone": record["timezone"], "order": record["sort_order"]}
    return Row(
        Area,
        record["code"],
        cells | record.take("code", "default_language", *columns("name")),
    )


def variant(record: Record) -> Row:
    area, language, text = (record[name] for name in ("area_code", "language", "text"))
    return Row(
        ForbiddenVariant,
        replace(text, value=f"{area.value} {language.value}: {text.value}"),
        {"area": area, "language": language, "text": text} | record.take("level"),
        {"area__code": area.value, "language": language.value, "text": text.value},
    )


def proper_name(record: Record) -> Row:
    """The row of a name inside which one that is not to be used passes."""
    area, language, text = (record[name] for name in ("area_code", "language", "text"))
    return Row(
        ProperName,
        replace(text, value=f"{area.value} {language.value}: {text.value}"),
        {"area": area, "language": language, "text": text} | record.take("note"),
        {"area__code": area.value, "language": language.value, "text": text.value},
    )


def theme(record: Record) -> Row:
    cells = {"slug": record["code"], "order": record["sort_order"]}
    return Row(
        Theme,
        record["code"],
        cells | record.take("hue", *columns("name"), *columns("tagline")),
    )


def office(record: Record, texts: Mapping[str, Record]) -> Row:
    cells = {
        "parent": record["parent_slug"],
        "areas": record["area_codes"],
        "opened": record["year_established"],
        "order": record["sort_order"],
    }
    cells |= record.take("slug", "kind", "latitude", "longitude", "website", "phone")
    for field in ("name", "host", "host_city", "address"):
        cells |= record.take(*columns(field))
    for field in ("introduction", "history"):
        cells |= entry(texts, record["slug"]).texts(field, field + ".{column}")
    return Row(Secretariat, record["slug"], cells)


def person(record: Record) -> Row:
    cells = {
        "secretariat": record["office_slug"],
        "order": record["sort_order"],
        "is_public": record.cell("name_en", True),
    }
    office, name, before = record["office_slug"], record["name_en"], record.get(BEFORE).value
    at = {"secretariat__slug": office.value}
    return Row(
        Person,
        replace(name, value=f"{office.value}: {before or name.value}"),
        cells | record.take(*columns("name"), *columns("role")),
        at | {"name_en": name.value},
        at | {"name_en": before} if before else {},
    )


def portal(record: Record) -> Row:
    """The one record of whose site this is; it has no name by which files could tell it."""
    cells = record.take("own_office", "time_zone")
    for field in TEXTS:
        cells |= record.take(*columns(field))
    key = replace(record["name_en"], value="portal")
    return Row(Portal, key, cells, {"is_only": "True"})


def member(record: Record, profiles: Mapping[str, Record], readings: Mapping[str, Record]) -> Row:
    slug = record["slug"]
    profile, reading = entry(profiles, slug), entry(readings, slug)
    cells = {
        "area": record["area_code"],
        "secretariat": record["secretariat_slug"],
        "official_name": record["official_name_local"],
        "themes": profile["themes"],
        "status": replace(slug, value=Publication.Status.PUBLISHED),
        "publish_at": replace(slug, value=moment(slug, OPENED, home_zone(), MORNING)),
    }
    cells |= record.take("slug", "level", "latitude", "longitude", "website", *columns("name"))
    cells |= record.take("population", "population_year")
    cells["population_source"] = record["population_source_code"]
    cells |= {f"reading_{script}": reading[script] for script in ("kana", "pinyin", "zhuyin")}
    for field in ("summary", "profile"):
        cells |= profile.texts(field, field + ".{column}")
    return Row(Member, slug, cells)


def term(record: Record) -> Row:
    wording = record["wording_en"]
    cells = record.take(*columns("wording"), "kind", "note")
    return Row(GlossaryEntry, wording, cells, {"wording_en": wording.value})


def name(record: Record) -> Row:
    """The name of an area, an office or a member as the glossary has it: protected.

    Its file begins with the code or slug of what it names.
    """
    named, before = record["name_en"], record.get(BEFORE).value
    pairs = zip(columns("wording"), columns("name"), strict=True)
    cells = {wording: record[name] for wording, name in pairs}
    kind = replace(named, value=GlossaryEntry.Kind.NAME)
    whose = next(iter(record.values.values()))
    key = replace(named, value=f"{record.file}: {whose}")
    return Row(
        GlossaryEntry,
        key,
        cells | {"kind": kind},
        {"wording_en": named.value},
        {"wording_en": before} if before else {},
    )


def membership(record: Record) -> Row:
    slug, since = record["slug"], record["member_since"]
    cells = {
        "member": slug,
        "category": record["membership_category"],
        "joined_on": replace(since, value=first_day(since.value)),
        "joined_precision": replace(since, value=precision(since)),
        "source": record["membership_source_code"],
        "joined_by_latest": record["evidence_from"],
        "attested_on": record["evidence_to"],
    }
    return Row(Membership, slug, cells, {"member__slug": slug.value})


def source(record: Record) -> Row:
    cells = {"secretariat": record["secretariat_slug"], "is_verified": yes(record["verified"])}
    cells |= record.take("code", "publisher", "url", "licence", "citation", "retrieved_on", "note")
    return Row(Source, record["code"], cells | record.take(*columns("title")))


def indicator(record: Record) -> Row:
    cells = {"secretariat": record["secretariat_slug"], "themes": record["theme_codes"]}
    cells |= record.take("code", "kind", "decimals", "order")
    for field in ("name", "unit", "definition"):
        cells |= record.take(*columns(field))
    return Row(Indicator, record["code"], cells)


def fact(record: Record) -> Row:
    """The row of a figure of a member, known by its indicator, its year and its source."""
    member, indicator, year, source = (
        record[name] for name in ("member_slug", "indicator_code", "year", "source_code")
    )
    key = f"{member.value} {indicator.value} {year.value} {source.value}"
    named = {"member__slug": member.value, "indicator__code": indicator.value}
    named |= {"year": year.value} if year.value else {"year__isnull": True}
    named |= {"source__code": source.value} if source.value else {"source__isnull": True}
    return Row(
        Fact,
        replace(member, value=key),
        {"member": member, "indicator": indicator, "source": source}
        | record.take("year", "number"),
        named,
        settle=vouch_for_fact,
    )


def vouch_for_fact(fact: Fact, theirs: set[str]) -> None:
    """What its source does not say, such as a year, is not known: nobody need be asked."""
    fact.answer_doubts("The source says no more.")


def place(record: Record) -> Row:
    cells = {
        "area": record["area_code"],
        "secretariat": record["secretariat_slug"],
        "within": record["within_slug"],
    }
    cells |= record.take("slug", "level", "iso_3166_2", *columns("name"))
    return Row(Place, record["slug"], cells)


def containment(record: Record) -> Row:
    """The row of a time in which a member lay within another or a place, known by both of them."""
    member, container, unit = (record[f"{name}_slug"] for name in ("member", "within", "place"))
    cells = {
        "member": member,
        "container": container,
        "place": unit,
        "source": record["source_code"],
        "is_merger": yes(record["merger"]),
    }
    named = {"container__slug": container.value} if container.value else {}
    named |= {"place__slug": unit.value} if unit.value else {}
    return Row(
        Containment,
        replace(member, value=f"{member.value} {container.value or unit.value}"),
        cells | record.take("since", "until", "certainty"),
        {"member__slug": member.value, **named},
    )


def other_name(record: Record) -> Row:
    """The row of another name of a member, known by its language, its kind and itself."""
    member, language, kind, named = (
        record[column] for column in ("member_slug", "language", "kind", "name")
    )
    key = f"{member.value} {language.value} {kind.value} {named.value}"
    return Row(
        OtherName,
        replace(named, value=key),
        {"member": member, "source": record["source_code"]}
        | record.take("language", "name", "kind", "until", "certainty"),
        {
            "member__slug": member.value,
            "language": language.value,
            "kind": kind.value,
            "name": named.value,
        },
    )


def identifier(record: Record) -> Row:
    """The row of what a member is called in a scheme of others, known by both."""
    member, scheme = record["member_slug"], record["scheme"]
    return Row(
        Identifier,
        replace(scheme, value=f"{member.value} {scheme.value}"),
        {"member": member, "source": record["source_code"]}
        | record.take("scheme", "value", "certainty"),
        {"member__slug": member.value, "scheme": scheme.value},
    )


def network_count(record: Record) -> Row:
    """The row of what the network counted, known by its day, its place and its source."""
    day, scope, area, source = (
        record[name] for name in ("date", "scope", "area_code", "source_code")
    )
    cells = {
        "scope": scope,
        "area": area,
        "counted_on": replace(day, value=first_day(day.value)),
        "precision": replace(day, value=precision(day)),
        "is_approximate": yes(record["approximate"]),
        "source": source,
    }
    named = {"source__code": source.value, "scope": scope.value}
    return Row(
        NetworkCount,
        replace(day, value=f"{day.value} {area.value or scope.value} {source.value}"),
        cells | record.take("members", "certainty", "note"),
        named | ({"area__code": area.value} if area.value else {}),
    )


def article(record: Record) -> Row:
    return Row(Article, record["slug"], {"kind": record["kind"]} | story(record))


def event(record: Record) -> Row:
    start, end, zone = (record[f"event.{name}"] for name in ("start", "end", "timezone"))
    cells = {
        "starts_at": replace(start, value=moment(start, start.value, zone.value, time.min)),
        "ends_at": replace(end, value=moment(end, end.value, zone.value, LAST_MINUTE)),
        "all_day": replace(start, value=not has_time(start.value)),
        "time_zone": zone,
        "host_member": record["host_member"],
    }
    return Row(
        Event,
        record["slug"],
        cells | record.texts("place", "event.place.{code}") | story(record),
    )


def story(record: Record) -> dict[str, Cell]:
    """What articles and events share."""
    day = record["date"]
    cells = {
        "secretariat": record["issued_by"],
        "status": replace(day, value=Publication.Status.PUBLISHED),
        "publish_at": replace(day, value=moment(day, day.value, home_zone(), MORNING)),
    }
    cells |= record.take("slug", "source_language", "members", "themes", "areas", "source_url")
    for field in ("title", "summary"):
        cells |= record.texts(field, "translations.{code}." + field)
    bodies = record.texts("body", "translations.{code}.body")
    return cells | {
        name: replace(cell, value=paragraphs(cell.value)) for name, cell in bodies.items()
    }


def yes(cell: Cell) -> Cell:
    """Whether the cell says yes. Raises LoadingError unless it does, or is empty."""
    if cell.value not in ("yes", ""):
        raise LoadingError(cell.problem(f"“{cell.value}” is neither “yes” nor empty."))
    return replace(cell, value=cell.value == "yes")


def entry(records: Mapping[str, Record], slug: Cell) -> Record:
    """What another file says of the same object."""
    if slug.value not in records:
        raise LoadingError(slug.problem(f"the other files say nothing of “{slug.value}”."))
    return records[slug.value]


def paragraphs(text: str) -> str:
    """Plain text as HTML; an empty line parts paragraphs."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part)


def has_time(value: str) -> bool:
    return "T" in value


def moment(cell: Cell, value: str, zone: str, at: time) -> datetime:
    """The moment that ``value``, an ISO date or date and time, names in ``zone``.

    A date alone means ``at`` of that day. What cannot be read is a problem of ``cell``.
    """
    try:
        read, place = datetime.fromisoformat(value), ZoneInfo(zone)
    except (ValueError, KeyError, OSError) as error:  # OSError: a zone that is a folder
        raise LoadingError(cell.problem(f"“{value}” in “{zone}” is no moment.")) from error
    return (read if has_time(value) else datetime.combine(read, at)).replace(tzinfo=place)


def first_day(since: str) -> str:
    """The first day of a year or month, or the day itself: ``2016`` is 2016-01-01."""
    return since and (since + "-01-01")[: len("2016-05-19")]


def precision(since: Cell) -> str:
    """How exactly the start of a membership is known."""
    if not since.value:
        return Membership.Precision.UNKNOWN
    if len(since.value) not in PRECISION_BY_LENGTH:
        raise LoadingError(since.problem(f"“{since.value}” is no year, month or day."))
    return PRECISION_BY_LENGTH[len(since.value)]
