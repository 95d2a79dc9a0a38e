"""Proposals: changes that somebody suggests, and that nobody reads before they are accepted."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.accounts.models import User
from editorial.records.scope import Owned

LONGEST_REMARK = 500
#: The key of a record that is proposed itself: it has none yet.
NEW = 0


class ReleaseQuerySet(models.QuerySet):
    def due(self):
        """Those whose moment has come, the earliest first."""
        now = timezone.now()
        return self.filter(state=Release.State.WAITING, due_at__lte=now).order_by("due_at", "pk")


class Release(models.Model):
    """What somebody accepted for one moment: readers see all of it then, or none.

    A person has decided; the clock only carries it out. Where it cannot, ``trouble`` says why,
    ``words`` in which words something was refused, and ``about`` at which proposal.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("of a release", "waiting for its moment")
        DONE = "done", pgettext_lazy("of a release", "carried out")
        STOPPED = "stopped", pgettext_lazy("of a release", "stopped")

    class Trouble(models.TextChoices):
        CONFLICT = "conflict", _("Somebody changed the same since it was accepted.")
        GONE = "gone", _("The record was deleted since it was accepted.")
        REFUSED = "refused", _("What was accepted is not allowed any more.")
        POWER = "power", _("Whoever accepted it may not publish here any more.")
        WITHDRAWN = "withdrawn", _("It was withdrawn by whoever proposed it.")
        TAKEN_BACK = "back", _("It was taken back before its moment.")
        ERROR = "error", _("It could not be stored. The operators can read why.")

    due_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=9, choices=Trouble, blank=True, default="")
    words = models.CharField(max_length=LONGEST_REMARK, blank=True, default="")
    about = models.CharField(max_length=300, blank=True, default="")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="editorial_release_due")]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d %H:%M}"


class ProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Proposal.State.OPEN)

    def scheduled(self):
        """Those that were accepted for a moment to come."""
        return self.filter(state=Proposal.State.SCHEDULED)

    def of(self, record: Any):
        """Those about a record, its rows with it."""
        return self.filter(kind=record._meta.label_lower, key=record.pk)

    def undecided(self):
        """With changes that nobody has decided."""
        waiting = ProposedChange.objects.filter(proposal=OuterRef("pk"), state="")
        return self.open().filter(Exists(waiting))


class Proposal(models.Model):
    """What one person proposes to change of one record and of its rows.

    ``kind`` and ``key`` name the record, ``office`` who decides; of what all share that is nobody's
    office, and the region decides. ``called`` is how the record was called when it was proposed: it
    may be gone. ``batch`` holds what came together: an import, one change to many records.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of a proposal", "open")
        SCHEDULED = "scheduled", pgettext_lazy("of a proposal", "accepted for a moment to come")
        ACCEPTED = "accepted", pgettext_lazy("of a proposal", "accepted")
        PARTLY = "partly", pgettext_lazy("of a proposal", "partly accepted")
        DECLINED = "declined", pgettext_lazy("of a proposal", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("of a proposal", "withdrawn")

    class Origin(models.TextChoices):
        FORM = "form", pgettext_lazy("origin of a proposal", "form")
        TRANSLATOR = "translator", pgettext_lazy("origin of a proposal", "translation")
        IMPORT = "import", _("import of a sheet")
        PO = "po", _("file of translations")
        BULK = "bulk", _("one change to many records")

    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()
    office: Any = models.ForeignKey(
        settings.OFFICE_MODEL, models.CASCADE, null=True, related_name="+"
    )
    called = models.CharField(max_length=300)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    batch = models.CharField(max_length=100, blank=True, default="")
    proposer = models.ForeignKey(
        User, models.PROTECT, related_name="proposals", verbose_name=_("proposed by")
    )
    remark = models.CharField(_("remark"), max_length=LONGEST_REMARK, blank=True, default="")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("answer"), max_length=LONGEST_REMARK, blank=True, default="")
    #: What it goes out with, or was to go out with before that was stopped.
    release = models.ForeignKey(Release, models.SET_NULL, null=True, related_name="proposals")
    #: What was decided for that moment.
    decision = models.JSONField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "key", "state"], name="editorial_proposal_of"),
            models.Index(fields=["state", "office"], name="editorial_proposal_at"),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def model(self) -> Any:
        return apps.get_model(self.kind)

    @property
    def kind_name(self) -> str:
        return str(capfirst(self.model._meta.verbose_name))

    def record(self) -> Any:
        """The record that it is about; None if that was deleted since. This causes a query."""
        return self.model._base_manager.filter(pk=self.key).first()


class ProposedChange(models.Model):
    """What is proposed about one record: the record itself, or a row of it.

    ``values`` hold, by field, what it was when it was proposed, and what it is to become; of links
    the keys. A row that is new has no ``key``. ``said`` is what its proposer said of its texts, and
    of what is in doubt.
    """

    class Deed(models.TextChoices):
        ADD = "add", pgettext_lazy("of a record that is proposed", "new")
        CHANGE = "change", pgettext_lazy("of a record that is proposed", "changed")
        DELETE = "delete", _("to be deleted")

    class State(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("of a proposal", "accepted")
        PARTLY = "partly", pgettext_lazy("of a proposal", "partly accepted")
        DECLINED = "declined", pgettext_lazy("of a proposal", "declined")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=60)
    key = models.BigIntegerField(null=True)
    deed = models.CharField(max_length=6, choices=Deed)
    seen = models.PositiveIntegerField(default=0)
    called = models.CharField(max_length=300, blank=True, default="")
    values = models.JSONField(default=dict)
    said = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, blank=True, default="")
    accepted = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "key"], name="editorial_proposed_of")]

    def __str__(self) -> str:
        return self.called or self.proposal.called

    @property
    def model(self) -> Any:
        return apps.get_model(self.kind)

    @property
    def is_row(self) -> bool:
        return self.kind != self.proposal.kind

    def record(self) -> Any:
        """The stored record; None for one that is new, or gone. This causes a query."""
        if self.key is None:
            return None
        return self.model._base_manager.filter(pk=self.key).first()


def gate_link(model: type[models.Model]) -> Any:
    """The field by which records of ``model`` reach readers through another; None if by themselves.

    The first step of the way to the office says it: that of a fact leads over its member.
    """
    path = getattr(model, "office_path", "")
    return model._meta.get_field(path.split("__")[0]) if "__" in path else None


def gate_of(record: Owned) -> Any:
    """The record by whose gate ``record`` reaches readers. This causes a query if not at hand."""
    link = gate_link(type(record))
    return getattr(record, link.name) if link else record
