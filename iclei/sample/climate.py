"""What the files of the climate record say, in the words of the models.

Their words are those of two questionnaires and of an observer. What is not in these tables is
refused: a new word is looked at before it is loaded.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError

from iclei.sample.files import Record
from iclei.sample.loader import Cell, LoadingError, Row
from members.models import Inventory, Pledge, Target
from members.models.climate import Boundary, ClimateRow

#: Before the words of a reporter who chose none of the answers.
OTHER = "Other, please specify"

SOURCES = {
    "2018 – City-wide Emissions": "city-wide-emissions-2018",
    "2019 – City-wide Emissions": "city-wide-emissions-2019",
    "2020 – City-Wide Emissions": "city-wide-emissions-2020",
    "2021 – City-wide Emissions": "city-wide-emissions-2021",
    "CDP–ICLEI Unified Reporting System, 2021 Cities Emissions Reduction Targets": (
        "city-targets-2021"
    ),
    "Net Zero Tracker, snapshot 2022-12-20, CC BY 4.0": "net-zero-tracker-2022",
}
BOUNDARIES = {
    "Same – covers entire city and nothing else": Boundary.SAME,
    "Same (city-wide) – covers entire city and nothing else": Boundary.SAME,
    "Administrative boundary of a local government": Boundary.ADMINISTRATIVE,
    "Combination of administrative divisions": Boundary.COMBINED,
    "Smaller – covers only part of the city": Boundary.SMALLER,
}
PROTOCOLS = {
    "Global Protocol for Community Greenhouse Gas Emissions Inventories (GPC)": (
        Inventory.Protocol.GPC
    ),
    "Global Protocol for Community-Scale Greenhouse Gas Emissions Inventories (GPC), "
    "(WRI, C40 and ICLEI)": Inventory.Protocol.GPC,
    "2006 IPCC Guidelines for National Greenhouse Gas Inventories": Inventory.Protocol.IPCC_2006,
    "Regional or country specific methodology": Inventory.Protocol.NATIONAL,
    "City specific methodology": Inventory.Protocol.OWN,
    "Other": Inventory.Protocol.OTHER,
    OTHER: Inventory.Protocol.OTHER,
}
CHANGES = {
    "Increased": Inventory.Change.INCREASED,
    "Decreased": Inventory.Change.DECREASED,
    "Stayed the same": Inventory.Change.SAME,
    "This is our first year of calculation": Inventory.Change.FIRST,
}
TARGETS = {
    "Base year emissions (absolute) target": Target.Kind.ABSOLUTE,
    "Base year intensity target": Target.Kind.INTENSITY,
    "Baseline scenario (business as usual) target": Target.Kind.SCENARIO,
    "Fixed level target": Target.Kind.FIXED,
    "No target": Target.Kind.NONE,
}
SECTORS = {
    "All emissions sources included in city inventory": Target.Sector.ALL,
    "Energy": Target.Sector.ENERGY,
    "Transport": Target.Sector.TRANSPORT,
    "Waste": Target.Sector.WASTE,
    OTHER: Target.Sector.OTHER,
}
PARIS = {
    "Yes - 1.5 °C": Target.Paris.HALF,
    "Yes - 2 °C": Target.Paris.TWO,
    "No": Target.Paris.NO,
    "Do not know": Target.Paris.UNKNOWN,
}
ENDS = {
    "Carbon neutral(ity)": Pledge.Kind.CARBON_NEUTRAL,
    "Net zero": Pledge.Kind.NET_ZERO,
    "Zero carbon": Pledge.Kind.ZERO_CARBON,
    "Climate neutral": Pledge.Kind.CLIMATE_NEUTRAL,
    "GHG neutral(ity)": Pledge.Kind.GHG_NEUTRAL,
    "Emissions reduction target": Pledge.Kind.REDUCTION,
    "Other": Pledge.Kind.OTHER,
    "No target": Pledge.Kind.NONE,
}
STATUSES = {
    "Proposed / in discussion": Pledge.Status.PROPOSED,
    "Declaration / pledge": Pledge.Status.DECLARED,
    "In policy document": Pledge.Status.POLICY,
    "In law": Pledge.Status.LAW,
}
INTERIM_ENDS = {
    "Emissions reduction target": Pledge.Interim.REDUCTION,
    "Other": Pledge.Interim.OTHER,
    "No target": Pledge.Interim.NONE,
}
GASES = {
    "Carbon dioxide only": Pledge.Gases.CO2,
    "Carbon dioxide and other GHGs": Pledge.Gases.ALL,
    "Not Specified": Pledge.Gases.UNSAID,
}
YES_OR_NO = {"Yes": True, "No": False}


def inventory(record: Record) -> Row:
    """The row of an inventory, known by its member, the year of its report, and its period."""
    year, begins = record["reported_year"], record["accounting_from"]
    cells = {
        "reported_year": year,
        "period_from": begins,
        "period_to": record["accounting_to"],
        "boundary": chosen(record["boundary"], BOUNDARIES),
        "protocol": chosen(answer(record["protocol"]), PROTOCOLS),
        "protocol_words": own_words(record["protocol"]),
        "change": chosen(record["change"], CHANGES),
        "area_km2": record["land_area_km2"],
    }
    cells |= record.take("gases", "scope1_t", "scope2_t", "scope3_t", "basic_t", "basic_plus_t")
    cells |= record.take("population", "population_year")
    match = {"reported_year": year.value, **known_by("period_from", begins.value)}
    return climate_row(Inventory, record, cells, match)


def target(record: Record) -> Row:
    """The row of a target, known by member, year of report, kind, sector and target year."""
    year, sector, until = (record[name] for name in ("as_of", "sector", "target_year"))
    kind = chosen(record["kind"], TARGETS)
    cells = {
        "reported_year": year,
        "kind": kind,
        "sector": chosen(answer(sector), SECTORS),
        "sector_words": own_words(sector),
        "boundary": chosen(record["boundary"], BOUNDARIES),
        "paris": chosen(record["paris"], PARIS),
        "target_year": until,
    }
    cells |= record.take("base_year", "base_t", "year_set", "reduction_percent", "target_t")
    cells |= record.take("achieved_percent", "initiative", "status")
    match = {
        "reported_year": year.value,
        **{name: cells[name].value for name in ("kind", "sector", "sector_words")},
        **known_by("target_year", until.value),
    }
    return climate_row(Target, record, cells, match)


def pledge(record: Record) -> Row:
    """The row of a pledge, known by its member, its source, and the day of its record."""
    day = record["last_updated"]
    cells = {
        "kind": chosen(record["end_target"], ENDS),
        "reduction_percent": record["end_reduction_percent"],
        "base_year": record["end_base_year"],
        "status": chosen(record["status"], STATUSES),
        "race_to_zero": chosen(record["race_to_zero"], YES_OR_NO),
        "interim_kind": chosen(record["interim_target"], INTERIM_ENDS),
        "gases": chosen(record["gases"], GASES),
        "has_plan": chosen(record["has_plan"], YES_OR_NO),
        "recorded_on": day,
        "page": record["source_url"],
    }
    cells |= record.take("end_year", "status_year", "interim_year")
    cells |= record.take("interim_reduction_percent", "interim_base_year")
    match = {"source__code": named(record["source"]).value, "recorded_on": day.value}
    return climate_row(Pledge, record, cells, match)


def climate_row(
    model: type[ClimateRow], record: Record, cells: dict[str, Cell], match: Mapping[str, object]
) -> Row:
    """What all three have in common; what is odd in a row is marked as it is loaded."""
    member = record["member_slug"]
    cells = {"member": member, "source": named(record["source"]), **cells}
    cells |= {"is_doubtful": record.cell("member_slug", False)}
    cells |= {"doubt": record.cell("member_slug", "")}
    key = " ".join(str(value) for value in (member.value, *match.values()) if value)
    return Row(
        model,
        replace(member, value=key),
        cells,
        {"member__slug": member.value, **match},
        settle=settle,
    )


def settle(row: ClimateRow, theirs: set[str]) -> None:
    """Mark what is odd as doubtful, unless staff have decided on that themselves."""
    if theirs & {"is_doubtful", "doubt"}:
        return
    try:
        row.clean_fields(exclude={"member", "source"})  # cells are text until then
    except ValidationError:
        return  # which is told as the row is validated
    row.mark_oddities()


def known_by(name: str, value: str) -> dict[str, object]:
    """The condition that a field holds the value of a cell, which may be empty."""
    return {name: value} if value else {f"{name}__isnull": True}


def named(cell: Cell) -> Cell:
    """The code of the source that a cell names, in the words of these files or by its code."""
    return replace(cell, value=SOURCES.get(cell.value, cell.value))


def chosen(cell: Cell, choices: Mapping[str, object]) -> Cell:
    """What the words of a cell mean. Raises LoadingError for words that are not known."""
    if cell.value not in choices and cell.value:
        raise LoadingError(cell.problem(f"“{cell.value}” is none of the answers that we know."))
    return replace(cell, value=choices[cell.value] if cell.value else "")


def answer(cell: Cell) -> Cell:
    """The answer that a reporter chose, without words of their own behind it."""
    return replace(cell, value=OTHER) if cell.value.startswith(OTHER) else cell


def own_words(cell: Cell) -> Cell:
    """The words of a reporter who chose none of the answers; empty for any other."""
    words = cell.value.removeprefix(OTHER).lstrip(": ") if cell.value.startswith(OTHER) else ""
    return replace(cell, value=words)
