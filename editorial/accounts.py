"""Signing in: by invitation only, in the user's own language, under the site's own address."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from editorial.models import User


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
        """Send a mail in the language of the user it is for."""
        user = context.get("user")
        language = user.interface_language if user else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context | {"site_url": settings.SITE_URL})


def invite(user: User) -> None:
    """Mail a new user, in their language, the link under which they choose a password."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    accounts = StaffAccounts()
    link = accounts.get_reset_password_from_key_url(key)
    accounts.send_mail("account/email/invitation", user.email, {"user": user, "link": link})
