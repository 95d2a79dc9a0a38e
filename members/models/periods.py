"""Rows that each hold for a time, of which a member has one at most on any day."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Period(models.Model):
    """A row of a member that holds from ``begins`` up to but not including ``ends``."""

    #: What to say where two of a member share a day.
    overlap_message: Any = _("This row overlaps another one of the same member.")

    #: Whether a form compares it with the other rows, as one save of them all would leave them.
    is_compared = False

    #: The fields that hold its first day and that of its end.
    day_fields: tuple[str, str]

    member: Any
    member_id: int | None

    class Meta:
        abstract = True

    @property
    def begins(self) -> date | None:
        """The first day, None if it is not known: then it has always held."""
        return getattr(self, self.day_fields[0])

    @property
    def ends(self) -> date | None:
        """The first day on which it does not hold any more, None while there is no end."""
        return getattr(self, self.day_fields[1])

    def has_days(self) -> bool:
        """Whether its days are days, or empty: what could not be read is still there as text."""
        values = (getattr(self, name) for name in self.day_fields)
        return all(value is None or isinstance(value, date) for value in values)

    def has_begun(self, on: date | None = None) -> bool:
        """Whether it has begun ``on`` a day (today); with an unknown beginning it has."""
        return self.begins is None or self.begins <= (on or timezone.localdate())

    def has_ended(self, on: date | None = None) -> bool:
        """Whether it holds no more ``on`` a day (today)."""
        return self.ends is not None and self.ends <= (on or timezone.localdate())

    def clean(self) -> None:
        """A row alone is compared with those that are stored."""
        super().clean()
        if self.member_id and not self.is_compared and self.has_days():
            stored: Any = type(self)._default_manager
            self.refuse_overlap(stored.filter(member=self.member_id).exclude(pk=self.pk))

    def validate_constraints(self, exclude=None):
        """Two rows without an end overlap, which whoever compares them has seen."""
        compared = {"member"} if self.is_compared else set()
        super().validate_constraints(exclude={*(exclude or ()), *compared})

    def refuse_overlap(self, others: Iterable[Self]) -> None:
        """Raise ValidationError if one of ``others``, rows of the same member, shares a day."""
        if any(self.overlaps(other) for other in others):
            raise ValidationError(self.overlap_message)

    def overlaps(self, other: Self) -> bool:
        return self.begins_before(other.ends) and other.begins_before(self.ends)

    def begins_before(self, day: date | None) -> bool:
        """Whether it begins before a day; None is the end of all days."""
        return day is None or self.begins is None or self.begins < day
