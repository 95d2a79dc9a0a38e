"""Sources: where a figure or a claim about a member comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.languages import requires_english
from editorial.records.names import Named
from editorial.records.validators import WebAddressField
from editorial.records.wording import Guarded
from editorial.translations.translated import Translated
from members.models.shared import Shared, SharedQuerySet
from secretariats.models import Secretariat


class Source(Shared, Translated, Named, Guarded):
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

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]
        constraints = [requires_english("title")]
