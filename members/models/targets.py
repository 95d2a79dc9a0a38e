"""Targets: by how much a city said that it would reduce its emissions, and until when."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.languages.punctuation import join_list, label_text
from members.models.climate import (
    Boundary,
    ClimateQuerySet,
    ClimateRow,
    percent_field,
    tonnes_field,
    year_field,
)
from members.models.doubts import Oddity
from members.models.tonnes import odd_tonnes


class TargetQuerySet(ClimateQuerySet):
    def newest(self):
        """Of each member the rows of its latest report, of those that nobody doubts."""
        of_member = Target.objects.trusted().filter(member=OuterRef("member")).order_by()
        latest = of_member.values("member").annotate(latest=Max("reported_year"))
        return self.filter(reported_year=Subquery(latest.values("latest")))

    def of_whole_cities(self):
        """Those about all emissions of the whole city: the only ones to set beside inventories."""
        return self.filter(boundary__in=Target.WHOLE, sector=Target.Sector.ALL)

    def standing(self):
        """Those that the city has not withdrawn."""
        return self.exclude(status=Target.Status.WITHDRAWN)

    def passed(self, on: date | None = None):
        """Those that stand, and whose year was over ``on`` a day (today)."""
        return self.standing().filter(target_year__lt=(on or timezone.localdate()).year)


class Target(ClimateRow):
    """A reduction target, as a city reported it in one year.

    Tonnes of CO2 equivalent; ``achieved_percent`` of the reduction by the day of the report. A row
    is known by its member, the year of its report, kind, sector and target year: what is imported
    again finds it by these.
    """

    in_order = (("base_year", "target_year"),)
    #: Boundaries that hold the city as a whole.
    WHOLE = (Boundary.SAME, Boundary.ADMINISTRATIVE)

    class Kind(models.TextChoices):
        ABSOLUTE = "absolute", _("Less than in a base year")
        INTENSITY = "intensity", _("Less per head or unit than in a base year")
        SCENARIO = "scenario", _("Less than if nothing were done")
        FIXED = "fixed", _("A fixed level")
        NONE = "none", _("No target")

    class Sector(models.TextChoices):
        ALL = "all", _("All emissions of the inventory")
        ENERGY = "energy", _("Energy")
        TRANSPORT = "transport", _("Transport")
        WASTE = "waste", _("Waste")
        OTHER = "other", _("Another sector")

    class Paris(models.TextChoices):
        HALF = "1.5", _("In line with 1.5 °C")
        TWO = "2", _("In line with 2 °C")
        NO = "no", _("Not in line with the Paris Agreement")
        UNKNOWN = "unknown", _("The city does not know")

    class Status(models.TextChoices):
        REPORTED = "reported", _("Reported by the city")
        WITHDRAWN = "withdrawn", _("Withdrawn by the city")

    reported_year = year_field(_("reported in"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    sector = models.CharField(_("sector"), max_length=9, choices=Sector, blank=True, default="")
    sector_words = models.CharField(
        _("sector in the city’s words"), max_length=200, blank=True, default=""
    )
    boundary = models.CharField(
        _("boundary"), max_length=14, choices=Boundary, blank=True, default=""
    )
    base_year = year_field(_("base year"), null=True, blank=True)
    base_t = tonnes_field(_("emissions in the base year (t CO₂e)"))
    year_set = year_field(pgettext_lazy("of a target", "set in"), null=True, blank=True)
    reduction_percent = percent_field(_("reduction (%)"))
    target_year = year_field(_("target year"), null=True, blank=True)
    target_t = tonnes_field(_("emissions in the target year (t CO₂e)"))
    achieved_percent = percent_field(_("achieved (%)"))
    paris = models.CharField(
        _("Paris Agreement"), max_length=7, choices=Paris, blank=True, default=""
    )
    initiative = models.TextField(
        _("initiatives"),
        blank=True,
        default="",
        help_text=_("Those for which it was set, in the city’s words."),
    )
    status = models.CharField(
        pgettext_lazy("of a target or pledge", "status"),
        max_length=9,
        choices=Status,
        default=Status.REPORTED,
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("emissions target")
        verbose_name_plural = _("emissions targets")
        default_related_name = "targets"
        ordering = ["member", "-reported_year", F("target_year").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("member", "reported_year", "kind", "sector", "sector_words"),
                    "target_year",
                ],
                name="members_target_once",
                violation_error_message=_("This target was reported in that year already."),
            ),
            models.UniqueConstraint(
                fields=["member", "reported_year", "kind", "sector", "sector_words"],
                condition=Q(target_year=None),
                name="members_target_without_year_once",
                violation_error_message=_("This target was reported in that year already."),
            ),
        ]

    def __str__(self) -> str:
        words = [self.get_kind_display(), self.target_year or self.reported_year]
        return label_text(self.member, join_list(map(str, words)))

    @property
    def set_in(self) -> int | None:
        """The year in which it was set, where that is no year after its report."""
        is_told = self.year_set is not None and self.year_set <= self.reported_year
        return self.year_set if is_told else None

    @property
    def is_withdrawn(self) -> bool:
        return self.status == self.Status.WITHDRAWN

    @property
    def is_of_whole_city(self) -> bool:
        """Whether it is about all emissions of the whole city, as inventories are."""
        return self.boundary in self.WHOLE and self.sector == self.Sector.ALL

    @property
    def is_path(self) -> bool:
        """Whether a path leads from base year to target year: all of its numbers are known."""
        ends = (self.base_year, self.base_t, self.target_year, self.aim_t)
        return self.is_of_whole_city and all(end is not None for end in ends)

    @property
    def aim_t(self) -> int | None:
        """Tonnes in the target year, as given, or as they follow for an absolute target."""
        if self.target_t is not None or self.kind != self.Kind.ABSOLUTE:
            return self.target_t
        if self.base_t is None or self.reduction_percent is None:
            return None
        return round(self.base_t * (1 - self.reduction_percent / 100))

    @property
    def size_t(self) -> int:
        """The figure by which its unit is told; 0 for none."""
        return self.base_t or 0

    def oddities(self) -> Iterator[Oddity]:
        """A base in another unit, or of a part of the city that is nothing beside it."""
        people = self.people()
        others = () if people else self.figures_beside()
        yield from self.odd_in("base_t", odd_tonnes(self.size_t, people, others))
