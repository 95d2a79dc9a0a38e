"""Pledges: what end of its emissions a city has declared, and how firmly."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.languages.punctuation import add_note, label_text
from editorial.records.validators import WebAddressField
from members.models.climate import ClimateQuerySet, ClimateRow, percent_field, year_field

#: After so long somebody should look whether a pledge is still what the city says.
OLD = timedelta(days=2 * 365)


class PledgeQuerySet(ClimateQuerySet):
    def newest(self):
        """The latest that is recorded of each member, of those that nobody doubts."""
        own = Pledge.objects.trusted().filter(member=OuterRef("member"))
        return self.filter(pk=Subquery(own.order_by("-recorded_on", "-pk").values("pk")[:1]))

    def neutral(self):
        """Those that end in neutrality; a reduction, another end, or none never does."""
        return self.filter(kind__in=Pledge.NEUTRAL)

    def with_firmness(self):
        """With ``firmness``: 0 for an unknown status, 1 for a proposal, more for what is firmer."""
        ranks = [When(status=status, then=Value(rank)) for status, rank in RANKS.items()]
        return self.annotate(firmness=Case(*ranks, default=Value(0)))

    def old(self, on: date | None = None):
        """Those recorded more than two years before a day (today)."""
        return self.filter(recorded_on__lt=(on or timezone.localdate()) - OLD)


class Pledge(ClimateRow):
    """The end target and the interim target of a city, as its source recorded them on a day.

    ``page`` is where the city or somebody else says so. A row is known by its member, its source
    and that day: what is imported again finds it by these.
    """

    in_order = (
        ("base_year", "end_year"),
        ("interim_base_year", "interim_year"),
        ("interim_year", "end_year"),
    )

    class Kind(models.TextChoices):
        CARBON_NEUTRAL = "carbon_neutral", _("Carbon neutral")
        NET_ZERO = "net_zero", _("Net zero")
        ZERO_CARBON = "zero_carbon", _("Zero carbon")
        CLIMATE_NEUTRAL = "climate_neutral", _("Climate neutral")
        GHG_NEUTRAL = "ghg_neutral", _("Greenhouse gas neutral")
        REDUCTION = "reduction", _("Reduction of emissions")
        OTHER = "other", _("Another end")
        NONE = "none", _("No end target")

    #: What counts as neutral.
    NEUTRAL = (
        Kind.CARBON_NEUTRAL,
        Kind.NET_ZERO,
        Kind.ZERO_CARBON,
        Kind.CLIMATE_NEUTRAL,
        Kind.GHG_NEUTRAL,
    )

    class Status(models.TextChoices):
        """How firm it is, the loosest first."""

        PROPOSED = "proposed", _("Proposed or in discussion")
        DECLARED = "declared", _("Declared")
        POLICY = "policy", _("In a policy document")
        LAW = "law", _("In law")
        ACHIEVED = "achieved", _("Achieved")

    class Interim(models.TextChoices):
        REDUCTION = "reduction", _("Reduction of emissions")
        OTHER = "other", _("Another interim target")
        NONE = "none", _("No interim target")

    class Gases(models.TextChoices):
        CO2 = "co2", _("Carbon dioxide alone")
        ALL = "all", _("Carbon dioxide and other greenhouse gases")
        UNSAID = "unsaid", _("The pledge does not say")

    kind = models.CharField(_("end target"), max_length=15, choices=Kind)
    reduction_percent = percent_field(_("reduction (%)"))
    base_year = year_field(_("base year"), null=True, blank=True)
    end_year = year_field(_("end year"), null=True, blank=True)
    status = models.CharField(
        pgettext_lazy("of a target or pledge", "status"),
        max_length=8,
        choices=Status,
        blank=True,
        default="",
    )
    status_year = year_field(
        pgettext_lazy("of a target or pledge", "year of the status"), null=True, blank=True
    )
    race_to_zero = models.BooleanField(_("in the Race to Zero"), null=True, blank=True)
    interim_kind = models.CharField(
        _("interim target"), max_length=9, choices=Interim, blank=True, default=""
    )
    interim_reduction_percent = percent_field(_("interim reduction (%)"))
    interim_base_year = year_field(_("interim base year"), null=True, blank=True)
    interim_year = year_field(_("interim year"), null=True, blank=True)
    gases = models.CharField(_("gases"), max_length=6, choices=Gases, blank=True, default="")
    has_plan = models.BooleanField(_("with a published plan"), null=True, blank=True)
    recorded_on = models.DateField(_("recorded on"))
    page = WebAddressField(_("page that says so"), max_length=500, blank=True, default="")

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("climate pledge")
        verbose_name_plural = _("climate pledges")
        default_related_name = "pledges"
        ordering = ["member", "-recorded_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "source", "recorded_on"],
                name="members_pledge_once",
                violation_error_message=_("The source recorded a pledge on that day already."),
            ),
        ]

    def __str__(self) -> str:
        kind = self.get_kind_display()
        return label_text(
            self.member, add_note(kind, str(self.end_year)) if self.end_year else kind
        )

    @property
    def is_neutral(self) -> bool:
        return self.kind in self.NEUTRAL

    def is_neutral_by(self, year: int) -> bool:
        return self.is_neutral and self.end_year is not None and self.end_year <= year

    @property
    def step(self) -> int:
        """How firm it is: 0 for an unknown status, 1 for a proposal, more for what is firmer."""
        return RANKS.get(self.status, 0)

    @property
    def has_interim(self) -> bool:
        """Whether it names something to reach before its end."""
        return self.interim_kind in (self.Interim.REDUCTION, self.Interim.OTHER)


#: By the status of a pledge, how firm it is.
RANKS: dict[str, int] = {str(status): rank for rank, status in enumerate(Pledge.Status, 1)}
