"""All mail that is to go out, each once; and the addresses that none goes to."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.languages import CHOICES
from editorial.languages.punctuation import label_text

#: Stands in a text for an address that lets somebody in, which is made when the mail goes out.
LINK_PLACE = "{link}"


class MailQuerySet(models.QuerySet):
    def due(self):
        """Those that may go out, in the order in which they do."""
        waiting = self.filter(state=Mail.State.WAITING, due_at__lte=timezone.now())
        return waiting.order_by("-priority", "due_at", "pk")

    def open(self):
        """Those that wait or are on their way."""
        return self.filter(state__in=(Mail.State.WAITING, Mail.State.SENDING))

    def to_somebody(self):
        """Without those that are written so that time tells nothing, and go to nobody."""
        return self.exclude(recipient="")

    def about(self, record: models.Model):
        """Those about a record."""
        return self.filter(record_kind=kind_of(record), record_key=record.pk)


def kind_of(record: models.Model) -> str:
    """The kind of a record, that of a proxy being that of what it stands for."""
    model: Any = record._meta.concrete_model
    return str(model._meta.label_lower)


class Mail(models.Model):
    """A mail to one address: what it says, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNCLEAR = "unclear", _("probably sent")
        FAILED = "failed", _("not delivered")
        SUPPRESSED = "suppressed", _("held back")

    class Kind(models.TextChoices):
        RESET = "reset", _("reset of a password")
        INVITATION = "invitation", _("invitation")
        NOTICE = "notice", _("notice")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NOTICE)
    language = models.CharField(_("language"), max_length=8, choices=CHOICES, default="en")
    sender = models.CharField(_("sender"), max_length=320, blank=True, default="")
    reply_to = models.CharField(max_length=320, blank=True, default="")
    recipient = models.CharField(_("recipient"), max_length=320, blank=True, default="")
    subject = models.CharField(_("subject"), max_length=400, blank=True, default="")
    text = models.TextField(_("text"), blank=True, default="")
    html = models.TextField(blank=True, default="")
    #: What makes the address for LINK_PLACE: the path of a function, which is given this mail.
    link_maker = models.CharField(max_length=120, blank=True, default="")
    message_id = models.CharField(max_length=200, unique=True)
    record_kind = models.CharField(max_length=60, blank=True, default="")
    record_key = models.PositiveBigIntegerField(null=True)
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(
        pgettext_lazy("when a mail was", "written"), default=timezone.now
    )
    due_at = models.DateTimeField(_("next try"), default=timezone.now)
    give_up_at = models.DateTimeField(_("tried until"))
    tried_at = models.DateTimeField(_("last try"), null=True, blank=True)
    sent_at = models.DateTimeField(pgettext_lazy("when a mail was", "sent"), null=True, blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True, default="")
    #: The worker that sends it, and the name of this try in its notes.
    worker = models.CharField(max_length=64, blank=True, default="")
    claim = models.CharField(max_length=32, blank=True, default="")

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["priority", "due_at"],
                name="editorial_mail_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["tried_at"], name="editorial_mail_tried"),
            models.Index(fields=["record_kind", "record_key"], name="editorial_mail_record"),
        ]

    def __str__(self) -> str:
        return label_text(self.get_kind_display(), self.recipient)

    @property
    def is_over(self) -> bool:
        return self.state not in (self.State.WAITING, self.State.SENDING)


def normal_address(address: str) -> str:
    """An address as it is compared: two that differ in case alone are one mailbox."""
    return address.strip().casefold()


class Suppression(models.Model):
    """An address that no mail goes to, until somebody lifts it."""

    class Reason(models.TextChoices):
        REFUSED = "refused", _("its mail server does not know this mailbox")
        ASKED = "asked", _("asked not to receive mail")

    address = models.CharField(
        pgettext_lazy("of a mailbox", "address"), max_length=320, unique=True
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, default=Reason.ASKED)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    made_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.address = normal_address(self.address)
        super().save(*args, **kwargs)
