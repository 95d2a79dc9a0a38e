"""Themes: the urban agendas that members work on."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.languages import (
    requires_english,
)
from editorial.records.completeness import Need
from editorial.records.names import Named
from editorial.records.slugs import Addressed
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from secretariats.scopes import regional_only, scope_of


class ThemeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Themes are a common vocabulary: whoever has a posting sees them all."""
        scope = scope_of(user)
        return self if scope.everything or scope.offices else self.none()

    def changeable_by(self, user):
        return self.filter(regional_only(user))


class Theme(Translated, Named, Addressed, Guarded):
    """An urban agenda with a tagline; its slug is its code."""

    slug_prefix = "themes"
    needed = (Need("tagline"),)
    told_apart_among = "all"

    name = models.CharField(_("name"), max_length=80, blank=True, default="")
    tagline = models.TextField(_("tagline"), blank=True, default="")
    hue = models.PositiveSmallIntegerField(
        _("hue"),
        default=0,
        validators=[MaxValueValidator(359)],
        help_text=_("In degrees, as in OKLCH: 0 is pink, 90 yellow, 150 green, 250 blue."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    updated_at = models.DateTimeField(_("last updated"), auto_now=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "slug"]
        constraints = [
            requires_english("name"),
            models.CheckConstraint(condition=Q(hue__lt=360), name="members_theme_hue"),
        ]

    @property
    def hue_step(self) -> int:
        """The hue to the nearest of the 24 steps that the style sheet knows."""
        return round(self.hue / 15) * 15 % 360
