"""The user and their traces at work, the translation ledger, the glossary, imports of sheets."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.languages import CHOICES, requires_english
from editorial.records.history import Versioned
from editorial.records.validators import is_time_zone
from editorial.records.wording import Guarded


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
        SOURCE = "source", pgettext_lazy("state of a text", "source")
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


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and what was applied to records that all are one's to change.

        One's own are hidden too as soon as one of their records is: who moves to another office
        leaves the texts of the old one behind.
        """
        hidden: Any = Q()
        within: Any = Q(pk__in=())
        for model in self.kinds():
            records = model._default_manager.all()
            keys = records.visible_to(user).order_by().values("pk")
            there = model._base_manager.exclude(pk__in=keys).values("pk")
            own_kind = {"kind": model._meta.label_lower}
            rows = ImportRow.objects.filter(made_by=OuterRef("pk"), record__isnull=False)
            hidden |= Q(**own_kind) & Exists(rows.filter(record__in=there))
            changeable = records.changeable_by(user).order_by().values("pk")
            beyond = Exists(rows.exclude(record__in=changeable))
            within |= Q(**own_kind) & Exists(rows) & ~beyond
        theirs = Q(state__in=(Import.State.APPLIED, Import.State.UNDONE)) & within
        return self.filter(Q(user=user) & ~hidden | theirs)

    def kinds(self) -> Iterator[Any]:
        """The models of whose records there are imports."""
        for label in self.order_by().values_list("kind", flat=True).distinct():
            yield apps.get_model(label)


class Import(models.Model):
    """A sheet that came back: who sent it, what it would change or has changed, and its undoing."""

    class State(models.TextChoices):
        READ = "read", _("being compared")
        PREVIEWED = "previewed", _("to be checked")
        APPLYING = "applying", _("being stored")
        APPLIED = "applied", _("applied")
        UNDONE = "undone", _("undone")

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("user"))
    kind = models.CharField(max_length=40)
    file_name = models.CharField(_("file"), max_length=200)
    sheet = models.CharField(max_length=31)
    letters = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.READ)
    made_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "-id"], name="editorial_import_latest")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.kind)

    @property
    def kind_name(self) -> str:
        """What its records are called."""
        return str(capfirst(self.model._meta.verbose_name_plural))


class ImportRow(models.Model):
    """A row of an import: what the file says, what was found to differ, and what was decided.

    ``changes`` and ``conflicts`` hold, for each column, what is stored and what the file wants;
    ``done`` what stood there before and after the import, which made ``made_version``.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        CONFLICT = "conflict", _("changed on both sides")
        ERROR = "error", _("with errors")

    class Choice(models.TextChoices):
        OPEN = "", _("Not decided")
        MINE = "mine", _("Take what the file says")
        THEIRS = "theirs", _("Keep what is stored")
        LEAVE = "leave", _("Leave this row out")

    made_by = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    cells = models.JSONField(default=dict)
    record = models.PositiveBigIntegerField(null=True)
    seen = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING)
    changes = models.JSONField(default=dict)
    conflicts = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    choice = models.CharField(max_length=6, choices=Choice, default=Choice.OPEN, blank=True)
    done = models.JSONField(default=dict)
    made_version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["made_by", "outcome", "number"], name="editorial_row_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.key}"
