"""Periods that overlap from before there was a rule against it: they stay until staff decide."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models.periods import Period


class Disputable(Period):
    """A period that may share days with others of its member if all of them are disputed.

    A migration alone marks them, so a new one never is.
    """

    is_disputed = models.BooleanField(
        _("disputed"), default=False, db_default=False, editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.settle_disputes()

    def delete(self, *args, **kwargs):
        done = super().delete(*args, **kwargs)
        self.settle_disputes()
        return done

    def settle_disputes(self) -> None:
        """Terms of its member that share no day with another any more are disputed no more."""
        if not self.is_disputed:
            return
        stored: Any = type(self)._default_manager
        disputed = list(stored.filter(member=self.member_id, is_disputed=True))
        settled = [
            term.pk
            for term in disputed
            if not any(term.overlaps(other) for other in disputed if other.pk != term.pk)
        ]
        stored.filter(pk__in=settled).update(is_disputed=False)
        self.is_disputed = self.pk not in settled

    def refuse_overlap(self, others: Iterable[Self]) -> None:
        """As for every period; one that is disputed may go on to share days with its like."""
        super().refuse_overlap(
            other for other in others if not (self.is_disputed and other.is_disputed)
        )
