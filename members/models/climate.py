"""What inventories, targets and pledges share: rows of the climate record of a member."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.records.history import Versioned
from editorial.records.scope import Owned
from editorial.records.wording import objections
from members.models.doubts import Doubtful, DoubtfulQuerySet, Oddity, holds_text
from members.models.members import Member
from members.models.sources import Source
from secretariats.scopes import within

END_BEFORE_START = _("The end must not lie before the start.")


class Boundary(models.TextChoices):
    """What of a city figures are about. Rows of different ones cannot be compared."""

    SAME = "same", _("The whole city and nothing else")
    ADMINISTRATIVE = "administrative", _("The administrative boundary of a local government")
    COMBINED = "combined", _("Several administrative divisions together")
    SMALLER = "smaller", _("Only part of the city")


def year_field(name: Any, **options: Any) -> models.PositiveSmallIntegerField:
    """A year from 1900 to 2100."""
    validators = [MinValueValidator(1900), MaxValueValidator(2100)]
    return models.PositiveSmallIntegerField(name, validators=validators, **options)


def percent_field(name: Any) -> models.FloatField:
    """A share from 0 to 100, None if not given."""
    validators = [MinValueValidator(0), MaxValueValidator(100)]
    return models.FloatField(name, null=True, blank=True, validators=validators)


def tonnes_field(name: Any, **options: Any) -> models.PositiveBigIntegerField:
    """Tonnes of CO2 equivalent, None if not given, which is not zero."""
    return models.PositiveBigIntegerField(name, null=True, blank=True, **options)


class ClimateQuerySet(DoubtfulQuerySet):
    """Rows of the climate record."""

    def public(self):
        """What readers see: trusted rows of listed members."""
        return self.trusted().filter(member__in=Member.objects.listed().order_by().values("pk"))

    def visible_to(self, user):
        return self.filter(within(user, "member__secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class ClimateRow(Doubtful, Owned, Versioned):
    """A row of what a member reported or pledged, as its source has it. Empty is not given."""

    named_by = "member"
    office_path = "member__secretariat"
    #: Names of gases, and what is for staff alone, are no texts that anybody reads.
    not_prose = ("doubt", "gases")
    #: Fields of which the second must not lie before the first.
    in_order: tuple[tuple[str, str], ...] = ()

    member = models.ForeignKey(Member, models.PROTECT, verbose_name=_("member"))
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        abstract = True

    def clean(self) -> None:
        """The words of a city hold no name of an area that ICLEI does not use."""
        super().clean()
        if not holds_text(self):
            self.refuse_disorder()
        if found := objections(self):
            raise ValidationError({one.text.column: [str(one.message)] for one in found})

    def refuse_disorder(self) -> None:
        """Raise ValidationError for what ends before it begins."""
        for first, last in self.in_order:
            start, end = getattr(self, first), getattr(self, last)
            if start is not None and end is not None and end < start:
                raise ValidationError({last: END_BEFORE_START})

    def people(self) -> int | None:
        """How many live in the member, None if unknown."""
        return self.member.population if self.member_id else None

    def odd_in(self, column: str, words: str) -> Iterator[Oddity]:
        if words:
            yield Oddity(column, words)

    def figures_beside(self) -> Iterable[int]:
        """Other figures of the member as a whole, in tonnes, that nobody doubts. Two queries."""
        inventories = apps.get_model("members.Inventory").objects.trusted()
        targets = apps.get_model("members.Target").objects.trusted().of_whole_cities()
        for rows in (inventories, targets):
            kept = rows.filter(member=self.member_id)
            kept = kept.exclude(pk=self.pk) if rows.model is type(self) else kept
            yield from (one.size_t for one in kept if one.size_t)
