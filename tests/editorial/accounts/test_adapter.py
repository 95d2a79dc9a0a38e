import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.accounts.adapter import StaffAccounts, invite
from editorial.outbox.models import LINK_PLACE, Mail
from tests.factories.editorial import UserFactory
from tests.outbox import deliver

PASSWORD = "an umbrella for the walls of Hwaseong"
SIGN_IN = "/accounts/login/"


@pytest.fixture
def user(db):
    user = UserFactory(
        username="korea", email="korea@example.org", is_staff=True, interface_language="ko"
    )
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, name="korea", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": name, "password": password} | more)


def test_back_office_leads_to_the_sign_in_and_back(client, user):
    asked = client.get("/admin/members/member/", follow=True)
    assert asked.request["PATH_INFO"] == SIGN_IN
    assert asked.context["redirect_field_value"] == "/admin/members/member/"
    assert sign_in(client, next="/admin/members/member/").url == "/admin/members/member/"


def test_sign_in_leads_to_no_other_site(client, user):
    assert sign_in(client, next="https://evil.example/").url == "/admin/"


@pytest.mark.parametrize("name", ["korea", "korea@example.org"])
def test_sign_in_by_name_or_address(client, user, name):
    assert sign_in(client, name).url == "/admin/"


def test_sign_in_speaks_the_language_that_the_browser_asks_for(client, db):
    page = client.get(SIGN_IN, headers={"accept-language": "ja"})
    assert '<html lang="ja"' in page.content.decode()
    assert "パスワードをお忘れですか" in page.content.decode()


def test_wrong_password_and_unknown_user_are_answered_alike(client, user):
    wrong, unknown = (sign_in(client, name, "not it") for name in ("korea", "nobody"))
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_guesses_are_limited_and_then_the_right_password_waits_too(client, user):
    for _ in range(5):
        sign_in(client, password="not it")
    assert sign_in(client).status_code == 200
    assert not client.session.get("_auth_user_id")


def test_nobody_signs_up(client, db):
    assert client.get("/accounts/signup/").status_code == 404


def test_signed_in_without_staff_rights_is_refused(client, user):
    user.is_staff = False
    user.save()
    sign_in(client)
    assert client.get("/admin/", follow=True).status_code == 403


def test_pages_of_signing_in_are_kept_by_no_cache(client, user):
    for path in (SIGN_IN, "/accounts/password/reset/", "/accounts/password/reset/done/"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path


def test_forgotten_password_is_reset_by_mail_in_the_users_language(client, user):
    client.post("/accounts/password/reset/", {"email": user.email})
    (mail,) = deliver()
    assert "비밀번호" in mail["subject"]
    text = mail.get_content()
    link = re.search(r"http://127\.0\.0\.1:8000(/accounts/password/reset/key/\S+)", text)
    form = client.get(link[1], follow=True)
    new = "a second umbrella for the walls"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sign_in(client, password=new).url == "/admin/"


def test_reset_mail_names_our_own_host_whatever_the_request_names(client, user):
    client.post("/accounts/password/reset/", {"email": user.email}, headers={"host": "localhost"})
    text = deliver()[0].get_content()
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in text
    assert "localhost" not in text


def test_address_that_lets_in_stands_in_no_row(client, user):
    invite(user)
    client.post("/accounts/password/reset/", {"email": user.email})
    for state in (Mail.State.WAITING, Mail.State.SENT):
        mails = Mail.objects.filter(state=state)
        assert {mail.kind for mail in mails} == {"invitation", "reset"}
        assert all(LINK_PLACE in mail.text and "/key/" not in mail.text for mail in mails)
        deliver()


def test_reset_goes_to_the_address_that_the_user_has(client, user):
    client.post("/accounts/password/reset/", {"email": "KOREA@Example.org"})
    assert [mail["to"] for mail in deliver()] == [user.email]


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "new@example.org"}])
def test_mail_that_lets_in_goes_to_nobody_who_changed_meanwhile(user, change):
    invite(user)
    for name, value in change.items():
        setattr(user, name, value)
    user.save()
    assert deliver() == []
    assert Mail.objects.get().state == Mail.State.FAILED
    assert "switched off" in Mail.objects.get().error


