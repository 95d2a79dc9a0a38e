"""Sources: where a figure or a claim about a member comes from."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from editorial.languages import requires_english
from editorial.records.names import Named
from editorial.records.validators import WebAddressField
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from secretariats.models import Secretariat
from secretariats.scopes import scope_of, within


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the user's offices, and of the offices above them, which all may name."""
        scope = scope_of(user)
        if scope.everything:
            return self
        above = Secretariat.objects.above(scope.offices)
        return self.filter(Q(secretariat__in=scope.offices) | Q(secretariat__in=above))

    def changeable_by(self, user):
        """One that other offices rely on too is changed for all of them, by the region alone."""
        if scope_of(user).everything:
            return self
        own = self.filter(within(user, "secretariat"))
        return own if scope_of(user).regional else own.exclude(Source.used_beyond())


class Source(Translated, Named, Guarded):
    """Where figures and claims come from: a page, a file, a register, a letter.

    ``citation`` is how its publishers ask to be named.
    ``retrieved_on`` is the day on which it was read. ``is_verified``: somebody compared what is
    said here with the source itself; readers are told where nobody did. ``note`` is for staff.
    """

    office_path = "secretariat"
    named_in = "title"
    told_apart_among = ""
    #: What is for staff alone is no text that the public reads.
    not_prose = ("code", "note", "licence")

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("By which sheets and files name it. Latin letters, digits and hyphens."),
    )
    secretariat = models.ForeignKey(
        Secretariat, models.PROTECT, related_name="sources", verbose_name=_("office")
    )
    title = models.CharField(_("title"), max_length=200, blank=True, default="")
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, default="")
    url = WebAddressField(_("address"), max_length=500, blank=True, default="")
    licence = models.CharField(
        _("licence"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("Such as CC BY 4.0. Leave it empty where none is stated."),
    )
    citation = models.CharField(
        _("citation"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("The words by which its publishers ask to be cited, if they do."),
    )
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    is_verified = models.BooleanField(
        _("verified"),
        default=False,
        help_text=_("Somebody has compared what we say with the source itself."),
    )
    note = models.TextField(
        _("internal note"), blank=True, default="", help_text=_("No reader sees it.")
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]
        constraints = [requires_english("title")]

    def count_uses(self) -> int:
        """How many rows name it. A query for each kind of them."""
        return sum(
            model._default_manager.filter(**{name: self}).count() for model, name in self.uses()
        )

    @classmethod
    def used_beyond(cls) -> Q:
        """The condition that a record of another office, or of all, names the source."""
        condition = Q(pk__in=())
        for model, name in cls.uses():
            used = model._default_manager.filter(**{name: OuterRef("pk")})
            own = {model.office_path: OuterRef("secretariat")} if model.office_path else {}
            others = used.exclude(**own) if own else used
            condition |= Q(Exists(others.order_by()))
        return condition

    @classmethod
    def uses(cls) -> list[tuple[Any, str]]:
        """The models that name sources, and the field of each by which it does."""
        links = (link for link in cls._meta.related_objects if link.one_to_many)
        return [(link.related_model, link.field.name) for link in links]
