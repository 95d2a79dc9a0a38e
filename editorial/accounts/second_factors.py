"""Secrets of the second factor: encrypted under keys of their own, renewed, and reset.

A code is reckoned from a secret, so that must be read, unlike a password. Whoever finds a backup of
the database finds it without the keys. The first of ``MFA_KEYS`` encrypts, all of them decrypt.
Of a security key (WebAuthn) the portal has a public key only, which is no secret.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User
from editorial.accounts.sessions import end_sessions

#: Before what is encrypted; a secret in clear has letters and digits only.
SIGN = "mfa1$"
#: What of the data of an authenticator is secret: one text, or a list of them.
SECRETS = ("secret", "seed", "migrated_codes")
#: What a version of a user says of a reset, for machines to read.
REASON = "second-factor-reset"


class Unreadable(ValidationError):
    """None of ``MFA_KEYS`` is the key that encrypted a secret."""

    def __init__(self) -> None:
        words = _(
            "Your second factor cannot be read any more. Ask the manager of your "
            "office, or the operator of the site, to reset it."
        )
        super().__init__(words, code="unreadable")


class UnreadableMiddleware:
    """Says so where a page shows a second factor whose key is gone; forms say so themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Unreadable):
            return None
        context = {"reason": error.messages[0]}
        return render(request, "mfa/unreadable.html", context, status=409)


def cipher() -> MultiFernet:
    digests = (sha256(key.encode()).digest() for key in settings.MFA_KEYS)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


def encrypt(text: str) -> str:
    return SIGN + cipher().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """The secret; one from before there were keys is as it stands. Raises Unreadable."""
    if not text.startswith(SIGN):
        return text
    try:
        return cipher().decrypt(text.removeprefix(SIGN).encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def changed(data: dict[str, Any], change: Any) -> dict[str, Any]:
    """The data of an authenticator, with ``change`` done to each of its secrets."""
    found = dict(data)
    for name in SECRETS:
        value = found.get(name)
        if isinstance(value, list):
            found[name] = [change(text) for text in value]
        elif value is not None:
            found[name] = change(value)
    return found


def renew() -> tuple[int, list[User]]:
    """Encrypt all secrets under the first key: how many, and whose cannot be read."""
    done, lost = 0, {}
    for found in Authenticator.objects.select_related("user").order_by("user__username", "pk"):
        try:
            data = changed(found.data, lambda text: encrypt(decrypt(text)))
        except Unreadable:
            lost[found.user.pk] = found.user
            continue
        done += Authenticator.objects.filter(pk=found.pk, data=found.data).update(data=data)
    return done, list(lost.values())


def unreadable_users() -> list[User]:
    """Those whose second factor nobody can read, by their names."""
    lost = {}
    for found in Authenticator.objects.select_related("user").order_by("user__username"):
        try:
            changed(found.data, decrypt)
        except Unreadable:
            lost[found.user.pk] = found.user
    return list(lost.values())


def reset(user: Any) -> bool:
    """Take a user's second factor away and end their sessions; False if there was none.

    Where one is asked for, they set up a new one when they sign in next.
    """
    gone, _by_kind = Authenticator.objects.filter(user=user).delete()
    if gone:
        end_sessions(user)
        user._change_reason = REASON
        user.save()
    return bool(gone)