def test_reset_for_an_unknown_address_says_the_same_and_mails_nobody(client, user):
    answers = [
        client.post("/accounts/password/reset/", {"email": address})
        for address in ("nobody@example.org", user.email)
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].url == answers[1].url
    assert [mail["to"] for mail in deliver()] == [user.email]


def test_common_password_is_refused(client, user):
    client.post("/accounts/password/reset/", {"email": user.email})
    path = re.search(r"(/accounts/password/reset/key/\S+)", deliver()[0].get_content())[1]
    form = client.get(path, follow=True).request["PATH_INFO"]
    refused = client.post(form, {"password1": "password1234", "password2": "password1234"})
    assert refused.context["form"].errors["password1"]


def test_second_factor_is_set_up_before_the_back_office_opens(client, user, settings):
    settings.REQUIRE_MFA = True
    sign_in(client)
    asked = client.get("/admin/")
    assert asked.url == reverse("mfa_activate_totp")
    again = client.get(asked.url, follow=True).request["PATH_INFO"]
    page = client.post(again, {"password": PASSWORD, "next": asked.url}, follow=True)
    page = page.content.decode()
    assert '<html lang="ko"' in page
    assert "data:image/svg+xml" in page


def test_user_with_a_second_factor_passes(client, user, settings):
    settings.REQUIRE_MFA = True
    client.force_login(user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get("/admin/").status_code == 200


def test_password_alone_is_not_enough_for_a_user_with_a_second_factor(client, user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("page", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn"])
def test_screens_of_security_keys_open(client, user, page):
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get(reverse(page)).status_code == 200


def test_user_without_a_second_factor_may_leave(client, user, settings):
    settings.REQUIRE_MFA = True
    client.force_login(user)
    assert client.post("/admin/logout/").status_code == 200


@pytest.fixture
def hashings(monkeypatch):
    """The passwords that are hashed."""
    hashed, encode = [], MD5PasswordHasher.encode

    def count(self, password, *args, **kwargs):
        hashed.append(password)
        return encode(self, password, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    return hashed


@pytest.mark.parametrize(
    "name", ["korea", "korea@example.org", "off", "invited", "nobody", "nobody@example.org"]
)
def test_wrong_password_costs_one_hash_whoever_it_is_for(client, user, hashings, name):
    off = UserFactory(username="off", is_active=False)
    off.set_password(PASSWORD)
    off.save()
    invited = UserFactory(username="invited")
    invited.set_unusable_password()
    invited.save()
    hashings.clear()
    answer = sign_in(client, name, "not it")
    assert len(hashings) == 1
    assert answer.status_code == 200
    stranger = sign_in(client, f"stranger{name[name.find('@') :]}" if "@" in name else "stranger")
    assert answer.context["form"].errors == stranger.context["form"].errors


def test_pages_for_known_and_unknown_names_are_equally_long(client, user):
    pages = [sign_in(client, name, "not it").content for name in ("korea", "coree")]
    assert len(pages[0]) == len(pages[1])


def test_address_that_two_share_signs_nobody_in(client, user):
    UserFactory(email=user.email)
    assert sign_in(client, user.email).status_code == 200
    assert sign_in(client).url == "/admin/"


@pytest.mark.parametrize("address", ["korea@example.org", "nobody@example.org"])
def test_reset_writes_one_mail_whoever_it_is_for(client, user, monkeypatch, address):
    written, render = [], StaffAccounts.render_mail

    def count(self, prefix, email, *args, **kwargs):
        written.append(email)
        return render(self, prefix, email, *args, **kwargs)

    monkeypatch.setattr(StaffAccounts, "render_mail", count)
    client.post("/accounts/password/reset/", {"email": address})
    assert written == [address]


def test_reset_asks_the_database_as_often_for_a_stranger(client, user):
    counts = []
    for address in ("warm@example.org", "nobody@example.org", user.email):
        with CaptureQueriesContext(connection) as queries:
            client.post("/accounts/password/reset/", {"email": address})
        counts.append(len(queries))
    assert counts[1] == counts[2]
