"""The inhabitants of a member: an indicator with a history, whose newest figure its record holds.

The record of a member has columns of its own for them, since sizes, orders and totals read these.
Both are one: who saves the record changes the facts, who changes the facts changes the record.
"""

from typing import Any

from django.utils.translation import gettext, override

from editorial.languages import LANGUAGES, columns
from members.models.facts import POPULATION, Fact
from members.models.indicators import Indicator
from members.models.reasons import SET_ASIDE


def population_of_all(member: Any) -> Indicator:
    """The indicator of inhabitants. It is made where it is not there yet, for the whole region."""
    office = member.secretariat
    names = {}
    for language, name in zip(LANGUAGES, columns("name"), strict=True):
        with override(language.code):
            names[name] = gettext("Inhabitants")
    made = {"secretariat": office.parent or office, "kind": Indicator.Kind.NUMBER, **names}
    found, _is_new = Indicator.objects.get_or_create(code=POPULATION, defaults=made)
    return found


def told_by(member: Any) -> tuple[Any, ...]:
    """The figure that the record of a member tells."""
    return member.population, member.population_year, member.population_source_id


def keep_population(member: Any) -> None:
    """Bring the facts in accord with the record of a member that was saved. One query, or more.

    What is newer than the figure of the record is doubtful from then on: so an old version that
    was restored, or a year that was corrected, stays, and nothing is lost.
    """
    known = list(Fact.objects.filter(member=member).of(POPULATION).trusted().newest_first())
    if newest := known[0] if known else None:
        if (newest.number, newest.year, newest.source_id) == told_by(member):
            return
    elif member.population is None:
        return
    for fact in known:
        if is_set_aside(fact, member):
            set_aside(fact)
    if member.population is not None:
        enter_population(member)


def is_set_aside(fact: Fact, member: Any) -> bool:
    """Whether a fact would stand in the way of what the record of its member tells."""
    if member.population is None:
        return True
    if fact.year == member.population_year:
        return fact.source_id != member.population_source_id
    return member.population_year is None or (fact.year or 0) > member.population_year


def set_aside(fact: Fact) -> None:
    fact.is_doubtful = True
    fact.doubt = gettext(SET_ASIDE)
    fact.is_told_by_member = True
    fact.save()


def enter_population(member: Any) -> None:
    """The fact that says what the record of a member tells: it is changed, or made."""
    at = {
        "member": member,
        "indicator": population_of_all(member),
        "year": member.population_year,
        "source": member.population_source,
    }
    fact = Fact.objects.filter(**at).first() or Fact(**at)
    fact.number, fact.is_doubtful, fact.doubt = member.population, False, ""
    fact.is_told_by_member = True
    fact.save()


def take_population(member: Any) -> None:
    """Give the record of a member the newest trusted figure, where it has another.

    What it holds is looked up: several facts of one member may be stored one after the other.
    """
    member.refresh_from_db(fields=["population", "population_year", "population_source"])
    known = Fact.objects.filter(member=member).of(POPULATION).trusted().newest_first()
    newest = next(iter(known.select_related("source")), None)
    told = (newest.number, newest.year, newest.source_id) if newest else (None, None, None)
    if told != told_by(member):
        member.population = None if newest is None else int(newest.number)
        member.population_year = newest and newest.year
        member.population_source = newest and newest.source
        member.save()
