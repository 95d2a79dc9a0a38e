"""Inventories: what a city reported of its emissions in one accounting period."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages.punctuation import label_text
from members.models.climate import (
    Boundary,
    ClimateQuerySet,
    ClimateRow,
    tonnes_field,
    year_field,
)
from members.models.doubts import Oddity
from members.models.reasons import OTHER_PEOPLE, SWAPPED
from members.models.tonnes import odd_tonnes

#: A figure for the city as a whole is given, or follows from two that are.
WITH_NUMBER = Q(basic_t__isnull=False) | Q(scope1_t__isnull=False, scope2_t__isnull=False)
#: So many times the people that are known of it, no city has had.
MANY_TIMES = 3


class InventoryQuerySet(ClimateQuerySet):
    def superseded(self):
        """Rows of a period that was reported again later, with a number if they have one."""
        return self.filter(replaced())

    def current(self):
        """Of each period the newest report, and every row that names no period."""
        return self.exclude(replaced())

    def drawn(self):
        """Current rows with a period and a number: the others are listed, and not drawn."""
        return self.current().filter(WITH_NUMBER).exclude(period_from=None)


def replaced() -> Q:
    """The condition that a later report about the same period takes a row's place.

    One that has no number does not replace one that has; one in doubt replaces none.
    """
    later = Inventory.objects.trusted().filter(
        member=OuterRef("member"),
        period_from=OuterRef("period_from"),
        reported_year__gt=OuterRef("reported_year"),
    )
    return Q(Exists(later.filter(WITH_NUMBER))) | (~WITH_NUMBER & Q(Exists(later)))


class Inventory(ClimateRow):
    """The emissions of a city in one accounting period, as reported in one year.

    Tonnes of CO2 equivalent. ``basic_t`` and ``basic_plus_t`` are the totals that the GPC calls so.
    Two rows are comparable where protocol and boundary agree. ``population`` and ``area_km2`` are
    what the city reported with it. A row is known by its member, the year of its report, and the
    first day of its period: what is imported again finds it by these.
    """

    in_order = (("period_from", "period_to"),)

    class Protocol(models.TextChoices):
        GPC = "gpc", _("Global Protocol for Community-Scale Greenhouse Gas Inventories (GPC)")
        IPCC_2006 = "ipcc_2006", _("2006 IPCC Guidelines for National Greenhouse Gas Inventories")
        NATIONAL = "national", _("Method of a region or country")
        OWN = "own", _("The city’s own method")
        OTHER = "other", _("Another protocol")

    class Change(models.TextChoices):
        INCREASED = "increased", _("Increased")
        DECREASED = "decreased", _("Decreased")
        SAME = "same", _("Stayed the same")
        FIRST = "first", _("First year of calculation")

    reported_year = year_field(_("reported in"))
    period_from = models.DateField(_("accounting period from"), null=True, blank=True)
    period_to = models.DateField(_("accounting period to"), null=True, blank=True)
    boundary = models.CharField(
        _("boundary"), max_length=14, choices=Boundary, blank=True, default=""
    )
    protocol = models.CharField(
        _("protocol"), max_length=9, choices=Protocol, blank=True, default=""
    )
    protocol_words = models.CharField(
        _("protocol in the city’s words"), max_length=300, blank=True, default=""
    )
    gases = models.CharField(
        _("gases"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("As reported, such as CO2, CH4, N2O."),
    )
    scope1_t = tonnes_field(_("scope 1 (t CO₂e)"))
    scope2_t = tonnes_field(_("scope 2 (t CO₂e)"))
    scope3_t = tonnes_field(_("scope 3 (t CO₂e)"))
    basic_t = tonnes_field(_("total BASIC (t CO₂e)"))
    basic_plus_t = tonnes_field(_("total BASIC+ (t CO₂e)"))
    change = models.CharField(
        _("change on the inventory before"),
        max_length=9,
        choices=Change,
        blank=True,
        default="",
    )
    area_km2 = models.FloatField(
        _("area as reported (km²)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    population = models.PositiveIntegerField(_("population as reported"), null=True, blank=True)
    population_year = year_field(_("year of the population"), null=True, blank=True)

    objects = InventoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("emissions inventory")
        verbose_name_plural = _("emissions inventories")
        default_related_name = "inventories"
        ordering = ["member", "-reported_year", "-period_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "reported_year", "period_from"],
                name="members_inventory_once",
                violation_error_message=_("This period was reported in that year already."),
            ),
            models.UniqueConstraint(
                fields=["member", "reported_year"],
                condition=Q(period_from=None),
                name="members_inventory_without_period_once",
                violation_error_message=_("That year has a report without a period already."),
            ),
        ]

    def __str__(self) -> str:
        return label_text(self.member, self.reported_year)

    @property
    def total_t(self) -> int | None:
        """Tonnes of CO2 equivalent as a whole: BASIC, else scopes 1 and 2; None if unknown."""
        if self.basic_t is not None:
            return self.basic_t
        if self.scope1_t is None or self.scope2_t is None:
            return None
        return self.scope1_t + self.scope2_t

    @property
    def is_sum(self) -> bool:
        """Whether the total is that of scopes 1 and 2, as no total was reported."""
        return self.basic_t is None and self.total_t is not None

    @property
    def size_t(self) -> int:
        """The largest figure that it gives, which no other unit makes small; 0 for none."""
        given = (self.scope1_t, self.scope2_t, self.basic_t, self.basic_plus_t, self.total_t)
        return max(filter(None, given), default=0)

    @property
    def year(self) -> int | None:
        """The year in which most of its period lies; None where no period is given."""
        if self.period_from is None:
            return None
        return self.period_from.year + (self.period_from.month > 6)

    def is_comparable_with(self, other: "Inventory") -> bool:
        """Whether protocol and boundary agree, and both are named."""
        named = bool(self.protocol and self.boundary)
        return named and self.way_of_counting == other.way_of_counting

    @property
    def way_of_counting(self) -> tuple[str, str, str, bool]:
        """What agrees in rows that are comparable: protocol, boundary, and what the total is."""
        return self.protocol, self.protocol_words, self.boundary, self.is_sum

    def refuse_disorder(self) -> None:
        super().refuse_disorder()
        if self.period_to and not self.period_from:
            raise ValidationError({"period_from": _("Enter the first day of the period too.")})
        if self.period_from and self.reported_year and self.period_from.year > self.reported_year:
            raise ValidationError({"period_from": _("It begins after the year of its report.")})

    def people(self) -> int | None:
        return super().people() or self.population

    def oddities(self) -> Iterator[Oddity]:
        """Another unit, a larger total inside a smaller one, and people of another place."""
        people = self.people()
        others = () if people else self.figures_beside()
        column = next((n for n in TONNES if getattr(self, n) == self.size_t), "scope1_t")
        yield from self.odd_in(column, odd_tonnes(self.size_t, people, others))
        basic, more = self.basic_t, self.basic_plus_t
        if basic is not None and more is not None and more < basic:
            yield Oddity("basic_plus_t", gettext(SWAPPED))
        yield from self.odd_in("population", odd_people(self.population, super().people()))


def odd_people(told: int | None, known: int | None) -> str:
    """Why people that were reported can hardly be those of the city; empty if they can."""
    if not known or not told or known / MANY_TIMES <= told <= known * MANY_TIMES:
        return ""
    return gettext(OTHER_PEOPLE)


#: The columns of figures, the first of which is asked about where several are the same.
TONNES = ("basic_t", "basic_plus_t", "scope1_t", "scope2_t")
