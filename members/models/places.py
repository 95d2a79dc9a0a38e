"""Places: provinces, prefectures and the like that are no members, but contain some."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.finding.names import NamesOf
from editorial.languages import requires_english
from editorial.records.names import Named
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from secretariats.models import Area, Secretariat
from secretariats.scopes import within


class PlaceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(within(user, "secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Place(Translated, Named, Guarded):
    """A unit of government that is no member and has no page, kept for what lies in it.

    ``within`` is the place that contains it. A place inside a member needs no record: what lies
    in it is said to be within the member.
    """

    office_path = "secretariat"
    names_of = NamesOf.PLACES
    not_prose = ("slug", "iso_3166_2")

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        PREFECTURE = "prefecture", _("Prefecture")
        INTEGRATED_CITY = "integrated_special_city", _("Integrated special city")
        COUNTY = "county", _("County")
        DISTRICT = "district", _("District")

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("By which addresses, sheets and files name it. A place has no page."),
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="places", verbose_name=_("area"))
    secretariat = models.ForeignKey(
        Secretariat, models.PROTECT, related_name="places", verbose_name=_("office")
    )
    level = models.CharField(_("level"), max_length=32, choices=Level)
    name = models.CharField(_("name"), max_length=80, blank=True, default="")
    iso_3166_2 = models.CharField(
        _("ISO 3166-2"), max_length=6, blank=True, default="", help_text=_("Such as JP-20.")
    )
    within = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("part of"),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("that contains members", "place")
        verbose_name_plural = pgettext_lazy("that contains members", "places")
        ordering = ["area", "slug"]
        constraints = [
            requires_english("name"),
            models.CheckConstraint(
                condition=Q(within=None) | ~Q(within=F("id")),
                name="members_place_not_within_itself",
                violation_error_message=_("A place cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(iso_3166_2="") | Q(iso_3166_2__regex=r"^[A-Z]{2}-[A-Z0-9]{1,3}$"),
                name="members_place_iso_3166_2",
                violation_error_message=_("Two letters, a hyphen, up to three letters or digits."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if Place.members_called(self.slug).exists():
            raise ValidationError({"slug": _("This is the page address of a member.")})
        if self.within is None:
            return
        if self.within.area_id != self.area_id:
            raise ValidationError({"within": _("It lies in another area.")})
        if self.pk and any(above.pk == self.pk for above in self.within.and_above()):
            words = _("%(place)s is itself part of this one.") % {"place": self.within}
            raise ValidationError({"within": words})

    def reaches_readers(self) -> bool:
        """Readers see it where something lies in it. Queries, until that is found."""
        links = (link for link in self._meta.related_objects if link.one_to_many)
        inside = (
            link.related_model._base_manager.filter(**{link.field.name: self.pk}) for link in links
        )
        return any(rows.exists() for rows in inside)

    @staticmethod
    def members_called(slug: str) -> models.QuerySet:
        """The member that addresses mean by ``slug``, public or not, if there is one."""
        return apps.get_model("members.Member")._base_manager.filter(slug=slug)

    def and_above(self) -> list["Place"]:
        """It and the places that contain it, from below. A query for each of them."""
        found: list[Place] = []
        place: Place | None = self
        while place is not None and place not in found:
            found.append(place)
            place = place.within
        return found
