import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.utils import get_form_class
from django.core.cache import cache
from django.utils.translation import override

from editorial.accounts.adapter import invite
from editorial.accounts.models import User
from tests.factories.editorial import UserFactory
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

PASSWORD = "an umbrella for the walls of Hwaseong"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def user():
    cache.clear()
    user = UserFactory(
        username="minsu", email="m@example.org", is_staff=True, interface_language="ko"
    )
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client):
    sent = {"login": "minsu", "password": PASSWORD}
    return client.post("/accounts/login/", sent, follow=True, headers={"accept-language": "ko"})


def test_who_has_just_signed_in_is_not_asked_again(client, user, settings):
    settings.REQUIRE_MFA = True
    page = sign_in(client)
    assert page.redirect_chain[-1][0] == "/accounts/2fa/totp/activate/"
    for address in ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"):
        assert client.get(address).status_code == 200


def test_who_signed_in_long_ago_is_asked_again(client, user, settings):
    sign_in(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.url.startswith("/accounts/reauthenticate/")


def test_session_without_a_sign_in_is_asked(client, user):
    client.force_login(user)
    assert client.get("/accounts/2fa/totp/activate/").status_code == 302


@pytest.mark.parametrize("has_key", [False, True])
def test_key_is_offered_to_whoever_has_one(client, user, has_key, monkeypatch):
    TOTP.activate(user, SECRET)
    offered = [Authenticator.Type.WEBAUTHN] if has_key else []
    monkeypatch.setattr(
        "editorial.accounts.forms.is_mfa_enabled", lambda user, types: types == offered
    )
    page = sign_in(client)
    assert ("보안 키 사용" in page.text) == has_key


def test_name_of_a_key_is_asked_for_in_the_language_of_its_user(client, user):
    sign_in(client)
    assert "보안 키 이름" in client.get("/accounts/2fa/webauthn/add/").text


@pytest.mark.parametrize(
    ("is_new", "title"), [(True, "비밀번호 설정"), (False, "새 비밀번호 정하기")]
)
def test_page_says_whether_a_password_is_set_or_changed(client, user, is_new, title):
    if is_new:
        user.set_unusable_password()
        user.save()
    invite(user)
    (mail,) = deliver()
    link = next(line for line in mail.get_content().splitlines() if "/password/reset/" in line)
    path = "/" + link.split("/", 3)[3].strip()
    page = client.get(path, follow=True, headers={"accept-language": "ko"})
    assert f"<h1>{title}</h1>" in page.text
    sent = {"password1": f"{PASSWORD}2", "password2": f"{PASSWORD}2"}
    done = client.post(
        page.request["PATH_INFO"], sent, follow=True, headers={"accept-language": "ko"}
    )
    assert '<a class="button" href="/accounts/login/">로그인</a>' in done.text


def test_new_name_of_a_key_is_asked_for_in_it_too(user):
    key = Authenticator(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop"})
    form = get_form_class(app_settings.FORMS, "edit_webauthn", None)(instance=key)
    with override("ko"):
        assert str(form["name"].label) == "보안 키 이름"


def test_password_that_is_changed_is_called_as_the_page_calls_it(client, user):
    User.objects.update(interface_language="ja")
    client.force_login(user)
    page = client.get("/admin/password_change/").text
    assert "現在のパスワード：" in page
    assert "元のパスワード" not in page
