"""Facts: what an indicator says of a member, for a year, by a source."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import Text, active, text_in, texts_of
from editorial.languages.punctuation import label_text
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from members.models import reasons
from members.models.doubts import Doubtful, DoubtfulQuerySet, Oddity
from members.models.indicators import MOST_DECIMALS, Indicator, IndicatorChoice
from members.models.sources import Source
from secretariats.scopes import within

#: A figure that differs from the one before it by more than a third of that is asked about.
GREAT_CHANGE = 3
FIRST_YEAR, LAST_YEAR = 1900, 2100
#: The code of the indicator of inhabitants, whose newest value the record of a member holds too.
POPULATION = "population"


class FactQuerySet(DoubtfulQuerySet):
    def newest_first(self, *before: str):
        """Those without a year last; of one year, the one that was entered last first.

        They stand in the order of ``before`` first.
        """
        return self.order_by(*before, F("year").desc(nulls_last=True), "-pk")

    def newest(self):
        """Of each member, the newest trusted one of each indicator."""
        of_both = {"member": OuterRef("member"), "indicator": OuterRef("indicator")}
        first = Fact.objects.trusted().filter(**of_both).newest_first().values("pk")[:1]
        return self.filter(pk=Subquery(first))

    def of(self, code: str):
        """Those of the indicator of that code."""
        return self.filter(indicator__code=code)

    def visible_to(self, user):
        return self.filter(within(user, "member__secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Fact(Doubtful, Translated, Guarded):
    """One value of a member for a year.

    The kind of the indicator says where the value stands: a quantity or a year in ``number``, an
    answer in ``choice``, words in ``text``.
    """

    named_by = "indicator"
    office_path = "member__secretariat"
    is_row_with_screen = True
    not_prose = ("doubt",)

    member = models.ForeignKey(
        "members.Member", models.CASCADE, related_name="facts", verbose_name=_("member")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="facts", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    number = models.DecimalField(
        _("value"), max_digits=20, decimal_places=MOST_DECIMALS, null=True, blank=True
    )
    choice = models.ForeignKey(
        IndicatorChoice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facts",
        verbose_name=_("answer"),
    )
    wording = models.CharField(_("value in words"), max_length=200, blank=True, default="")
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facts",
        verbose_name=_("source"),
    )

    #: Whether the record of its member has told it, and need not be told.
    is_told_by_member = False

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["member", "indicator", F("year").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                "member",
                "indicator",
                Coalesce("year", Value(0)),
                Coalesce("source", Value(0)),
                name="members_fact_once",
                violation_error_message=_(
                    "The member has a value of this indicator for this year by this source already."
                ),
            )
        ]

    def __str__(self) -> str:
        indicator = getattr(self, "indicator", None)  # none in a row that is not filled in yet
        return label_text(text_in(indicator, "name"), self.shown) if indicator else ""

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._tell_member()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            done = super().delete(*args, **kwargs)
            self._tell_member()
        return done

    def _tell_member(self) -> None:
        """Let the record of its member follow, which holds the newest count of inhabitants."""
        if self.indicator.code == POPULATION and not self.is_told_by_member:
            member: Any = self.member
            member._change_reason = getattr(self, "_change_reason", None)
            member.take_population()

    @property
    def shown(self) -> str:
        """The value as readers see it, without its unit."""
        return self.told.value

    @property
    def told(self) -> Text:
        """The value, and the language that it is in."""
        wanted = active()
        if self.choice is not None:
            return text_in(self.choice, "name")
        if self.number is None:
            return text_in(self, "wording")
        return Text(self.indicator.written(self.number), wanted, wanted)

    def is_meant_for_the_public(self) -> bool:
        """Whether its member is: they are seen together."""
        member = getattr(self, "member", None)
        return member is not None and member.is_meant_for_the_public() and not self.is_doubtful

    def clean(self) -> None:
        super().clean()
        if getattr(self, "indicator", None) is None:
            return  # a form has said so
        if wrong := dict(misplaced(self)):
            raise ValidationError(wrong)
        if self.indicator.kind == Indicator.Kind.YEAR and not is_year(self.number):
            raise ValidationError({"number": _("Enter a year.")})
        if self.choice is not None and self.choice.indicator_id != self.indicator_id:
            raise ValidationError({"choice": _("This is no answer of this indicator.")})

    def oddities(self) -> Iterator[Oddity]:
        """Without a year or a source, or far from the value before it."""
        if getattr(self, "indicator", None) is None or getattr(self, "member", None) is None:
            return
        if self.indicator.kind not in Indicator.QUANTITIES or not is_number(self.number):
            return
        if self.year is None:
            yield Oddity("year", gettext(reasons.NO_YEAR))
        if self.source is None:
            yield Oddity("source", gettext(reasons.NO_SOURCE))
        if (before := self.before()) and is_great_change(before.number, self.number):
            told = {"value": before.shown, "year": before.year}
            yield Oddity("number", gettext(reasons.GREAT_CHANGE) % told)

    def before(self) -> "Fact | None":
        """The trusted value of the year before it that there is one of. One query."""
        if self.year is None or self.member_id is None:
            return None
        others = Fact.objects.filter(member=self.member_id, indicator=self.indicator_id)
        earlier = others.trusted().filter(year__lt=self.year, number__isnull=False)
        return earlier.exclude(pk=self.pk).select_related("indicator").newest_first().first()


def misplaced(fact: Fact) -> Iterator[tuple[str, Any]]:
    """What is lacking where the kind of the indicator has its value, and what is elsewhere."""
    wanted = place_of_value(fact.indicator.kind)
    held = {
        "number": fact.number is not None,
        "choice": fact.choice_id is not None,
        "wording": any(texts_of(fact, ("wording",))),
    }
    words = {
        "number": _("Enter a number: that is what this indicator is."),
        "choice": _("Choose an answer: that is what this indicator is."),
        "wording": _("Enter words, in English at least: that is what this indicator is."),
    }
    for place, is_held in held.items():
        at = "wording_en" if place == "wording" else place
        if place == wanted and (not is_held or (place == "wording" and not fact.wording_en)):
            yield at, words[place]
        elif place != wanted and is_held:
            yield at, _("Leave this empty: the kind of the indicator is another.")


def place_of_value(kind: str) -> str:
    """The field in which a fact of an indicator of a kind has its value."""
    places = {Indicator.Kind.CHOICE: "choice", Indicator.Kind.TEXT: "wording"}
    return places.get(Indicator.Kind(kind), "number")


def is_number(value: Any) -> bool:
    """Whether a value is a number by now: what a file gives is a text until it is validated."""
    return isinstance(value, Decimal | int)


def is_year(number: Any) -> bool:
    """Whether a number can be a year, such as that in which a city was founded."""
    return is_number(number) and number == int(number) and 1 <= number <= LAST_YEAR


def is_great_change(before: Decimal | int | None, after: Decimal | int | None) -> bool:
    """Whether a figure differs from another by more than a third of it."""
    if before is None or after is None or before == 0:
        return False
    return abs(Decimal(after) - Decimal(before)) * GREAT_CHANGE > abs(Decimal(before))
