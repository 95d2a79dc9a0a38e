"""The portal: one record of whose site this is, so that no region is written into the code."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.languages import columns, requires_english
from editorial.records.names import Named
from editorial.records.portal import NETWORK
from editorial.records.validators import is_time_zone
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from secretariats.models.areas import Area
from secretariats.models.offices import Secretariat
from secretariats.scopes import regional_only

#: What is known of the portal in words, each in five languages.
TEXTS = ("name", "region_name", "headline", "description", "seat", "footer")


class PortalQuerySet(models.QuerySet):
    def present(self) -> "Portal":
        """The record; where there is none, one that says no more than the network's name."""
        stored: Any = self.first()
        return stored or Portal(**{name: NETWORK for text in TEXTS for name in columns(text)})

    def visible_to(self, user):
        """Regional administrators alone have it as a record; what it says stands on every page."""
        return self.filter(regional_only(user))

    def changeable_by(self, user):
        return self.filter(regional_only(user))


class Portal(Translated, Named, Guarded):
    """What this site is called, whose it is, and in which time zone its days begin."""

    name = models.CharField(
        _("name"),
        max_length=80,
        blank=True,
        default="",
        help_text=_("Of the organisation, as it stands at the head of every page."),
    )
    region_name = models.CharField(
        _("name of the region"),
        max_length=80,
        blank=True,
        default="",
        help_text=_("As headings have it, without the name of the organisation."),
    )
    headline = models.CharField(
        _("headline"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("Stands on the home page and on share cards."),
    )
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("What search engines show below the name, in one sentence."),
    )
    seat = models.CharField(
        _("seat"),
        max_length=160,
        blank=True,
        default="",
        help_text=_("A sentence on where the secretariat works, for the list of offices."),
    )
    footer = models.CharField(
        _("footer"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("A sentence on whose site this is, at the foot of every page."),
    )
    own_office = models.ForeignKey(
        Secretariat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("own office"),
        help_text=_("The secretariat whose site this is: home and contact page present it."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[is_time_zone],
        help_text=_(
            "Dates on the pages for readers follow it; new events and users start with it."
        ),
    )
    #: What stands out in the news until a moment: ``news.prominence`` keeps it.
    prominent = models.JSONField(null=True, editable=False)
    #: True in every row there may be, and unique: so there is one.
    is_only = models.BooleanField(default=True, editable=False)

    objects = PortalQuerySet.as_manager()

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portal")
        constraints = [
            *(requires_english(name) for name in TEXTS),
            models.CheckConstraint(condition=Q(is_only=True), name="secretariats_portal_only_one"),
            models.UniqueConstraint(fields=["is_only"], name="secretariats_portal_once"),
        ]

    def served_zones(self) -> list[str]:
        """The time zones of the areas that are served, in their order."""
        return list(Area.objects.values_list("time_zone", flat=True))
