"""Signing in: by invitation only, in the user's own language, under the site's own address."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop

from editorial.accounts import guesses, second_factors
from editorial.accounts.models import User
from editorial.accounts.passwords import normalised, spellings
from editorial.outbox.letters import Undeliverable
from editorial.outbox.models import LINK_PLACE, Mail, normal_address
from editorial.outbox.posting import post_mail
from editorial.records.portal import english_name

INVITATION = "account/email/invitation"
#: The kinds of the mails that let somebody in.
KINDS = {
    "account/email/password_reset_key": Mail.Kind.RESET,
    INVITATION: Mail.Kind.INVITATION,
}
#: The function below that makes the address by which they do.
LINK_MAKER = "editorial.accounts.adapter.make_password_link"
CHANGED = gettext_noop("The user has been switched off, or has another email address by now.")
#: The key of a user who is none.
NOBODY = 0


class OneHashBackend(AuthenticationBackend):
    """Hashes as often for a name or an address that is known as for one that is not.

    allauth's own hashes two for an address that it knows: the time would tell. Of users who share
    an address, nobody signs in by it. How often a password is hashed depends on itself alone.
    """

    def _authenticate(self, request, **credentials):
        name = credentials.get("email") or credentials.get("username") or ""
        user, password = guesses.user_named(name), credentials["password"]
        found = self._check_password(user, password)
        if found and not request_user(request).is_authenticated:
            keep_normalised(found, password)
        return found

    def _mitigate_timing_attack(self, password):
        for spelling in spellings(password):
            make_password(spelling)


def request_user(request: HttpRequest | None) -> Any:
    return getattr(request, "user", None) or AnonymousUser()


def keep_normalised(user: User, password: str) -> None:
    """Keep a password that was kept as it was typed in the one form; sessions of before end."""
    if len(spellings(password)) > 1 and not check_password(normalised(password), user.password):
        user.set_password(password)
        user.save(update_fields=["password"])


class StaffAccounts(DefaultAccountAdapter):
    """What the portal asks of allauth: nobody signs up, mails speak the reader's language."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Not of somebody who has just signed in: allauth counts only a second time as recent."""
        is_asked = super().is_reauthentication_required(app=app, **kwargs)
        return is_asked and not has_just_signed_in(self.request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: ``authenticate`` counts."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        name = credentials.get("email") or credentials.get("username") or ""
        guess = guesses.count(request, name, self.get_client_ip(request))
        if guess is None:
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user:
            guess.take_back()
        return user

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        guesses.remember(request, response, user)
        return response

    def clean_password(self, password: str, user: Any = None) -> str:
        return super().clean_password(normalised(password), user)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        guesses.forget(self.request, user, self.get_client_ip(self.request))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under ``SITE_URL``, never under a host that a request names."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL + path

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Write a mail in the language of the user it is for; one to nobody is only written.

        It goes to the address that the user has, however it was typed. The address in it that
        lets somebody in is made when it goes out: until then it stands nowhere.
        """
        user = context.get("user")
        language = user.interface_language if user else translation.get_language()
        context |= {"site_url": settings.SITE_URL, "email": email, "link": LINK_PLACE}
        context["password_reset_url"] = LINK_PLACE
        with translation.override(language):
            mail = self.render_mail(template_prefix, email, context)
        kind = KINDS.get(template_prefix, Mail.Kind.NOTICE)
        post_mail(
            kind=kind,
            recipient=email if user is None else user.email,
            subject=mail.subject,
            text=mail.body,
            language=language,
            record=user,
            link_maker=LINK_MAKER if kind != Mail.Kind.NOTICE else "",
        )


class SecondFactors(DefaultMFAAdapter):
    """What an app for codes shows beside the code is the name of the site; secrets are kept so."""

    def get_totp_issuer(self) -> str:
        return english_name()

    def encrypt(self, text: str) -> str:
        return second_factors.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factors.decrypt(encrypted_text)


class ResetForm(ResetPasswordForm):
    """Does the same work for an unknown address, so that response time reveals nothing."""

    users: Any

    def save(self, request, **kwargs):
        nobody = User(pk=NOBODY, interface_language=translation.get_language())
        self.users = self.users or [nobody]
        return super().save(request, **kwargs)


def has_just_signed_in(request: HttpRequest) -> bool:
    """Whether the user proved who they are within ``ACCOUNT_REAUTHENTICATION_TIMEOUT``."""
    proofs = get_authentication_records(request, request.user)
    patience = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(time.time() - proof["at"] < patience for proof in proofs)


def invite(user: User) -> None:
    """Write to a new user, in their language, how they choose a password."""
    StaffAccounts().send_mail(INVITATION, user.email, {"user": user})


def make_password_link(mail: Mail) -> str:
    """The address under which the user to whom a mail goes chooses a password.

    Raises Undeliverable if they have been switched off, or have another mail address now.
    """
    user = User.objects.filter(pk=mail.record_key or NOBODY, is_active=True).first()
    if user is None or normal_address(user.email) != normal_address(mail.recipient):
        raise Undeliverable(CHANGED)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return StaffAccounts().get_reset_password_from_key_url(key)


def tell_of_reset(user: User, manager: User) -> None:
    """Mail a user, in their language, that somebody took their second factor away."""
    context = {"user": user, "manager": manager}
    StaffAccounts().send_mail("account/email/second_factor_reset", user.email, context)
