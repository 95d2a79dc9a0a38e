"""How mail is sent, as settings of the Django that runs."""

from collections.abc import Mapping

import django

SMTP = "django.core.mail.backends.smtp.EmailBackend"
IN_FILES = "django.core.mail.backends.filebased.EmailBackend"

#: The options that a backend knows, each with the setting that EMAIL_URL gives for it.
OPTIONS = {
    SMTP: {
        "host": "EMAIL_HOST",
        "port": "EMAIL_PORT",
        "username": "EMAIL_HOST_USER",
        "password": "EMAIL_HOST_PASSWORD",
        "use_tls": "EMAIL_USE_TLS",
        "use_ssl": "EMAIL_USE_SSL",
        "timeout": "EMAIL_TIMEOUT",
    },
    IN_FILES: {"file_path": "EMAIL_FILE_PATH"},
}


def mail_settings(given: Mapping[str, object], version: tuple = django.VERSION) -> dict:
    """The settings for sending mail, from those that EMAIL_URL gives.

    Django 6.1 asks for MAILERS and warns of what it was before, EMAIL_HOST and its like.
    """
    if version < (6, 1):
        return dict(given)
    backend = str(given["EMAIL_BACKEND"])
    known = {option: given[name] for option, name in OPTIONS.get(backend, {}).items()}
    options = {option: value for option, value in known.items() if value is not None}
    others = {name: value for name, value in given.items() if not name.startswith("EMAIL_")}
    return {**others, "MAILERS": {"default": {"BACKEND": backend, "OPTIONS": options}}}
