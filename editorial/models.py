"""The user, where they are at work now, what they keep, and the trace that a loaded file leaves."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.history import Versioned
from editorial.languages import CHOICES
from editorial.validators import is_time_zone


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


class SavedFilter(models.Model):
    """What a user wants to see of a list again, under a name of theirs. Nobody else sees it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "name"], name="saved_filter_once")
        ]

    def __str__(self) -> str:
        return self.name


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
