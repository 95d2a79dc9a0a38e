"""How long mails are kept: what they say for a month, that they went out for half a year."""

from datetime import timedelta

from django.utils import timezone

from editorial.outbox.models import Mail

TEXT_KEPT, MAIL_KEPT = timedelta(days=30), timedelta(days=180)


def forget_old_mails() -> None:
    """Delete what need not be kept, and at once what was written to nobody."""
    now = timezone.now()
    Mail.objects.filter(recipient="").delete()
    over = Mail.objects.exclude(state__in=(Mail.State.WAITING, Mail.State.SENDING))
    over.filter(made_at__lt=now - MAIL_KEPT).delete()
    over.filter(made_at__lt=now - TEXT_KEPT).exclude(text="").update(text="", html="")
