"""The ways with a second factor: an app, a security key, and codes for when both are lost."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from playwright.sync_api import Page, expect

from editorial.accounts.models import User
from secretariats.models import Posting
from tests.browser.axe import OPTIONS, sideways, violations, widen
from tests.browser.databases import apart
from tests.browser.speaking import in_languages
from tests.browser.staff import PASSWORD, posted
from tests.browser.watching import watched_page

#: A key with a fingerprint sensor, as those in telephones and laptops.
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PAGES = [
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/sessions/",
]


@pytest.fixture
def editor(site) -> User:
    return posted(Posting.Role.EDITOR, "korea-office")


@pytest.fixture
def here(site) -> str:
    """The site under a name: browsers give keys to no bare number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser, here):
    with watched_page(browser, here, locale="en") as page:
        yield page


def with_key(page: Page) -> None:
    """Plug a security key into the browser of ``page``."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def sign_in(page: Page, user: User) -> None:
    page.goto("/admin/")
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").first.click()


def sign_out(page: Page) -> None:
    page.goto("/admin/")
    page.locator("#logout-form button").click()


def prove(page: Page, address: str) -> None:
    """Go to a page that asks for the password once more."""
    page.goto(address)
    if "/reauthenticate/" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"{address}$"))


def code_of(secret: str) -> str:
    counter = int(time.time()) // 30
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def set_up_an_app(page: Page) -> tuple[str, list[str]]:
    """Set up codes by an app; returns its secret, and the codes for when it is lost."""
    prove(page, "/accounts/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/2fa/recovery-codes/$"))
    return secret, page.locator("textarea").input_value().split()


def add_key(page: Page, name: str) -> None:
    prove(page, "/accounts/2fa/webauthn/add/")
    page.locator("input[name=name]").fill(name)
    page.locator("#mfa_webauthn_add").click()
    expect(page).to_have_url(re.compile("/2fa/(recovery-codes/|webauthn/)?$"))


def wrong_in(page: Page) -> list[str]:
    """What is wrong with the page on a telephone in the dark and on a screen by day."""
    found = []
    for width, scheme in ((360, "dark"), (1280, "light")):
        widen(page, width, scheme)
        page.reload()
        found += violations(page)
        if sideways(page):
            found.append(f"scrolls sideways at {width} px")
    return found


def test_app_is_set_up_and_asked_for(page, editor):
    sign_in(page, editor)
    secret, codes = set_up_an_app(page)
    assert len(codes) == 10
    sign_out(page)
    sign_in(page, editor)
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))
    apart(cache.clear)  # or the code waits half a minute for the next one
    page.locator("input[name=code]").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))


def test_code_for_a_lost_app_lets_in_once(page, editor):
    sign_in(page, editor)
    _, codes = set_up_an_app(page)
    sign_out(page)
    for is_let_in in (True, False):
        sign_in(page, editor)
        page.locator("input[name=code]").fill(codes[0])
        page.keyboard.press("Enter")
        if is_let_in:
            expect(page).to_have_url(re.compile("/admin/$"))
            sign_out(page)
    expect(page.locator(".errorlist")).to_be_visible()


def test_security_key_is_added_and_lets_in(page, editor):
    with_key(page)
    sign_in(page, editor)
    add_key(page, "My laptop")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main, #content").first).to_contain_text("My laptop")
    sign_out(page)
    sign_in(page, editor)
    page.locator("#mfa_webauthn_authenticate").click()
    expect(page).to_have_url(re.compile("/admin/$"))


def test_security_key_is_renamed_and_removed(page, editor):
    with_key(page)
    sign_in(page, editor)
    add_key(page, "Old name")
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Edit").click()
    page.locator("input[name=name]").fill("New name")
    page.keyboard.press("Enter")
    expect(page.get_by_text("New name")).to_be_visible()
    page.get_by_role("link", name="Remove").click()
    page.locator("#content button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/2fa/webauthn/$"))
    expect(page.get_by_text("New name")).to_have_count(0)


@in_languages("en", "ko")
def test_pages_of_a_second_factor_are_accessible_and_speak_the_language(
    browser, here, editor, language
):
    apart(User.objects.filter(pk=editor.pk).update, interface_language=language.code)
    with watched_page(browser, here, **OPTIONS) as page:
        with_key(page)
        sign_in(page, editor)
        set_up_an_app(page)
        add_key(page, "Key")
        for address in PAGES:
            prove(page, address)
            expect(page.locator("html")).to_have_attribute("lang", language.code)
            assert wrong_in(page) == [], address


def test_page_that_asks_for_the_second_factor_is_accessible(browser, here, editor):
    with watched_page(browser, here, **OPTIONS) as page:
        sign_in(page, editor)
        set_up_an_app(page)
        sign_out(page)
        sign_in(page, editor)
        expect(page).to_have_url(re.compile("/2fa/authenticate/"))
        assert wrong_in(page) == []
