"""Countries and areas, under the names that ICLEI uses."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.languages import BY_CODE, CHOICES, requires_english
from editorial.records.names import Named
from editorial.records.validators import is_time_zone
from editorial.records.wording import Guarded, forget
from editorial.translations.translated import Translated
from secretariats.scopes import regional_only, scope_of

#: What is written in areas whose language is none of the five.
OTHER_TONGUES = {"MN": "mn"}


class AreaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Areas are a common vocabulary: whoever has a posting sees them all."""
        scope = scope_of(user)
        return self if scope.everything or scope.offices else self.none()

    def changeable_by(self, user):
        return self.filter(regional_only(user))


class Area(Translated, Named, Guarded):
    """A country or area in which members lie, under the name that ICLEI uses."""

    code = models.CharField(_("code"), max_length=2, unique=True, help_text=_("ISO 3166-1 alpha-2"))
    name = models.CharField(_("name"), max_length=80, blank=True, default="")
    default_language = models.CharField(_("default language"), max_length=8, choices=CHOICES)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[is_time_zone])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["order", "code"]
        constraints = [
            requires_english("name"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2}$"),
                name="secretariats_area_code_iso",
                violation_error_message=_("Two capital letters, as in ISO 3166-1."),
            ),
        ]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        forget()

    @property
    def local_tag(self) -> str:
        """The language in which its local governments write themselves (BCP 47)."""
        return OTHER_TONGUES.get(self.code) or BY_CODE[self.default_language].tag
