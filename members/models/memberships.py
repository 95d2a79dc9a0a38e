"""The terms of a membership."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.records.history import Versioned
from editorial.records.validators import WebAddressField
from secretariats.scopes import within


class MembershipQuerySet(models.QuerySet):
    def current(self, on: date | None = None):
        """Terms that hold ``on`` a day (today); one with an unknown start has begun."""
        on = on or timezone.localdate()
        return self.filter(
            Q(joined_on=None) | Q(joined_on__lte=on), Q(left_on=None) | Q(left_on__gt=on)
        )

    def visible_to(self, user):
        return self.filter(within(user, "member__secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Membership(Versioned):
    """One term of a member, from ``joined_on`` up to but not including ``left_on``."""

    named_by = "member"

    class Category(models.TextChoices):
        FULL = "full", _("Full member")
        ASSOCIATE = "associate", _("Associate member")

    class Precision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")
        UNKNOWN = "unknown", _("Not known")

    member = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="memberships", verbose_name=_("member")
    )
    category = models.CharField(
        _("category"), max_length=9, choices=Category, default=Category.FULL
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    joined_precision = models.CharField(
        _("accuracy of the date"), max_length=7, choices=Precision, default=Precision.UNKNOWN
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    evidence = WebAddressField(_("evidence"), max_length=500, blank=True, default="")

    #: Whether a form compares it with the other terms, as one save of them all would leave them.
    is_compared = False

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
        """A term alone is compared with those that are stored."""
        super().clean()
        if self.member_id and not self.is_compared:
            others = Membership.objects.filter(member=self.member_id).exclude(pk=self.pk)
            self.refuse_overlap(others)

    def validate_constraints(self, exclude=None):
        """Two terms without an end overlap, which whoever compares them has seen."""
        compared = {"member"} if self.is_compared else set()
        super().validate_constraints(exclude={*(exclude or ()), *compared})

    def refuse_overlap(self, others: Iterable["Membership"]) -> None:
        """Raise ValidationError if one of ``others``, terms of the same member, shares a day."""
        if any(self.overlaps(other) for other in others):
            raise ValidationError(_("This term overlaps another one of the same member."))

    def overlaps(self, other: "Membership") -> bool:
        return self.begins_before(other.left_on) and other.begins_before(self.left_on)

    def begins_before(self, day: date | None) -> bool:
        """Whether the term begins before a day; None is the end of all days."""
        return day is None or self.joined_on is None or self.joined_on < day
