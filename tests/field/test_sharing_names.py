"""By one name one user signs in, however it is written; who signed in yesterday does today."""

from functools import partial

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from editorial.accounts.models import User
from secretariats.models import Posting, Staff
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.secretariats.admin.test_staff import LIST, newcomer
from tests.threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

PASSWORD = "an umbrella for the walls of Hwaseong"
NAMES = ["MINJI", "ＭＩＮＪi", "Minji.Kim@example.org"]
ADDRESSES = ["MINJI.KIM@example.org", "minji.kim@EXAMPLE.org"]
TRIES = [*(("username", name) for name in NAMES), *(("email", name) for name in ADDRESSES)]


@pytest.fixture
def minji():
    cache.clear()
    return UserFactory(
        username="minji", email="minji.kim@example.org", password=make_password(PASSWORD)
    )


@pytest.fixture
def office(client):
    posting = PostingFactory(role=Posting.Role.MANAGER, user__interface_language="ko")
    client.force_login(posting.user)
    return posting.secretariat


def signed_in_by(name: str) -> str:
    """Whom a name lets in; empty if nobody."""
    client = Client()
    client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).username if key else ""


@pytest.mark.parametrize(("field", "value"), TRIES)
def test_form_refuses_a_name_that_leads_to_another(client, minji, office, field, value):
    given = newcomer(office, **{"username": "other", "email": "other@example.org", field: value})
    page = client.post(f"{LIST}add/", given)
    assert [*page.context["adminform"].form.errors] == [field]
    assert "이미 다른 사용자가" in page.text
    assert not User.objects.filter(display_name=given["display_name"]).exists()


@pytest.mark.parametrize(("field", "value"), [*TRIES, ("username", "mi\u200bnji")])
def test_shell_refuses_it_too(minji, field, value):
    given = {"username": "other", "email": "other@example.org", field: value}
    with pytest.raises(ValidationError) as refused:
        Staff(**given).validate_unique()
    assert [*refused.value.error_dict] == [field]


@pytest.mark.parametrize(("field", "value"), TRIES)
def test_server_makes_no_superuser_by_it(minji, monkeypatch, field, value):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    given = {"username": "other", "email": "other@example.org", field: value}
    with pytest.raises(CommandError, match="Another user already signs in with this"):
        call_command("createsuperuser", "--no-input", **given)
    assert [*User.objects.all()] == [minji]


@pytest.mark.parametrize(("field", "value"), TRIES[1:])
def test_commands_make_no_user_by_it(minji, field, value):
    given = {"username": "other", "email": "other@example.org", field: value}
    with pytest.raises(ValidationError) as refused:
        User.objects.create_user(**given)
    assert [*refused.value.error_dict] == [field]


def test_server_makes_others_as_before(minji):
    made = User.objects.create_user("minho", "minho@example.org", PASSWORD, is_staff=True)
    assert made.is_staff
    assert signed_in_by("Minho@example.org") == "minho"


def test_own_names_may_change_their_case_and_be_alike(minji):
    minji.username, minji.email = "minji.kim@EXAMPLE.org", "Minji.Kim@example.org"
    minji.validate_unique()


def test_those_who_share_a_name_from_before_can_be_changed_and_sign_in(client, minji, office):
    UserFactory(username="MINJI", email=minji.email, password=make_password(PASSWORD))
    assert signed_in_by("minji") == "minji"
    assert signed_in_by("MINJI") == "MINJI"
    assert signed_in_by("Minji") == ""
    assert signed_in_by(minji.email) == ""
    minji.display_name = "김민지"
    minji.full_clean()


def test_users_without_an_address_share_none(minji):
    UserFactory(username="nomail", email="")
    Staff(username="another", email="").validate_unique()


def add(clients, sent, index):
    return clients[index].post(f"{LIST}add/", sent[index])


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_gets_the_form_again():
    chief = UserFactory(is_superuser=True)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(chief)
    office = SecretariatFactory()
    names = [("minji", "minji@example.org"), ("MINJI", "MinJi@example.org")]
    sent = [newcomer(office, username=name, email=address) for name, address in names]
    answers = at_once(partial(add, clients, sent))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert User.objects.exclude(pk=chief.pk).count() == 1
