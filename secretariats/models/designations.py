"""Designations that are forbidden, and the exceptions that somebody allowed."""

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.languages import BY_CODE, CHOICES, column, own_text
from editorial.records.doubts import reason_in
from editorial.records.history import Versioned
from editorial.records.scope import changeable, visible
from editorial.records.wording import Guarded, forget, read_fields
from editorial.texts.passages import fold
from editorial.texts.patterns import expand, expand_strictly
from editorial.texts.spellings import is_same_name, letters_in
from secretariats.models.areas import Area
from secretariats.scopes import regional_only, scope_of


class ListedNameQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the areas: whoever writes about them may know what not to write, and what passes."""
        scope = scope_of(user)
        return self if scope.everything or scope.offices else self.none()

    def changeable_by(self, user):
        return self.filter(regional_only(user))


#: How patterns are explained wherever one may be written.
PATTERN_HELP = _(
    "Capitals, spaces, commas and brackets like ( ) do not matter. [the] may be there or not, "
    "{Taiwan|Taipei} is one of these, * stands for up to three words."
)


def is_pattern(text: str) -> None:
    """Raise ValidationError, in words, unless each spelling has at least two letters."""
    if any(len(letters_in("".join(texts))) < 2 for texts in expand_strictly(text)):
        raise ValidationError(_("Enter at least two letters besides the optional ones."))


class ListedName(Versioned):
    """A name on a list by which texts are judged, for one language or for all."""

    is_for_staff = True

    text: Any

    language = models.CharField(
        _("language"),
        max_length=8,
        choices=CHOICES,
        blank=True,
        help_text=_("Leave empty for texts in all languages."),
    )

    objects = ListedNameQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["area", "language", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "language", "text"],
                name="secretariats_%(class)s_once",
                violation_error_message=_("This name is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.text)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        forget()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        forget()
        return deleted


class ForbiddenVariant(ListedName):
    """A name of an area in place of ICLEI's, in public texts of one language or of all.

    One that is forbidden stops the text; one in doubt asks why it stands there.
    """

    class Level(models.TextChoices):
        FORBIDDEN = "forbidden", _("forbidden")
        DOUBT = "doubt", _("in doubt: asks for a reason")

    area = models.ForeignKey(
        Area, models.CASCADE, related_name="forbidden_variants", verbose_name=_("area")
    )
    text = models.CharField(
        _("name not to be used"), max_length=160, validators=[is_pattern], help_text=PATTERN_HELP
    )
    level = models.CharField(
        pgettext_lazy("of a name not to be used", "level"),
        max_length=9,
        choices=Level,
        default=Level.FORBIDDEN,
        db_default=Level.FORBIDDEN,
    )

    class Meta(ListedName.Meta):
        verbose_name = _("name not to be used")
        verbose_name_plural = _("names not to be used")

    def clean(self) -> None:
        super().clean()
        phrase = fold(self.text)
        if self.text and not phrase:
            raise ValidationError({"text": _("This name has no visible characters.")})
        if phrase and self.area_id and self._is_own_name():
            raise ValidationError({"text": _("This is the name that ICLEI uses.")})

    def _is_own_name(self) -> bool:
        languages = [lang for code, lang in BY_CODE.items() if self.language in ("", code)]
        names = [own_text(self.area, "name", language) for language in languages]
        spellings = [" ".join(texts) for texts in expand(self.text)]
        return any(is_same_name(*pair) for pair in product(filter(None, names), spellings))


class ProperName(ListedName):
    """A name of an institution, a strait, a species or a work that holds a name not to be used.

    Inside it that name passes: it is not the writer's word for the area.
    """

    area = models.ForeignKey(
        Area,
        models.CASCADE,
        related_name="proper_names",
        verbose_name=_("area"),
        help_text=_("The area whose names not to be used are allowed inside this one."),
    )
    text = models.CharField(
        _("proper name"), max_length=160, validators=[is_pattern], help_text=PATTERN_HELP
    )
    note = models.CharField(_("note"), max_length=200, blank=True, default="", db_default="")

    class Meta(ListedName.Meta):
        verbose_name = _("proper name")
        verbose_name_plural = _("proper names")

    def clean(self) -> None:
        """A name that is listed as not to be used would excuse itself."""
        super().clean()
        listed = ForbiddenVariant.objects.filter(area=self.area_id).values_list("text", flat=True)
        others = {spelling for text in listed for spelling in squeezed_spellings(text)}
        if self.text and others & squeezed_spellings(self.text):
            raise ValidationError({"text": _("This is itself a name not to be used.")})


@lru_cache(maxsize=2_000)
def squeezed_spellings(pattern: str) -> frozenset[str]:
    """The letters of each spelling of a pattern."""
    return frozenset(letters_in(" ".join(texts)) for texts in expand(pattern))


class DesignationExceptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those for texts of records that a regional administrator sees, and of no others.

        A record's form shows those of the record to whoever sees that.
        """
        return self._of_records(user, visible)

    def changeable_by(self, user):
        return self._of_records(user, changeable)

    def _of_records(self, user, reached: Callable[..., models.QuerySet]):
        """Those of records within reach; of records that are gone, for whoever reaches all."""
        if scope_of(user).everything:
            return self
        within = models.Q(pk__in=())
        for model in apps.get_models():
            if issubclass(model, Guarded):
                keys = reached(model, user).order_by().values("pk")
                within |= models.Q(kind=model._meta.label_lower, key__in=keys)
        return self.filter(regional_only(user)).filter(within)

    def of(self, obj: models.Model):
        """Those for the texts of one record."""
        return self.filter(kind=obj._meta.label_lower, key=obj.pk)


class DesignationException(Versioned):
    """One text that may hold a name not to be used, as when it quotes a document."""

    named_by = "variant"
    is_for_staff = True

    variant = models.ForeignKey(
        ForbiddenVariant,
        models.CASCADE,
        related_name="exceptions",
        verbose_name=_("name not to be used"),
    )
    kind = models.CharField(_("kind"), max_length=40)
    key = models.PositiveBigIntegerField(_("record"))
    field = models.CharField(_("text"), max_length=40)
    language = models.CharField(_("language"), max_length=8, choices=CHOICES, blank=True)
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

    @property
    def column(self) -> str:
        """The column of the text; one that is the same in all languages has no other name."""
        language = BY_CODE.get(self.language)
        return column(self.field, language) if language else self.field

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
        if self.reason and not reason_in(self.reason):
            raise ValidationError({"reason": _("A reason is needed.")})
        obj = self.record()
        if obj is None or self.column not in {field.name for field in read_fields(type(obj))}:
            raise ValidationError(_("There is no such text."))
        if self.variant_id and self.variant.language not in ("", self.language):
            raise ValidationError(
                _("The name is listed for a language other than that of the text.")
            )
