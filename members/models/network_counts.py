"""How many members the network itself has counted, on days that a source gives."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages.punctuation import label_text
from editorial.records.history import Versioned
from editorial.records.scope import Owned
from editorial.templatetags.numbers import grouped
from members.models.claims import Claim
from members.models.containments import Containment
from members.models.sources import Source
from secretariats.models import Area
from secretariats.scopes import regional_only, scope_of


class NetworkCountQuerySet(models.QuerySet):
    def latest_of_region(self, day: date) -> Any:
        """The last count of all members of the region by ``day``, or None. One query."""
        of_region = self.filter(scope=NetworkCount.Scope.REGION, counted_on__lte=day)
        return of_region.select_related("source").order_by("-counted_on").first()

    def visible_to(self, user):
        """A common list: whoever has a posting sees it all."""
        scope = scope_of(user)
        return self if scope.everything or scope.offices else self.none()

    def changeable_by(self, user):
        return self.filter(regional_only(user))


class NetworkCount(Claim, Owned, Versioned):
    """A number of members that a source gives for a day, a month or a year.

    ``is_approximate``: the source says about, over or some. ``counted_on`` is the first day of a
    month or year that is all it says.
    """

    named_by = "source"

    class Scope(models.TextChoices):
        AREA = "area", _("A country or area")
        REGION = "region", _("The region")
        WORLD = "world", _("The world")

    class Precision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    scope = models.CharField(_("where"), max_length=6, choices=Scope)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="network_counts",
        verbose_name=_("area"),
    )
    counted_on = models.DateField(_("counted on"))
    precision = models.CharField(
        _("accuracy of the date"), max_length=5, choices=Precision, default=Precision.DAY
    )
    members = models.PositiveIntegerField(_("members"))
    is_approximate = models.BooleanField(
        _("approximate"), default=False, help_text=_("The source says about, over or some.")
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="network_counts",
        verbose_name=_("source"),
    )
    certainty = models.CharField(
        _("certainty"),
        max_length=7,
        choices=Containment.Certainty,
        default=Containment.Certainty.SEEN,
    )

    note = models.TextField(
        _("internal note"), blank=True, default="", help_text=_("No reader sees it.")
    )

    objects = NetworkCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of the network")
        verbose_name_plural = _("counts of the network")
        ordering = ["-counted_on", "scope", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="area", area__isnull=False) | (~Q(scope="area") & Q(area=None)),
                name="members_networkcount_area",
                violation_error_message=_("Name the area, and only for a count of an area."),
            ),
        ]

    def told(self) -> str:
        """In a sentence, how many the network itself counted, and when."""
        words = {"number": grouped(self.members)}
        words["day"] = date_format(self.counted_on, "DATE_FORMAT")
        if self.is_approximate:
            return gettext("The network itself counted about %(number)s on %(day)s.") % words
        return gettext("The network itself counted %(number)s on %(day)s.") % words

    def __str__(self) -> str:
        where = self.area or self.get_scope_display()
        return label_text(f"{self.counted_on:%Y-%m-%d} {where}", self.members)
