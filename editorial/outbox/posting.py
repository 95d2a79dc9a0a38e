"""Writing a mail: a row in the transaction of what it tells of, so that both are or neither is."""

from datetime import timedelta
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from editorial.outbox.models import Mail, kind_of

Kind = Mail.Kind
#: Who waits for a mail at a screen comes before who will read it some time.
PRIORITIES = {Kind.RESET: 50, Kind.INVITATION: 40, Kind.NOTICE: 0}
#: How long a mail is tried again that was refused for now, or that no server took.
TRIED = timedelta(days=3)


def post_mail(
    *,
    kind: str = Kind.NOTICE,
    recipient: str,
    subject: str,
    text: str,
    language: str,
    record: models.Model | None = None,
    **more: Any,
) -> Mail:
    """Put a mail in the outbox. To nobody (an empty ``recipient``) it is only written.

    ``more`` are ``html``, ``sender``, ``reply_to``, ``link_maker``, ``priority``.
    """
    now, sender = timezone.now(), more.pop("sender", "") or settings.DEFAULT_FROM_EMAIL
    values = {
        "kind": kind,
        "recipient": recipient,
        "subject": " ".join(subject.split()),
        "text": text,
        "language": language,
        "sender": sender,
        "record_kind": kind_of(record) if record is not None else "",
        "record_key": record.pk if record is not None else None,
        "priority": PRIORITIES[Kind(kind)],
        "message_id": f"<{uuid4().hex}@{domain_of(sender)}>",
        "made_at": now,
        "due_at": now,
        "give_up_at": now + TRIED,
        "state": Mail.State.WAITING if recipient else Mail.State.SUPPRESSED,
    }
    return Mail.objects.create(**values | more)


def domain_of(sender: str) -> str:
    """Whose name stands in the identifiers of mails: that of the sender's mail."""
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def send_again(mail: Mail) -> bool:
    """Have a mail sent once more that did not arrive; False if it waits, or has no text any more.

    Its identifier stays: where it did arrive, the second copy can be told.
    """
    now = timezone.now()
    ended = Mail.objects.filter(pk=mail.pk).exclude(text="")
    ended = ended.filter(state__in=(Mail.State.FAILED, Mail.State.UNCLEAR, Mail.State.SUPPRESSED))
    anew = {"state": Mail.State.WAITING, "due_at": now, "give_up_at": now + TRIED}
    return bool(ended.update(**anew, error="", tries=0))
