"""Figures of a member's own choice."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.languages import (
    requires_english,
)
from editorial.languages.punctuation import label_text
from editorial.records.names import name_in
from editorial.records.validators import WebAddressField
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from members.models.members import Member
from secretariats.scopes import within


class KeyFactQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(within(user, "member__secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class KeyFact(Translated, Guarded):
    """A figure that a member shows, with its year and source."""

    office_path = "member__secretariat"

    member = models.ForeignKey(
        Member, models.CASCADE, related_name="key_facts", verbose_name=_("member")
    )
    label = models.CharField(_("label"), max_length=120, blank=True, default="")
    value = models.CharField(_("value"), max_length=60)
    unit = models.CharField(_("unit"), max_length=40, blank=True, default="")
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    source_url = WebAddressField(_("source"), blank=True, default="")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = KeyFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("key fact")
        verbose_name_plural = _("key facts")
        ordering = ["member", "order", "pk"]
        constraints = [requires_english("label")]

    def __str__(self) -> str:
        return label_text(name_in(self, "label"), self.value)

    def is_meant_for_the_public(self) -> bool:
        """Whether its member is: they are seen together."""
        member = getattr(self, "member", None)
        return member is not None and member.is_meant_for_the_public()
