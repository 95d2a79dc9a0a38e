"""Indicators: what is measured, or asked, of members."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.languages import Text, requires_english, text_in
from editorial.records.names import Named
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from members.models.shared import Shared, SharedQuerySet
from members.models.themes import Theme
from secretariats.models import Secretariat

MOST_DECIMALS = 6


class IndicatorQuerySet(SharedQuerySet):
    def usable_at(self, office: Secretariat):
        """Those that a member of an office can have facts of: its own, and those above it."""
        return self.filter(secretariat__in=[office.pk, *Secretariat.objects.above([office.pk])])


class Indicator(Shared, Translated, Named, Guarded):
    """What is measured: with a unit, and what it means.

    ``decimals`` is how many digits of a number behind the full stop are shown.
    """

    office_path = "secretariat"
    not_prose = ("code",)
    parts = ("choices",)

    class Kind(models.TextChoices):
        NUMBER = "number", _("Number")
        PERCENTAGE = "percentage", _("Percentage")
        YEAR = "year", _("Year")
        CHOICE = "choice", _("Choice")
        TEXT = "text", pgettext_lazy("kind of indicator", "Text")

    #: What is a quantity, which can be compared and grow.
    QUANTITIES = (Kind.NUMBER, Kind.PERCENTAGE)
    #: What is kept as a number.
    IN_NUMBERS = (*QUANTITIES, Kind.YEAR)

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("By which sheets and files name it. Latin letters, digits and hyphens."),
    )
    secretariat = models.ForeignKey(
        Secretariat,
        models.PROTECT,
        related_name="indicators",
        verbose_name=_("office"),
        help_text=_("An indicator of the regional secretariat serves all members."),
    )
    name = models.CharField(_("name"), max_length=120, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=40, blank=True, default="")
    definition = models.TextField(_("definition"), blank=True, default="")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NUMBER)
    decimals = models.PositiveSmallIntegerField(
        _("decimals"), default=0, validators=[MaxValueValidator(MOST_DECIMALS)]
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="indicators", verbose_name=_("themes")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "code"]
        constraints = [requires_english("name")]

    def written(self, number: Decimal) -> str:
        """A number of it as readers see it, without its unit."""
        if self.kind == self.Kind.YEAR:
            return f"{int(number)}"
        words = f"{number:,.{self.decimals}f}"
        return f"{words}%" if self.kind == self.Kind.PERCENTAGE else words

    def unit_in_words(self) -> Text:
        """Empty where it has none, as an index or a year."""
        return text_in(self, "unit")

    def rows(self) -> Any:
        return self.choices.all() if self.pk else ()


class IndicatorChoiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(indicator__in=Indicator.objects.all().visible_to(user))

    def changeable_by(self, user):
        """Those of indicators that the user may change, of which they are parts."""
        return self.filter(indicator__in=Indicator.objects.all().changeable_by(user))


class IndicatorChoice(Translated, Named, Guarded):
    """One of the answers that an indicator of the kind *choice* allows."""

    office_path = "indicator__secretariat"
    not_prose = ("code",)
    #: The link inside which a code means one answer, and the code: by these sheets name it.
    code_within = ("indicator", "code")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="choices", verbose_name=_("indicator")
    )
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=120, blank=True, default="")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = IndicatorChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of an indicator", "choice")
        verbose_name_plural = pgettext_lazy("of an indicator", "choices")
        ordering = ["indicator", "order", "code"]
        constraints = [
            requires_english("name"),
            models.UniqueConstraint(
                fields=["indicator", "code"],
                name="members_indicatorchoice_once",
                violation_error_message=_("This code is there already."),
            ),
        ]
