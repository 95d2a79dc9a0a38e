"""One password, many keyboards: composed, decomposed and wide letters are the same ones."""

from unicodedata import normalize

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.core.cache import cache
from django.core.management import call_command

from editorial.accounts.models import User
from tests.factories.editorial import UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
PASSWORDS = [
    "나무와물과바람숲길강물2026!",
    "ガラスのぶどうとパイプ２０２６",
    "Überdachte Brücken à Genève",
    "株式会社㈱の窓口ｶﾞﾗｽ",
]


@pytest.fixture(autouse=True)
def no_guesses():
    cache.clear()


@pytest.fixture
def user():
    return UserFactory(username="minsu", is_staff=True)


def is_let_in(client, password: str, name: str = "minsu") -> bool:
    return client.post(SIGN_IN, {"login": name, "password": password}).status_code == 302


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_any_keyboard_signs_in(client, user, password, form):
    user.set_password(normalize("NFD", password))
    user.save()
    assert not is_let_in(client, f"{password}x")
    assert is_let_in(client, normalize(form, password))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("password", PASSWORDS)
def test_password_from_before_works_on_and_is_kept_anew(client, user, password, form):
    typed = normalize(form, password)
    User.objects.filter(pk=user.pk).update(password=make_password(typed))
    assert is_let_in(client, typed)
    client.post("/accounts/logout/")
    assert is_let_in(client, normalize("NFKD", password))


def test_everywhere_that_a_password_is_typed(client, user):
    """On the server, and in the page that changes it: old composed, new decomposed."""
    user.set_password(PASSWORDS[0])
    user.save()
    client.force_login(user)
    new = normalize("NFD", PASSWORDS[2])
    old = normalize("NFD", PASSWORDS[0])
    sent = {"old_password": old, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", sent).status_code == 302
    assert client.post("/accounts/logout/").status_code == 302
    assert is_let_in(client, PASSWORDS[2])


def test_superuser_made_on_the_server(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", normalize("NFD", PASSWORDS[1]))
    call_command("createsuperuser", "--no-input", username="chief", email="c@example.org")
    assert is_let_in(client, PASSWORDS[1], "chief")


@pytest.mark.parametrize("password", [*PASSWORDS, "plain letters of no keyboard"])
def test_known_and_unknown_names_cost_the_same(client, user, monkeypatch, password):
    user.set_password("quite another password")
    user.save()
    hashed, encode = [], MD5PasswordHasher.encode

    def counting(self, given, salt):
        hashed.append(given)
        return encode(self, given, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    counts = []
    for name in ("minsu", "nobody"):
        hashed.clear()
        assert not is_let_in(client, password, name)
        counts.append(len(hashed))
    assert counts[0] == counts[1]
