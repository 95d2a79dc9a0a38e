"""Django's way to send a mail leads into the outbox, whoever takes it."""

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from editorial.languages import BY_CODE
from editorial.outbox.posting import post_mail


class OutboxBackend(BaseEmailBackend):
    """Keeps mails in the outbox, one for each address: none is shown another's."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        """Keep them; how many they were. Raises ValueError for what the outbox cannot carry."""
        kept = [list(keep(message)) for message in email_messages]
        return sum(1 for mails in kept if mails)


def keep(message: Any) -> Any:
    """A mail for each address of a message."""
    if message.attachments:
        raise ValueError("The outbox carries no attachments.")
    language = translation.get_language() or "en"
    alternatives = [*getattr(message, "alternatives", ())]
    html = next((content for content, kind in alternatives if kind == "text/html"), "")
    for address in message.recipients():
        yield post_mail(
            recipient=address,
            subject=str(message.subject),
            text=str(message.body),
            html=str(html),
            language=language if language in BY_CODE else "en",
            sender=message.from_email,
            reply_to=", ".join(message.reply_to),
        )
