import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from editorial.accounts.sessions import browser_of, end_sessions
from editorial.languages import LANGUAGES
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

PASSWORD = "an umbrella for the walls of Hwaseong"
PAGE = "/accounts/sessions/"
STAFF = "/admin/secretariats/staff/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
WHALE = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Whale/4.0 Chrome/138.0 Mobile Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture
def user(office):
    user = PostingFactory(secretariat=office, user__username="korea").user
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(agent: str = FIREFOX) -> Client:
    """A browser in which the user signed in."""
    client = Client(headers={"user-agent": agent})
    client.post("/accounts/login/", {"login": "korea", "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (WHALE, "Whale on Android"),
        (SAFARI, "Safari on iPhone"),
        ("curl/8.5", "unknown browser"),
        ("", "unknown browser"),
    ],
)
def test_browser_is_named_in_words(agent, words):
    assert browser_of(agent) == words


def test_page_lists_the_users_own_sessions(user):
    signed_in(SAFARI)
    client = signed_in()
    client.force_login(UserFactory())
    other = signed_in()
    page = other.get(PAGE)
    assert [session.browser for session in page.context["sessions"]] == [
        "Safari on iPhone",
        "Firefox on Windows",
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_page_speaks_the_users_language(user, language):
    user.interface_language = language.code
    user.save()
    page = signed_in().get(PAGE).content.decode()
    assert f'<html lang="{language.code}"' in page
    assert ("IP address" in page) is (language.code == "en")


def test_user_ends_a_session_in_another_browser(user):
    lost, here = signed_in(), signed_in()
    session = UserSession.objects.get(session_key=lost.session.session_key)
    assert here.post(PAGE, {"session": session.pk}).status_code == 303
    assert not is_in(lost)
    assert is_in(here)


def test_user_ends_all_other_sessions(user):
    lost, here = signed_in(), signed_in()
    here.post(PAGE)
    assert not is_in(lost)
    assert is_in(here)


@pytest.mark.parametrize("forged", ["0", "x", "9" * 40, "-1"])
def test_made_up_session_is_none(user, forged):
    assert signed_in().post(PAGE, {"session": forged}).status_code < 400


def test_nobody_ends_a_strangers_session(user):
    theirs = signed_in()
    stranger = Client()
    stranger.force_login(UserFactory())
    stranger.post(PAGE, {"session": UserSession.objects.get().pk})
    assert is_in(theirs)


def test_visitor_has_no_list_of_sessions(client):
    assert client.get(PAGE).url.startswith("/accounts/login/")


def test_session_goes_on_in_the_list_under_a_new_password(user):
    client = signed_in()
    new = "a second umbrella for the walls"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post("/admin/password_change/", data)
    listed = client.get(PAGE).context["sessions"]
    assert [session.session_key for session in listed] == [client.session.session_key]


def test_new_password_ends_the_sessions_elsewhere(user):
    elsewhere, here = signed_in(), signed_in()
    new = "a second umbrella for the walls"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    here.post("/admin/password_change/", data)
    assert not is_in(elsewhere)
    assert is_in(here)


def test_all_sessions_end_also_those_that_nobody_noted(user):
    noted, other = signed_in(), Client()
    other.force_login(user)
    assert end_sessions(user) == 2
    assert not is_in(noted)
    assert not is_in(other)
    assert not UserSession.objects.exists()


def manager_of(office, client_of):
    return client_of(PostingFactory(secretariat=office, role=Posting.Role.MANAGER).user)


def test_manager_signs_a_user_of_theirs_out_everywhere(user, office, client_of):
    theirs, manager = signed_in(), manager_of(office, client_of)
    address = f"{STAFF}{user.pk}/sign-out/"
    assert address in manager.get(f"{STAFF}{user.pk}/change/").content.decode()
    answer = manager.post(address, follow=True)
    assert "1 session was ended." in answer.content.decode()
    assert not is_in(theirs)
    assert is_in(manager)


def test_sign_out_is_by_post_alone(user, office, client_of):
    manager = manager_of(office, client_of)
    assert manager.get(f"{STAFF}{user.pk}/sign-out/").status_code == 405


def test_manager_of_another_office_signs_nobody_out(user, client_of):
    theirs, stranger = signed_in(), manager_of(SecretariatFactory(), client_of)
    assert stranger.post(f"{STAFF}{user.pk}/sign-out/").status_code == 404
    assert is_in(theirs)


def test_editor_signs_no_colleague_out(user, office, client_of):
    theirs, editor = signed_in(), client_of(PostingFactory(secretariat=office).user)
    assert editor.post(f"{STAFF}{user.pk}/sign-out/").status_code == 404
    assert is_in(theirs)


def test_own_form_has_no_such_button(office, client_of):
    manager = PostingFactory(secretariat=office, role=Posting.Role.MANAGER).user
    page = client_of(manager).get(f"{STAFF}{manager.pk}/change/").content.decode()
    assert "/sign-out/" not in page


def test_sessions_of_a_user_who_is_switched_off_do_not_come_back(user, client_of):
    signed_in()
    chief = client_of(UserFactory(is_superuser=True))
    data = {
        "display_name": "Korea",
        "email": user.email,
        "interface_language": "ko",
        "time_zone": "Asia/Seoul",
        "seen_version": user.version,
        "is_active-open": "1",
        "postings-TOTAL_FORMS": 0,
        "postings-INITIAL_FORMS": 0,
    }
    assert chief.post(f"{STAFF}{user.pk}/change/", data).status_code == 302
    assert not UserSession.objects.exists()
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("proxies", "address"), [(1, "203.0.113.7"), (2, "198.51.100.9"), (0, "127.0.0.1")]
)
def test_address_is_what_the_proxy_passes_on_where_there_is_one(user, settings, proxies, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    client = Client(headers={"x-forwarded-for": "192.0.2.1, 198.51.100.9, 203.0.113.7"})
    client.post("/accounts/login/", {"login": "korea", "password": PASSWORD})
    assert UserSession.objects.get().ip == address
