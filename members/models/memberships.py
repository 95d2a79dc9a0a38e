"""The terms of a membership."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.records.doubts import Questioned
from editorial.records.history import Versioned
from editorial.records.scope import Owned
from members.models.categories import (
    FULL,
    LONGEST_CODE,
    CategoryField,
    category_choices,
    with_category,
)
from members.models.disputes import Disputable
from members.models.sources import Source
from secretariats.scopes import within

#: So many days ahead the desk is told that a term will end.
ENDING_SOON = timedelta(days=60)


class MembershipQuerySet(models.QuerySet):
    def current(self, on: date | None = None):
        """Terms that hold ``on`` a day (today); one with an unknown start has begun."""
        on = on or timezone.localdate()
        return self.filter(
            Q(joined_on=None) | Q(joined_on__lte=on), Q(left_on=None) | Q(left_on__gt=on)
        )

    def begun(self, on: date | None = None):
        """Terms that have begun by a day (today), whether or not they go on."""
        return self.filter(Q(joined_on=None) | Q(joined_on__lte=on or timezone.localdate()))

    def with_category(self):
        """With the names of their categories, which a page then shows without a query."""
        return with_category(self)

    def ended(self, on: date | None = None):
        """Terms that hold no more ``on`` a day (today)."""
        return self.filter(left_on__lte=on or timezone.localdate())

    def to_begin(self, on: date | None = None):
        """Terms that begin after ``on`` a day (today)."""
        on = on or timezone.localdate()
        return self.filter(joined_on__gt=on).exclude(left_on__lte=on)

    def ending_soon(self, on: date | None = None):
        """Current terms of which the end is near."""
        on = on or timezone.localdate()
        return self.current(on).filter(left_on__lte=on + ENDING_SOON)

    def disputed(self):
        """Terms that overlap others from before there was a rule against it."""
        return self.filter(is_disputed=True)

    def visible_to(self, user):
        return self.filter(within(user, "member__secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Membership(Disputable, Owned, Versioned, Questioned):
    """One term of a member, from ``joined_on`` up to but not including ``left_on``."""

    named_by = "member"
    office_path = "member__secretariat"
    is_row_with_screen = True
    day_fields = ("joined_on", "left_on")
    overlap_message = _("This term overlaps another one of the same member.")

    class Precision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")
        UNKNOWN = "unknown", _("Not known")

    class State(models.TextChoices):
        CURRENT = "current", pgettext_lazy("of a membership", "Current")
        TO_BEGIN = "later", _("Begins later")
        ENDED = "ended", _("Ended")

    class End(models.TextChoices):
        RESIGNATION = "resignation", _("Resignation")
        EXCLUSION = "exclusion", _("Exclusion")
        DISSOLUTION = "dissolution", _("Dissolution")
        MERGER = "merger", _("Merger")

    member = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="memberships", verbose_name=_("member")
    )
    category = CategoryField(_("category"), max_length=LONGEST_CODE, default=FULL)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    joined_precision = models.CharField(
        _("accuracy of the date"), max_length=7, choices=Precision, default=Precision.UNKNOWN
    )
    joined_by_latest = models.DateField(
        _("evidence from"),
        null=True,
        blank=True,
        help_text=_("The day of the oldest evidence: it was a member by then at the latest."),
    )
    attested_on = models.DateField(
        _("evidence up to"),
        null=True,
        blank=True,
        help_text=_("The day of the newest evidence."),
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    ended_by = models.CharField(
        _("how it ended"), max_length=12, choices=End, blank=True, default="", db_default=""
    )
    successor = models.ForeignKey(
        "members.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="succeeded",
        verbose_name=_("successor"),
        help_text=_("The member into which it merged."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("source"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["member", F("joined_on").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="members_membership_left_after",
                violation_error_message=_(
                    "The date of leaving must not be before the date of joining."
                ),
            ),
            models.CheckConstraint(
                condition=Q(joined_on=None, joined_precision="unknown")
                | (Q(joined_on__isnull=False) & ~Q(joined_precision="unknown")),
                name="members_membership_precision",
                violation_error_message=_("Choose how exactly the date of joining is known."),
            ),
            models.CheckConstraint(
                condition=Q(joined_by_latest=None, attested_on=None)
                | Q(
                    joined_by_latest__isnull=False,
                    attested_on__isnull=False,  # a CHECK passes where one side is NULL
                    attested_on__gte=F("joined_by_latest"),
                ),
                name="members_membership_evidence",
                violation_error_message=_(
                    "Give the days of the oldest and the newest evidence, or neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(ended_by="merger"),
                name="members_membership_successor",
                violation_error_message=_("Only a merger has a successor."),
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(left_on=None),
                name="members_membership_one_open",
                violation_error_message=_("This member already has a term without an end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.get_category_display()}"

    def clean(self) -> None:
        """An end has a day. The database cannot say so before code that knows no ends is gone."""
        super().clean()
        if self.ended_by and self.left_on is None:
            raise ValidationError({"left_on": _("Enter the day on which the membership ended.")})

    def get_category_display(self) -> str:
        """The name of the category, or its code where there is none."""
        return dict(category_choices()).get(self.category, self.category)

    @property
    def state(self) -> State:
        """What it is today; one with an unknown start has begun."""
        if self.has_ended():
            return self.State.ENDED
        return self.State.CURRENT if self.has_begun() else self.State.TO_BEGIN

    @property
    def last_day(self) -> date | None:
        """The last day of the term, None while it goes on."""
        return None if self.left_on is None else self.left_on - timedelta(days=1)
