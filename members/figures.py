"""What the public reads of facts: of each indicator the newest value, and those before it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext

from editorial.languages import Text, active, text_in
from members.models import Fact, Indicator, Member
from members.models.facts import POPULATION

#: By the code of the indicator: its facts say how large the territory of a member is, in km².
AREA = "area-km2"
#: From so many people on a square kilometre no fraction is told.
DENSE = 10


@dataclass(frozen=True)
class Figure:
    """A value with its name, its unit and whence it is; ``earlier`` ones are facts."""

    label: Text
    value: Text
    measured_in: Text | None = None
    year: int | None = None
    source: Any = None
    meaning: Text | None = None
    earlier: Sequence[Fact] = field(default_factory=list)
    note: str = ""
    code: str = ""
    is_in_words: bool = False

    @property
    def has_more(self) -> bool:
        """Whether there is something to say that few readers ask for."""
        return bool(self.earlier or (self.meaning and self.meaning.value))


def prefetched_facts() -> Prefetch:
    """The facts of members that readers may see, with all that is told of them: one query."""
    told = Fact.objects.trusted().select_related("indicator", "choice", "source")
    ordered = told.newest_first("indicator__order", "indicator__code")
    return Prefetch("facts", ordered, to_attr="told_facts")


def facts_by_indicator(member: Member) -> dict[str, list[Fact]]:
    """The facts of a member that was fetched with ``prefetched_facts``, by codes, newest first."""
    found = groupby(member.told_facts, lambda fact: fact.indicator)
    return {indicator.code: list(facts) for indicator, facts in found}


def figures_of(member: Member) -> list[Figure]:
    """All that is told of a member in figures, its inhabitants first. No query."""
    by_code = facts_by_indicator(member)
    return list(told_figures(member, by_code))


def told_figures(member: Member, by_code: dict[str, list[Fact]]) -> Iterator[Figure]:
    if member.population is not None:
        yield population_of(member, by_code.get(POPULATION, []))
    for code, facts in by_code.items():
        if code != POPULATION:
            yield figure_of(facts)
        if code == AREA and member.population is not None:
            yield from density_of(member, facts[0])


def population_of(member: Member, facts: Iterable[Fact]) -> Figure:
    """The inhabitants as the record of the member tells them, with earlier counts."""
    told = (member.population, member.population_year, member.population_source_id)
    earlier = [fact for fact in facts if (fact.number, fact.year, fact.source_id) != told]
    return Figure(
        in_words(gettext("Inhabitants")),
        in_words(f"{member.population:,}"),
        year=member.population_year,
        source=member.population_source,
        earlier=earlier,
        code=POPULATION,
    )


def figure_of(facts: Sequence[Fact]) -> Figure:
    """That of an indicator, from its facts, the newest first."""
    newest, indicator = facts[0], facts[0].indicator
    return Figure(
        text_in(indicator, "name"),
        newest.told,
        unit_of(indicator),
        newest.year,
        newest.source,
        text_in(indicator, "definition"),
        facts[1:],
        code=indicator.code,
        is_in_words=newest.number is None,
    )


@dataclass(frozen=True)
class FigureRow:
    """A figure of several members side by side: a cell for each, None where it is not known."""

    label: Text
    cells: list[Figure | None]


def figures_beside(members: Sequence[Member]) -> list[FigureRow]:
    """A row for each figure that one of the members has, in the order of the first."""
    told = [{figure.code: figure for figure in figures_of(member)} for member in members]
    names = {code: figure.label for figures in told for code, figure in figures.items()}
    return [
        FigureRow(name, [figures.get(code) for figures in told]) for code, name in names.items()
    ]


def unit_of(indicator: Indicator) -> Text | None:
    unit = indicator.unit_in_words()
    return unit if unit.value else None


def density_of(member: Member, area: Fact) -> Iterator[Figure]:
    """People on a square kilometre, computed from what stands beside it."""
    if member.population is None or not area.number:
        return
    people = float(member.population) / float(area.number)
    written = f"{people:,.0f}" if people >= DENSE else f"{people:,.1f}"
    yield Figure(
        in_words(gettext("Density")),
        in_words(written),
        in_words(gettext("people per km²")),
        note=gettext("Computed from inhabitants and area."),
        code="density",
    )


def in_words(words: str) -> Text:
    """Words of the portal itself, in the reader's language."""
    language = active()
    return Text(words, language, language)
