"""Designations that are forbidden, and the exceptions that somebody allowed."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.languages import BY_CODE, CHOICES, column, own_text
from editorial.records.history import Versioned
from editorial.records.wording import Guarded, forget
from editorial.texts.passages import fold
from editorial.texts.spellings import is_same_name
from secretariats.models.areas import Area
from secretariats.scopes import regional_only, scope_of


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
            if phrase and is_same_name(name, self.text):
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

    named_by = "variant"

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
