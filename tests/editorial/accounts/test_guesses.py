import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from editorial.accounts import guesses
from editorial.accounts.guesses import COOKIE, MOST, account_of, browsers_of, network_of
from tests.factories.editorial import UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
PASSWORD = "an umbrella for the walls of Hwaseong"


@pytest.fixture(autouse=True)
def user():
    cache.clear()
    user = UserFactory(username="minsu", email="minsu@example.org", is_staff=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def at(address: str) -> Client:
    """A browser at an address."""
    return Client(REMOTE_ADDR=address)


def sign_in(client, password=PASSWORD, name="minsu") -> bool:
    return client.post(SIGN_IN, {"login": name, "password": password}).status_code == 302


def guess(often: int, address: str = "198.51.100.7", name: str = "minsu") -> None:
    for number in range(often):
        assert not sign_in(at(address), f"guess {number}", name)


@pytest.mark.parametrize("theirs", ["198.51.100.8", "2001:db8:1::7"])
def test_stranger_elsewhere_locks_nobody_out(theirs):
    guess(8, theirs)
    assert sign_in(at("203.0.113.5"))


def test_guesser_is_stopped_also_with_the_right_password():
    guess(5)
    assert not sign_in(at("198.51.100.7"))


def test_name_and_address_are_counted_together():
    guess(3)
    guess(2, name="minsu@example.org")
    assert not sign_in(at("198.51.100.7"))


def test_network_of_ipv6_is_one_place():
    for number in range(5):
        guess(1, f"2001:db8:7::{number + 1}")
    assert not sign_in(at("2001:db8:7::99"))
    assert network_of("no address") == "no address"
    assert network_of("192.0.2.1") != network_of("192.0.2.2")


def spread(settings, most: int) -> None:
    """Guess from as many addresses as all of a name together allow."""
    settings.ACCOUNT_RATE_LIMITS = {
        "login_failed": "10/m/ip,5/5m/key",
        "login_failed_everywhere": f"{most}/h/key",
    }
    for number in range(most):
        guess(1, f"198.51.100.{number + 1}")


def test_guesser_with_many_addresses_is_stopped(settings):
    spread(settings, 6)
    assert not sign_in(at("203.0.113.5"))


def test_owner_signs_in_where_they_did_before(settings):
    own = at("203.0.113.5")
    assert sign_in(own)
    own.cookies.pop("sessionid")
    spread(settings, 6)
    own.defaults["REMOTE_ADDR"] = "203.0.113.200"
    assert sign_in(own)


def test_known_browser_is_no_way_for_a_guesser():
    own = at("203.0.113.5")
    assert sign_in(own)
    own.cookies.pop("sessionid")
    for number in range(5):
        assert not sign_in(own, f"guess {number}")
    assert not sign_in(own)


def test_new_password_begins_anew(settings, rf, user):
    spread(settings, 6)
    request = rf.get("/", REMOTE_ADDR="203.0.113.5")
    guesses.forget(request, user, "203.0.113.5")
    assert sign_in(at("203.0.113.5"))


def test_forged_cookie_is_no_known_browser(rf):
    for forged in ("", "x", '{"user 1": "abc"}'):
        request = rf.get("/")
        request.COOKIES[COOKIE] = forged
        assert browsers_of(request) == {}


def test_browser_remembers_a_few_users_and_keeps_its_name(rf, user):
    request = rf.get("/")
    for number in range(MOST + 3):
        answer = HttpResponse()
        guesses.remember(request, answer, type(user)(pk=number))
        request.COOKIES[COOKIE] = answer.cookies[COOKIE].value
    known = browsers_of(request)
    assert len(known) == MOST
    guesses.remember(request, answer, type(user)(pk=MOST + 2))
    request.COOKIES[COOKIE] = answer.cookies[COOKIE].value
    assert browsers_of(request)[f"user {MOST + 2}"] == known[f"user {MOST + 2}"]
    assert answer.cookies[COOKIE]["path"] == "/accounts/"
    assert answer.cookies[COOKIE]["httponly"]


def test_account_is_told_by_its_user():
    assert account_of("MINSU") == account_of("minsu@example.org") != account_of("nobody")
