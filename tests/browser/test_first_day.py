"""A first day, in Korean: from the invitation to the first save, without a dead end."""

import re
import time

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal import auth
from django.test import override_settings
from playwright.sync_api import expect

from editorial.accounts.adapter import StaffAccounts
from editorial.accounts.models import User
from secretariats.models import Posting, Secretariat
from tests.browser.databases import apart
from tests.browser.watching import watched_page
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory

PASSWORD = "나무와물과바람숲길강물2026!"


def invited() -> tuple[User, str]:
    """Somebody whom a manager invited, and the path of the link in their mail."""
    user = UserFactory(interface_language="ko", display_name="민수", email="minsu@example.org")
    user.set_unusable_password()
    user.save()
    office = Secretariat.objects.get(slug="korea-office")
    PostingFactory(user=user, role=Posting.Role.EDITOR, secretariat=office)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    link = StaffAccounts().get_reset_password_from_key_url(key)
    return user, "/" + link.split("/", 3)[3]


@pytest.fixture
def page(browser, site):
    with override_settings(REQUIRE_MFA=True), watched_page(browser, site, locale="ko-KR") as page:
        yield page


def test_from_the_invitation_to_the_first_save(page, site):
    user, link = apart(invited)
    page.goto(link)
    expect(page.locator("h1").last).to_have_text("비밀번호 설정")
    for field in ("password1", "password2"):
        page.locator(f"input[name={field}]").fill(PASSWORD)
    page.get_by_role("button", name="비밀번호 저장").click()
    page.get_by_role("link", name="로그인", exact=True).click()
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    expect(page).to_have_url(re.compile("/2fa/totp/activate/$"))
    expect(page.locator("input[type=password]")).to_have_count(0)
    secret = page.locator("#authenticator_secret").input_value()
    counter = int(time.time()) // 30
    page.locator("input[name=code]").fill(auth.format_hotp_value(auth.hotp_value(secret, counter)))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/2fa/recovery-codes/$"))
    assert "계정 중" not in page.locator("body").inner_text()
    assert "10개 가운데 10개를 사용할 수 있습니다" in page.locator("body").inner_text()
    page.goto("/admin/news/article/add/")
    page.locator("#id_slug").fill("a-first-day")
    page.locator("#id_title_ko").fill("첫날")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
