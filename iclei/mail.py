"""How mail is sent, as EMAIL_URL says, in settings of the Django that runs and of the outbox."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import dj_email_url
import django

from iclei.service_urls import is_yes, options, refuse_unknown, split, whole_number

BACKENDS = "django.core.mail.backends"
SMTP = f"{BACKENDS}.smtp.EmailBackend"
#: Django's way to send leads into the outbox, whoever takes it.
OUTBOX_BACKEND = "editorial.outbox.backend.OutboxBackend"
#: The ways out of the outbox, by the backend that EMAIL_URL names.
WAYS_OUT = {
    SMTP: "editorial.outbox.smtp.MailServer",
    f"{BACKENDS}.filebased.EmailBackend": "editorial.outbox.transports.MailFolder",
    f"{BACKENDS}.console.EmailBackend": "editorial.outbox.transports.Console",
    f"{BACKENDS}.dummy.EmailBackend": "editorial.outbox.transports.Nowhere",
}
#: The options of a way out, each with what EMAIL_URL gives for it.
OPTIONS = {
    "editorial.outbox.smtp.MailServer": {
        "host": "EMAIL_HOST",
        "port": "EMAIL_PORT",
        "username": "EMAIL_HOST_USER",
        "password": "EMAIL_HOST_PASSWORD",
        "use_tls": "EMAIL_USE_TLS",
        "use_ssl": "EMAIL_USE_SSL",
        "timeout": "EMAIL_TIMEOUT",
    },
    "editorial.outbox.transports.MailFolder": {"folder": "EMAIL_FILE_PATH"},
}

#: What a URL may say of SMTP, and of all ways.
OF_SMTP = {"ssl", "tls", "timeout"}
OF_ALL = {"_server_email", "_default_from_email"}
PORT_OF_TLS = 465  # where TLS begins at once, by RFC 8314


def mail_of(url: str) -> dict[str, Any]:
    """EMAIL_HOST and its like for ``url``. Raises ValueError, in words for operators."""
    parts, given = split(url), options(url)
    if parts.scheme == "smtps":
        raise ValueError(
            "smtps:// means one thing here and another there: write submission://…:465?ssl=yes"
            " where TLS begins at once, submission://…:587 where STARTTLS begins it."
        )
    if parts.scheme not in dj_email_url.SCHEMES:
        raise ValueError("no such way to send mail.")
    mail: dict[str, Any] = dj_email_url.parse(url.partition("?")[0])
    if mail["EMAIL_BACKEND"] not in WAYS_OUT:
        raise ValueError("no such way to send mail.")
    if parts.scheme == "file":
        mail["EMAIL_FILE_PATH"] = unquote(parts.path)
    is_smtp = mail["EMAIL_BACKEND"] == SMTP
    refuse_unknown(given, OF_ALL | (OF_SMTP if is_smtp else set()))
    for name in sorted(OF_ALL & given.keys()):
        mail[name[1:].upper()] = given[name]
    return mail | (smtp_options(given, mail, parts.port) if is_smtp else {})


def smtp_options(
    given: Mapping[str, str], mail: Mapping[str, Any], port: int | None
) -> dict[str, Any]:
    if not mail["EMAIL_HOST"]:
        raise ValueError("it names no mail server.")
    if bool(mail["EMAIL_HOST_USER"]) != bool(mail["EMAIL_HOST_PASSWORD"]):
        raise ValueError("user and password come together, or neither.")
    ssl = is_yes("ssl", given.get("ssl", "no"))
    tls = is_yes("tls", given.get("tls", "yes" if mail["EMAIL_USE_TLS"] and not ssl else "no"))
    if ssl and tls:
        raise ValueError("ssl (TLS from the start) and tls (STARTTLS) exclude each other.")
    chosen: dict[str, Any] = {"EMAIL_USE_SSL": ssl, "EMAIL_USE_TLS": tls}
    if ssl and not port:
        chosen["EMAIL_PORT"] = PORT_OF_TLS
    if "timeout" in given:
        chosen["EMAIL_TIMEOUT"] = whole_number("timeout", given["timeout"], least=1)
    return chosen


def outbox_settings(given: Mapping[str, Any], timeout: float) -> dict[str, Any]:
    """The way out, one of ``WAYS_OUT``, that EMAIL_URL names; ``timeout`` is in seconds."""
    way = WAYS_OUT[str(given["EMAIL_BACKEND"])]
    named = {option: given.get(name) for option, name in OPTIONS.get(way, {}).items()}
    options = {option: value for option, value in named.items() if value not in (None, "")}
    if "timeout" in OPTIONS.get(way, {}):
        options.setdefault("timeout", timeout)
    return {"transport": way, **options}


def mail_settings(given: Mapping[str, object], version: tuple = django.VERSION) -> dict:
    """Django's settings for sending mail: the outbox, and what else EMAIL_URL gives.

    Django 6.1 asks for MAILERS and warns of what it was before, EMAIL_BACKEND and its like.
    """
    others = {name: value for name, value in given.items() if not name.startswith("EMAIL_")}
    if version < (6, 1):
        return {**others, "EMAIL_BACKEND": OUTBOX_BACKEND}
    return {**others, "MAILERS": {"default": {"BACKEND": OUTBOX_BACKEND}}}
