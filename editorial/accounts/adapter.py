"""Signing in: by invitation only, in the user's own language, under the site's own address."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import (
    filter_users_by_email,
    filter_users_by_username,
    user_pk_to_url_str,
)
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from editorial.accounts.models import User
from editorial.records.portal import english_name

LOG = logging.getLogger(__name__)
#: Mails that are sent beside an answer, which must not tell by its time whether there is one.
POST = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")
RESET = "account/email/password_reset_key"
#: The key of a user who is none.
NOBODY = 0


class OneHashBackend(AuthenticationBackend):
    """Hashes one password, whether a name or an address is known or not.

    allauth's own hashes two for an address that it knows: the time would tell. Of users who share
    an address, nobody signs in by it.
    """

    def _authenticate(self, request, **credentials):
        name = credentials.get("email") or credentials.get("username") or ""
        found = [*filter_users_by_username(name)] or filter_users_by_email(name)
        user = found[0] if len(found) == 1 else None
        return self._check_password(user, credentials["password"])


class StaffAccounts(DefaultAccountAdapter):
    """What the portal asks of allauth: nobody signs up, mails speak the reader's language."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under ``SITE_URL``, never under a host that a request names."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL + path

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send a mail in the language of the user it is for; one to nobody is only written.

        A mail to reset a password is sent beside the answer, whose time would tell of it.
        """
        user = context.get("user")
        language = user.interface_language if user else translation.get_language()
        context |= {"site_url": settings.SITE_URL, "email": email}
        with translation.override(language):
            mail = self.render_mail(template_prefix, email, context)
        if template_prefix != RESET:
            mail.send()
        elif user is None or user.pk != NOBODY:
            beside(mail.send)


class SecondFactors(DefaultMFAAdapter):
    """What an app for codes shows beside the code is the name of the site."""

    def get_totp_issuer(self) -> str:
        return english_name()


class ResetForm(ResetPasswordForm):
    """Does the same work for an unknown address, so that response time reveals nothing."""

    users: Any

    def save(self, request, **kwargs):
        nobody = User(pk=NOBODY, interface_language=translation.get_language())
        self.users = self.users or [nobody]
        return super().save(request, **kwargs)


def beside(work: Callable[[], object]) -> None:
    """Do ``work`` in a thread; what goes wrong there is logged."""
    POST.submit(work).add_done_callback(report)


def report(done: Future[object]) -> None:
    if error := done.exception():
        LOG.error("A mail to reset a password was not sent.", exc_info=error)


def invite(user: User) -> None:
    """Mail a new user, in their language, the link under which they choose a password."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    accounts = StaffAccounts()
    link = accounts.get_reset_password_from_key_url(key)
    accounts.send_mail("account/email/invitation", user.email, {"user": user, "link": link})
