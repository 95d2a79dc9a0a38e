"""The user, where they are at work now, the translation ledger, and the trace of a loaded file."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
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


class Confirmation(models.Model):
    """Somebody's word that a text says what its source says.

    Texts are known by their digests, so that the text as it is now tells whether the word still
    holds. Confirmations are added and never changed, but for which of them is the latest.
    """

    class How(models.TextChoices):
        WRITTEN = "written", _("written")
        CONFIRMED = "confirmed", _("confirmed")
        CONVERTED = "converted", _("converted")

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=8, choices=CHOICES)
    source_digest = models.CharField(max_length=32)
    text_digest = models.CharField(max_length=32)
    #: The version of the record that held the source so confirmed.
    version = models.PositiveIntegerField()
    how = models.CharField(max_length=9, choices=How)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "field", "language"],
                condition=models.Q(is_latest=True),
                name="confirmation_latest_once",
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="confirmation_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.field} {self.language}: {self.how}"


class Standing(models.Model):
    """How the texts of a record stand in one language, computed from the ledger at every save.

    ``worst`` is the state of the text that is furthest from its source, and ``since`` the moment
    from which work waits in this language; None where none does.
    """

    class State(models.TextChoices):
        SOURCE = "source", _("source")
        NOT_DUE = "not_due", _("nothing to translate")
        CURRENT = "current", _("current")
        CONVERTED = "converted", _("converted, unreviewed")
        STALE = "stale", _("stale")
        MISSING = "missing", _("missing")

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    language = models.CharField(max_length=8, choices=CHOICES)
    worst = models.CharField(max_length=9, choices=State)
    current = models.PositiveSmallIntegerField(default=0)
    converted = models.PositiveSmallIntegerField(default=0)
    stale = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="standing_once")
        ]
        indexes = [
            # For what waits in a language, the oldest first.
            models.Index(fields=["language", "worst", "since"], name="standing_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.language}: {self.worst}"


class Exchange(models.Model):
    """A translators' file that was uploaded, and waits until its uploader has looked at it.

    It holds what was read from the file, and is gone once that is taken over.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, choices=CHOICES)
    items = models.JSONField()
    obsolete = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.file_name


class Draft(models.Model):
    """A converted text that waits for review, unseen by the public.

    It was made from the same field in ``origin``, whose text had ``origin_digest`` then.
    """

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=8, choices=CHOICES)
    text = models.TextField()
    origin = models.CharField(max_length=8, choices=CHOICES)
    origin_digest = models.CharField(max_length=32)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "field", "language"], name="draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.field} {self.language}"


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
