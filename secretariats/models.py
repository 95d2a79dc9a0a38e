"""Areas, the offices that serve them, their people, and who is posted where."""

from django.apps import apps
from django.contrib.auth.models import UserManager
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User
from editorial.languages import BY_CODE, CHOICES, LANGUAGES, column, own_text, requires_english
from editorial.pictures.fields import Pictured, PictureField, UnguessableName
from editorial.records.completeness import Need
from editorial.records.history import Versioned
from editorial.records.slugs import Addressed
from editorial.records.validators import WebAddressField, is_time_zone
from editorial.records.wording import Guarded, forget
from editorial.texts.passages import fold
from editorial.texts.prose import prose_field
from editorial.texts.searching import Searched, SearchedQuerySet
from editorial.translations.ledger import Translated
from secretariats.scopes import regional_only, scope_of, within


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


#: What is written in areas whose language is none of the five.
OTHER_TONGUES = {"MN": "mn"}


class AreaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Areas are a common vocabulary: whoever has a posting sees them all."""
        scope = scope_of(user)
        return self if scope.everything or scope.offices else self.none()

    def changeable_by(self, user):
        return self.filter(regional_only(user))


class Area(Translated, Guarded):
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

    def __str__(self) -> str:
        return self.name or self.code

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        forget()

    @property
    def local_tag(self) -> str:
        """The language in which its local governments write themselves (BCP 47)."""
        return OTHER_TONGUES.get(self.code) or BY_CODE[self.default_language].tag


class ForbiddenVariantQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the areas: whoever writes about them may know what not to write."""
        scope = scope_of(user)
        return self if scope.everything or scope.offices else self.none()

    def changeable_by(self, user):
        return self.filter(regional_only(user))


