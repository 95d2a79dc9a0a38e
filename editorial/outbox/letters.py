"""A mail of the outbox as it goes out: with the same identifier and date at each try."""

from email.utils import format_datetime, parseaddr
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.encoding import punycode
from django.utils.module_loading import import_string

from editorial.outbox.models import LINK_PLACE, Mail
from editorial.outbox.transports import Letter


class Undeliverable(Exception):
    """What no try would mend, in words for staff."""


def compose(mail: Mail) -> Letter:
    """The mail as bytes. Raises Undeliverable where its address or its link cannot be made."""
    text, html = mail.text, mail.html
    if mail.link_maker:
        with translation.override(mail.language):
            link = import_string(mail.link_maker)(mail)
        text, html = (part.replace(LINK_PLACE, link) for part in (text, html))
    message = EmailMultiAlternatives(
        mail.subject, text, mail.sender, [mail.recipient], headers=headers_of(mail)
    )
    if mail.reply_to:
        message.reply_to = mail.reply_to.split(", ")
    if html:
        message.attach_alternative(html, "text/html")
    return Letter(file_name(mail), bare(mail.sender), bare(mail.recipient), bytes_of(message))


def headers_of(mail: Mail) -> dict[str, str]:
    """Its identifier, the moment of writing, and that no program need answer it (RFC 3834)."""
    return {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.made_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }


def file_name(mail: Mail) -> str:
    """Made of what we say alone, and the same at each try."""
    return f"{mail.made_at:%Y%m%d-%H%M%S}-{mail.pk}-{mail.kind}"


def bytes_of(message: Any) -> bytes:
    try:
        content: bytes = message.message().as_bytes()
    except ValueError as error:  # a line break in a header, an address that is none
        raise Undeliverable(str(error)) from error
    return content


def bare(address: str) -> str:
    """The address alone, its domain as the wire wants it. Raises Undeliverable if it is none."""
    name, _, domain = parseaddr(address)[1].rpartition("@")
    if not (name and domain and name.isascii() and name.isprintable() and " " not in name):
        raise Undeliverable(f"No address to send to: {address}")
    return f"{name}@{punycode(domain)}"
