"""Imports of sheets, and their rows."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User
from editorial.jobs.models import Job


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
    #: What stores it, of one that is too large for a request.
    job: Any = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
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

    ``questions`` are what is in doubt: the column, the question and its digest; ``reason`` answers
    them all, and without one the row is held back.
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
        ASKS = "asks", _("asking for a reason")

    class Choice(models.TextChoices):
        OPEN = "", _("Not decided")
        MINE = "mine", _("Use the value in the file")
        THEIRS = "theirs", _("Keep the stored value")
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
    questions = models.JSONField(default=list, db_default=[])
    reason = models.TextField(max_length=500, blank=True, default="", db_default="")
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

    @property
    def is_new(self) -> bool:
        """Whether its record was none before: one that is stored has a version."""
        return self.seen == 0

    @property
    def digests(self) -> list[str]:
        """What tells its questions from others."""
        return [digest for _, _, digest in self.questions]