class ForbiddenVariant(Versioned):
    """A name of an area that no public text of one language may use in place of ICLEI's."""

    area = models.ForeignKey(
        Area, models.CASCADE, related_name="forbidden_variants", verbose_name=_("area")
    )
    language = models.CharField(_("language"), max_length=8, choices=CHOICES)
    text = models.CharField(_("name not to be used"), max_length=80)

    objects = ForbiddenVariantQuerySet.as_manager()

    class Meta:
        verbose_name = _("name not to be used")
        verbose_name_plural = _("names not to be used")
        ordering = ["area", "language", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "language", "text"],
                name="secretariats_forbiddenvariant_once",
                violation_error_message=_("This name is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        phrase = fold(self.text)
        if self.text and not phrase:
            raise ValidationError({"text": _("There is nothing to be seen in this name.")})
        if self.language in BY_CODE and self.area_id:
            name = own_text(self.area, "name", BY_CODE[self.language])
            if phrase and fold(name) == phrase:
                raise ValidationError({"text": _("This is the name that ICLEI uses.")})

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        forget()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        forget()
        return deleted


class DesignationExceptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Regional administrators alone list them; a record's form shows those of the record."""
        return self.filter(regional_only(user))

    def changeable_by(self, user):
        return self.visible_to(user)

    def of(self, obj: models.Model):
        """Those for the texts of one record."""
        return self.filter(kind=obj._meta.label_lower, key=obj.pk)


class DesignationException(Versioned):
    """One text that may hold a name not to be used, as when it quotes a document."""

    variant = models.ForeignKey(
        ForbiddenVariant,
        models.CASCADE,
        related_name="exceptions",
        verbose_name=_("name not to be used"),
    )
    kind = models.CharField(_("kind"), max_length=40)
    key = models.PositiveBigIntegerField(_("record"))
    field = models.CharField(_("text"), max_length=40)
    language = models.CharField(_("language"), max_length=8, choices=CHOICES)
    reason = models.TextField(_("reason"), max_length=500)

    objects = DesignationExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception for a name")
        verbose_name_plural = _("exceptions for names")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "field", "language", "variant"],
                name="secretariats_designationexception_once",
                violation_error_message=_("This text has this exception already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.variant)

    def model(self) -> type[models.Model] | None:
        """The kind of the record; None where there is no such kind, or it has no texts."""
        try:
            found = apps.get_model(self.kind)
        except (LookupError, ValueError):
            return None
        return found if issubclass(found, Guarded) else None

    def record(self) -> models.Model | None:
        """The record. This causes a query."""
        model = self.model()
        return model._base_manager.filter(pk=self.key).first() if model else None

    def clean(self) -> None:
        super().clean()
        obj = self.record()
        if obj is None or self.language not in BY_CODE:
            raise ValidationError(_("There is no such text."))
        if not hasattr(obj, column(self.field, BY_CODE[self.language])):
            raise ValidationError(_("There is no such text."))
        if self.variant_id and self.variant.language != self.language:
            raise ValidationError(_("The name is listed for another language than the text is in."))


class SecretariatQuerySet(SearchedQuerySet):
    def public(self):
        """The offices that are open: one that closes in a year to come still is."""
        return self.filter(Q(closed=None) | Q(closed__gt=timezone.localdate().year))

    def visible_to(self, user):
        return self.filter(within(user, "id"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Secretariat(Translated, Searched, Addressed, Guarded):
    """An office of ICLEI."""

    slug_prefix = "secretariats"
    needed = (
        Need("introduction"),
        Need("address"),
        Need("email"),
        Need("latitude", _("coordinates")),
    )
    office_path = "id"

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
    email = models.EmailField(_("e-mail"), blank=True, default="")
    website = WebAddressField(_("website"), blank=True, default="")
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
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
            "are public, and say so. Otherwise they wait as drafts."
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
                violation_error_message=_("An office closes after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def searchable(self) -> tuple[list[str | None], list[str | None]]:
        texts = texts_of(self, ("host", "host_city", "introduction"))
        return texts_of(self, ("name",)), texts

    def clean(self) -> None:
        super().clean()
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("An office cannot lie below itself.")})
            above = above.parent

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


def texts_of(obj: models.Model, fields: tuple[str, ...]) -> list[str | None]:
    """All five versions of each of ``fields``."""
    return [getattr(obj, f"{name}_{lang.column}") for name in fields for lang in LANGUAGES]


class PersonQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True, secretariat__in=Secretariat.objects.public())

    def visible_to(self, user):
        return self.filter(within(user, "secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Person(Translated, Pictured, Guarded):
    """Staff of a secretariat, or one of its desks, as shown to the public."""

    needed = (Need("role"), Need("photo"))
    office_path = "secretariat"

    name = models.CharField(_("name"), max_length=120, blank=True, default="")
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

    def __str__(self) -> str:
        return self.name


class PostingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, and those at the offices that they manage."""
        return self.filter(Q(user=user) | managed_by(user, "secretariat"))

    def changeable_by(self, user):
        """Those of others at the offices that they manage, in no role above theirs."""
        postings = self.filter(managed_by(user, "secretariat")).exclude(user=user)
        return postings if scope_of(user).regional else postings.exclude(role=Posting.Role.REGIONAL)


class Posting(Versioned):
    """Which secretariat a staff user works for, in what role and for which languages."""

    class Role(models.TextChoices):
        TRANSLATOR = "translator", _("Translator")
        EDITOR = "editor", _("Editor")
        PUBLISHER = "publisher", _("Publisher")
        MANAGER = "manager", _("Office manager")
        REGIONAL = "regional", _("Regional administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="postings", verbose_name=_("user"))
    secretariat = models.ForeignKey(
        Secretariat, models.PROTECT, related_name="postings", verbose_name=_("secretariat")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        help_text=_("Empty: all five."),
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "secretariat"],
                name="secretariats_posting_once",
                violation_error_message=_("This user already has a posting at this office."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"

    @property
    def is_regional(self) -> bool:
        return self.role == self.Role.REGIONAL

    def clean(self) -> None:
        known = {code for code, name in CHOICES}
        if not isinstance(self.languages, list) or not known.issuperset(self.languages):
            raise ValidationError({"languages": _("Choose among the five languages.")})

    def language_codes(self) -> list[str]:
        return self.languages or [code for code, name in CHOICES]

    def covered_offices(self) -> set[int]:
        """The keys of the offices that the posting reaches. This causes queries."""
        return self.secretariat.covered()


EDITORS = frozenset(Posting.Role.values) - {Posting.Role.TRANSLATOR}
PUBLISHERS = frozenset({Posting.Role.PUBLISHER, Posting.Role.MANAGER, Posting.Role.REGIONAL})
MANAGERS = frozenset({Posting.Role.MANAGER, Posting.Role.REGIONAL})


def managed_by(user, path: str) -> Q:
    """The condition that the user manages the office at ``path``.

    For whoever manages all it is one that holds: an empty Q would vanish beside another.
    """
    scope = scope_of(user)
    if scope.everything:
        return Q(**{f"{path}__isnull": False})
    return Q(**{f"{path}__in": scope.offices_as(MANAGERS)})


class StaffQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Themselves, and whoever is posted to an office that they manage."""
        posted = Posting.objects.filter(managed_by(user, "secretariat"), user=OuterRef("id"))
        everybody = Q() if scope_of(user).everything else Q(id=user.pk) | Q(Exists(posted))
        return self.filter(everybody, is_staff=True)

    def changeable_by(self, user):
        """Themselves, and whoever holds only postings that they may change."""
        scope = scope_of(user)
        if scope.everything:
            return self.filter(is_staff=True)
        postings = Posting.objects.filter(user=OuterRef("id"))
        beyond = postings.exclude(pk__in=Posting.objects.changeable_by(user))
        others = ~Q(Exists(beyond)) & Q(is_superuser=False)
        return self.visible_to(user).filter(Q(id=user.pk) | others)


class StaffManager(UserManager.from_queryset(StaffQuerySet)):
    use_in_migrations = False


class Staff(User):
    """A user as office managers know them: somebody with postings."""

    objects = StaffManager()

    class Meta:
        proxy = True
        verbose_name = _("staff user")
        verbose_name_plural = _("staff users")
        ordering = ["username"]
