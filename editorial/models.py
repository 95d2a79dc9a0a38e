"""The user, where they are at work now, and the trace that a loaded file leaves."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from editorial.history import Versioned
from editorial.languages import CHOICES, requires_english
from editorial.validators import is_time_zone
from editorial.wording import Guarded


class User(Versioned, AbstractUser):
    """Somebody who signs in to the back office."""

    display_name = models.CharField(_("name"), max_length=120, blank=True, default="")
    interface_language = models.CharField(
        _("interface language"), max_length=8, choices=CHOICES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Seoul", validators=[is_time_zone]
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return str(self)


class Presence(models.Model):
    """A form that a user has open, or had until a moment ago."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "user"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.key}"


class LoadedRecord(models.Model):
    """A record that came from a file, with the fingerprint of what was stored.

    A record whose fingerprint has changed since was edited by staff, and is theirs.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class TermQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The region shares one glossary: whoever has a posting sees all of it."""
        staff = User.objects.filter(pk=user.pk, is_staff=True, is_active=True)
        return self.filter(Exists(staff.filter(Q(is_superuser=True) | Q(postings__isnull=False))))

    def changeable_by(self, user):
        """All who see it; which columns are theirs, the screen says."""
        return self.visible_to(user)


class Term(Versioned, Guarded):
    """A word of the field, or a name, as it is written in each language."""

    class Kind(models.TextChoices):
        TERM = "term", _("Term")
        NAME = "name", _("Protected name")

    wording = models.CharField(_("wording"), max_length=160, blank=True, default="")
    kind = models.CharField(
        _("kind"),
        max_length=4,
        choices=Kind,
        default=Kind.TERM,
        help_text=_("A protected name is written as it stands here, and never converted."),
    )
    note = models.TextField(
        _("note"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("When to use it, when not, and who decided. In any language."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        constraints = [
            requires_english("wording"),
            models.UniqueConstraint(
                Lower("wording_en"),
                name="editorial_term_once",
                violation_error_message=_("The glossary has this term already."),
            ),
        ]

    def __str__(self) -> str:
        return self.wording or str(self.pk)
