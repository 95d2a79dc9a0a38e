"""How old what is known of a member is: its population, its leader, the evidence of its term."""

from typing import Any

from django.db.models import Case, F, Max, OuterRef, Subquery, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.memberships import Membership

#: Ages in whole years, by calendar years: up to so many, by the name of the age.
STEPS = {"1": 1, "3": 3, "5": 5, "10": 10}
OLDER, UNKNOWN = "older", "unknown"
AGES: dict[str, Any] = {
    "1": _("up to 1 year"),
    "3": _("2 to 3 years"),
    "5": _("4 to 5 years"),
    "10": _("6 to 10 years"),
    OLDER: _("more than 10 years"),
    UNKNOWN: _("no date"),
}
#: What has an age, by the name that addresses give it.
FACTS: dict[str, Any] = {
    "population": _("Inhabitants"),
    "leader": _("Leader confirmed"),
    "evidence": _("Evidence of membership"),
}


def year_of(fact: str) -> Any:
    """The year that a fact of a member is of; of evidence, the newest of the current terms."""
    if fact == "population":
        return F("population_year")
    if fact == "leader":
        return ExtractYear("leader_confirmed_on")
    terms = Membership.objects.current().filter(member=OuterRef("pk")).order_by()
    newest = terms.values("member").annotate(newest=Max("attested_on"))
    return ExtractYear(Subquery(newest.values("newest")[:1]))


def with_age(members: Any, fact: str) -> Any:
    """Annotates ``age``, the name of the age (of ``AGES``) of one of ``FACTS``."""
    this_year = timezone.localdate().year
    steps = [
        When(year_of_fact__gte=this_year - years, then=Value(name)) for name, years in STEPS.items()
    ]
    aged = Case(When(year_of_fact=None, then=Value(UNKNOWN)), *steps, default=Value(OLDER))
    return members.annotate(year_of_fact=year_of(fact)).annotate(age=aged)
