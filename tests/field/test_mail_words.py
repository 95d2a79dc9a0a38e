"""A mail that sends somebody to a page names it by the very words that stand there."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from editorial.accounts.adapter import invite
from tests.factories.editorial import UserFactory
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

QUOTED = re.compile("[“「](.+?)[”」]")
LABEL = re.compile(r'<label for="id_login">\s*(.+?)\s*</label>', re.DOTALL)
LANGUAGES = ["en", "ko", "ja", "zh-hant", "zh-hans"]


def sign_in_page(client, code: str) -> str:
    client.cookies["django_language"] = code
    return client.get(reverse("account_login")).text


def last_mail() -> str:
    return deliver()[-1].get_content()


@pytest.mark.parametrize("code", LANGUAGES)
def test_invitation_quotes_what_the_sign_in_page_says(client, code):
    invite(UserFactory(interface_language=code))
    links = re.findall(r"<a\b[^>]*>([^<]+)</a>", sign_in_page(client, code))
    assert QUOTED.findall(last_mail())[-1] in [link.strip() for link in links]


@pytest.mark.parametrize("code", LANGUAGES)
def test_user_name_is_called_alike_in_mails_and_at_its_field(client, code):
    user = UserFactory(interface_language=code)
    invite(user)
    invitation = last_mail()
    client.cookies["django_language"] = code
    client.post(reverse("account_reset_password"), {"email": user.email})
    reset = last_mail()
    with override(code):
        noun, act = gettext("username"), gettext("Sign in")
    label = LABEL.search(sign_in_page(client, code))[1]
    assert noun in label.lower() and act not in label
    assert noun in invitation.lower() and noun in reset.lower()
    assert invitation != reset


@pytest.mark.parametrize("code", LANGUAGES)
def test_reset_mail_and_page_call_it_one_name(client, code):
    user = UserFactory(interface_language=code)
    client.cookies["django_language"] = code
    page = client.get(reverse("account_reset_password")).text
    client.post(reverse("account_reset_password"), {"email": user.email})
    with override(code):
        name = gettext("Password Reset")
    assert name in page
    assert name in deliver()[-1]["Subject"]
