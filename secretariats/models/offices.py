"""Offices and their people."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.finding.searched import Searched, SearchedQuerySet
from editorial.languages import Text, active, requires_english, text_in, texts_of
from editorial.pictures.fields import Pictured, PictureField, UnguessableName
from editorial.records.completeness import Need
from editorial.records.names import Named
from editorial.records.slugs import Addressed
from editorial.records.validators import LatitudeField, LongitudeField, WebAddressField
from editorial.records.wording import Guarded
from editorial.texts.prose import prose_field
from editorial.translations.translated import Translated
from secretariats.models.areas import Area
from secretariats.scopes import within


def place_constraint() -> models.CheckConstraint:
    """Both coordinates or neither, within WGS 84's bounds.

    That both are given has to be said: a CHECK passes where one is NULL.
    """
    neither = Q(latitude__isnull=True, longitude__isnull=True)
    both = Q(latitude__isnull=False, longitude__isnull=False)
    return models.CheckConstraint(
        condition=neither | both & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
        name="%(app_label)s_%(class)s_place",
        violation_error_message=_("Give both coordinates, in degrees (WGS 84), or neither."),
    )


class SecretariatQuerySet(SearchedQuerySet):
    def public(self):
        """The offices that are open: one that closes in a year to come still is."""
        return self.filter(Q(closed=None) | Q(closed__gt=timezone.localdate().year))

    def above(self, offices: Iterable[int]):
        """Those that lie above one of ``offices``, which are keys: a region, and the world."""
        return self.filter(Q(children__in=offices) | Q(children__children__in=offices))

    def visible_to(self, user):
        return self.filter(within(user, "id"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Secretariat(Translated, Named, Searched, Addressed, Guarded):
    """An office of ICLEI."""

    slug_prefix = "secretariats"
    card_texts = ("name", "host_city")
    needed = (
        Need("introduction"),
        Need("address"),
        Need("email"),
        Need("latitude", _("coordinates")),
    )
    office_path = "id"
    told_apart_among = "public"

    class Kind(models.TextChoices):
        WORLD = "world_secretariat", _("World secretariat")
        REGIONAL = "regional_secretariat", _("Regional secretariat")
        COUNTRY = "country_office", _("Country office")
        REPRESENTATIVE = "representative_office", _("Representative office")
        LIAISON = "liaison_office", _("Liaison office")
        CAPACITY = "capacity_center", _("Capacity centre")

    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent office"),
    )
    name = models.CharField(_("name"), max_length=160, blank=True, default="")
    host = models.CharField(_("host"), max_length=200, blank=True, default="")
    host_city = models.CharField(
        _("city"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("With its country or area, as in “Bonn, Germany”."),
    )
    introduction = prose_field(_("introduction"))
    history = models.TextField(_("opening history"), blank=True, default="")
    address = models.TextField(_("address"), blank=True, default="")
    areas = models.ManyToManyField(
        Area, blank=True, related_name="secretariats", verbose_name=_("areas served")
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True, default="")
    email = models.EmailField(_("email address"), blank=True, default="")
    website = WebAddressField(_("website"), blank=True, default="")
    latitude = LatitudeField(_("latitude"), null=True, blank=True)
    longitude = LongitudeField(_("longitude"), null=True, blank=True)
    opened = models.PositiveSmallIntegerField(
        _("opened"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text=_("Year"),
    )
    closed = models.PositiveSmallIntegerField(
        _("closed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text=_("Year"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    shows_converted = models.BooleanField(
        _("shows converted texts"),
        default=False,
        help_text=_(
            "Texts that were converted from the other Chinese script and that nobody has reviewed "
            "are public, and say so. Otherwise they wait for review, unseen by the public."
        ),
    )
    lets_translations_through = models.BooleanField(
        _("lets translations through"),
        default=False,
        db_default=False,
        help_text=_(
            "What translators write on published records is public at once. Otherwise it is "
            "proposed, and public once somebody who may publish has accepted it."
        ),
    )
    wants_two_people = models.BooleanField(
        _("author and approver differ"),
        default=False,
        db_default=False,
        help_text=_(
            "Whoever wrote the last change to a record does not approve or publish it: somebody "
            "else does."
        ),
    )
    updated_at = models.DateTimeField(_("last updated"), auto_now=True)

    objects = SecretariatQuerySet.as_manager()

    class Meta:
        verbose_name = _("secretariat")
        verbose_name_plural = _("secretariats")
        ordering = ["order", "slug"]
        constraints = [
            requires_english("name"),
            place_constraint(),
            models.CheckConstraint(
                condition=Q(closed=None) | Q(closed__gte=models.F("opened")),
                name="secretariats_secretariat_closed_after",
                violation_error_message=_("The closing year must not be before the opening year."),
            ),
        ]

    def searchable(self) -> tuple[list[str | None], list[str | None]]:
        texts = texts_of(self, ("host", "host_city", "introduction"))
        return texts_of(self, ("name",)), texts

    def clean(self) -> None:
        super().clean()
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("An office cannot be its own parent office.")})
            above = above.parent

    def differences(self) -> Iterator[Text]:
        wanted = active()
        yield text_in(self, "host_city")
        yield Text(str(self.get_kind_display()), wanted, wanted)
        yield text_in(self, "host")
        yield from super().differences()

    def is_public(self) -> bool:
        """Whether the office is open, as ``public()`` has it."""
        return self.closed is None or self.closed > timezone.localdate().year

    def covered(self) -> set[int]:
        """The keys of this office and of all below it. This causes one query."""
        below: dict[int | None, list[int]] = {}
        for key, parent in Secretariat.objects.order_by().values_list("pk", "parent_id"):
            below.setdefault(parent, []).append(key)
        found: set[int] = set()
        waiting = [self.pk]
        while waiting:
            key = waiting.pop()
            found.add(key)
            waiting += below.get(key, [])
        return found


class PersonQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True, secretariat__in=Secretariat.objects.public())

    def visible_to(self, user):
        return self.filter(within(user, "secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Person(Translated, Named, Pictured, Guarded):
    """Staff of a secretariat, or one of its desks, as shown to the public."""

    needed = (Need("role"), Need("photo"))
    office_path = "secretariat"
    told_apart_among = "public"
    told_apart_by_staff = True
    told_apart_with = ("secretariat",)

    name = models.CharField(
        pgettext_lazy("of a person", "name"), max_length=120, blank=True, default=""
    )
    role = models.CharField(_("role"), max_length=160, blank=True, default="")
    secretariat = models.ForeignKey(
        Secretariat, models.PROTECT, related_name="people", verbose_name=_("secretariat")
    )
    photo = PictureField(_("photo"), upload_to=UnguessableName("people"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_public = models.BooleanField(_("public"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["secretariat__order", "order", "pk"]
        constraints = [requires_english("name")]

    def reaches_readers(self) -> bool:
        return self.is_public

    def differences(self) -> Iterator[Text]:
        yield text_in(self.secretariat, "name")
        yield text_in(self, "role")
        yield from super().differences()
