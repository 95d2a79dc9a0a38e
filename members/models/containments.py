"""What contains a member, and contained it: a table of dated rows."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.records.history import Versioned
from editorial.records.scope import Owned
from members.models.claims import Claim
from members.models.periods import Period
from members.models.places import Place
from members.models.sources import Source
from secretariats.scopes import within

OVERLAP = _("This row overlaps another one: a member lies in one unit at a time.")


class ContainmentQuerySet(models.QuerySet):
    def current(self, on: date | None = None):
        """Rows that hold ``on`` a day (today); one with an unknown start has begun."""
        on = on or timezone.localdate()
        return self.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))

    def past(self, on: date | None = None):
        """Rows that hold no more ``on`` a day (today)."""
        return self.filter(until__lt=on or timezone.localdate())

    def later(self, on: date | None = None):
        """Rows that begin after ``on`` a day (today)."""
        return self.filter(since__gt=on or timezone.localdate())

    def begun(self, on: date | None = None):
        """Rows that hold ``on`` a day (today), or held before."""
        return self.filter(Q(since=None) | Q(since__lte=on or timezone.localdate()))

    def last_containers(self, on: date | None = None) -> dict[int, int]:
        """Those of ``last_containers``, ``on`` a day (today). One query."""
        rows = self.begun(on).exclude(container=None)
        return last_containers(rows.only("member", "container", "until"))

    def above(self, member: Any):
        """Rows whose containers contain a member, or have, directly or by one step more."""
        rows = self.exclude(container=None)
        first = rows.filter(member=member)
        return rows.filter(Q(member=member) | Q(member__in=first.values("container"))).order_by()

    def below(self, member: Any):
        """Rows of what lies within a member, or has, directly or by one step more."""
        rows = self.exclude(container=None)
        first = rows.filter(container=member)
        return rows.filter(Q(container=member) | Q(container__in=first.values("member"))).order_by()

    def inside(self, unit: "Any | Place") -> set[int]:
        """Those of ``inside``, today. Two queries."""
        rows = self.current().only("member", "container", "place")
        return inside(unit, rows, Place.objects.only("within"))

    def visible_to(self, user):
        return self.filter(within(user, "member__secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Containment(Claim, Period, Owned, Versioned):
    """That a member lies within another member or a place, from ``since`` to ``until``.

    Both days belong to it; an unknown ``since`` is always, no ``until`` is still so. A member has
    one container a day, the nearest; what contains that one follows from its own rows.
    """

    named_by = "member"
    office_path = "member__secretariat"
    is_row_with_screen = True
    day_fields = ("since", "until")
    overlap_message = OVERLAP

    class Certainty(models.TextChoices):
        SEEN = "seen", _("The source says so")
        GENERAL = "general", _("General knowledge, not looked up")
        JUDGED = "judged", _("Inferred from what the source says")

    member = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="containments", verbose_name=_("member")
    )
    container = models.ForeignKey(
        "members.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contents",
        verbose_name=_("member that contains it"),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contents",
        verbose_name=_("or place"),
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day."))
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="containments",
        verbose_name=_("source"),
    )
    is_merger = models.BooleanField(
        _("by merger"),
        default=False,
        help_text=_("The member became part of it on that day, and is no government of its own."),
    )
    certainty = models.CharField(
        _("certainty"), max_length=7, choices=Certainty, default=Certainty.SEEN
    )

    objects = ContainmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("containment")
        verbose_name_plural = _("containments")
        ordering = ["member", F("since").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(container=None, place__isnull=False)
                | Q(container__isnull=False, place=None),
                name="members_containment_one_container",
                violation_error_message=_("Choose a member or a place, and not both."),
            ),
            models.CheckConstraint(
                condition=Q(container=None) | ~Q(container=F("member")),
                name="members_containment_not_within_itself",
                violation_error_message=_("A member cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="members_containment_until_after",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(is_merger=False) | Q(since__isnull=False),
                name="members_containment_merger_day",
                violation_error_message=_("Enter the day of the merger as the first day."),
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(until=None),
                name="members_containment_one_open",
                violation_error_message=OVERLAP,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.unit}"

    @property
    def unit(self) -> Any:
        """The member or place that contains."""
        return self.container or self.place

    @property
    def ends(self) -> date | None:
        return None if self.until is None else self.until + timedelta(days=1)

    def clean(self) -> None:
        super().clean()
        if self.member_id is None or self.unit is None:
            return
        name = "container" if self.container else "place"
        if self.unit.area_id != self.member.area_id:
            raise ValidationError({name: _("It lies in another area.")})
        if self.container is not None and self.has_days() and self.closes_a_circle():
            words = _("%(place)s is itself part of this member.") % {"place": self.container}
            raise ValidationError({name: words})

    def closes_a_circle(self) -> bool:
        """Whether the container lies in the member at a time of this row. Some queries.

        The database refuses it too: two who save at once do not see each other's row.
        """
        found, waiting = set(), [(self.container_id, self.begins, self.ends)]
        while waiting:
            key, begins, ends = waiting.pop()
            if key == self.member_id:
                return True
            if (key, begins, ends) in found:
                continue
            found.add((key, begins, ends))
            others = Containment.objects.exclude(pk=self.pk).exclude(container=None)
            rows = others.filter(member=key)
            waiting += [
                (row.container_id, later(begins, row.begins), earlier(ends, row.ends))
                for row in rows
                if self.holds_within(row, begins, ends)
            ]
        return False

    @staticmethod
    def holds_within(row: "Containment", begins: date | None, ends: date | None) -> bool:
        first, end = later(begins, row.begins), earlier(ends, row.ends)
        return first is None or end is None or first < end


def last_containers(rows: "Iterable[Containment]") -> dict[int, int]:
    """By its key, the member that contains each member, or did last; of rows that have begun.

    Totals count a member with the one that it left for a place, until that ends too. What has
    come to lie within it since contains it no more.
    """
    found: dict[int, int] = {}
    for row in sorted(rows, key=newest_first):
        member, container = row.member_id, row.container_id
        if container is None or member in found:
            continue
        if member not in chain_from(container, found):
            found[member] = container
    return found


def newest_first(row: "Containment") -> tuple[int, int]:
    """What still holds comes before what has ended."""
    return -(row.until or date.max).toordinal(), -row.pk


def inside(unit: "Any | Place", rows: "Iterable[Containment]", places: Iterable[Place]) -> set[int]:
    """The keys of the members that lie in a member or a place, or in what lies there.

    ``rows`` are those that hold, ``places`` all that there are.
    """
    held, kept = list(rows), list(places)
    is_place = isinstance(unit, Place)
    members = set() if is_place else {unit.pk}
    around = {unit.pk} if is_place else set()
    found: set[int] = set()
    while members or around:
        within = (row for row in held if row.container_id in members or row.place_id in around)
        members = {row.member_id for row in within} - found
        around = {place.pk for place in kept if place.within_id in around}
        found |= members
    return found


def chain_from(member: int, containers: Mapping[int, int]) -> list[int]:
    """A member and those that follow it, such as what contains it, by their keys, each once."""
    found = [member]
    while (above := containers.get(found[-1])) is not None and above not in found:
        found.append(above)
    return found


def later(one: date | None, other: date | None) -> date | None:
    """The later of two beginnings, of which an unknown one is the earliest of all."""
    return max(filter(None, (one, other)), default=None)


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, of which none is the latest of all."""
    return min(filter(None, (one, other)), default=None)
