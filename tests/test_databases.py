"""Who works in a database of a run works in a copy: others find nothing of it."""

import pytest
from django.db import connection

from editorial.accounts.models import User
from members.models import Member
from tests.databases import MIGRATED, SAMPLE, used
from tests.factories.editorial import UserFactory

pytestmark = pytest.mark.each_database


@pytest.fixture
def unblocked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connection.close()


def name() -> str:
    return str(connection.settings_dict["NAME"])


def test_copy_is_worked_in_and_gone_afterwards(databases, unblocked):
    before = name()
    with databases.copy_of(MIGRATED):
        inside = name()
        UserFactory()
        assert User.objects.count() == 1
    assert name() == before != inside
    assert User.objects.count() == 0
    with databases.copy_of(MIGRATED):
        assert User.objects.count() == 0


def test_copy_of_the_sample_has_it(databases, unblocked):
    with databases.copy_of(SAMPLE):
        assert Member.objects.count() == 75


def test_template_is_made_once(databases, unblocked, monkeypatch):
    first = databases.template(MIGRATED)
    monkeypatch.setattr(databases, "migrate", lambda: pytest.fail("made again"))
    assert databases.template(MIGRATED) == first


def test_database_before_is_returned_to_after_a_failure(unblocked, databases):
    before, copy = name(), databases.new_copy(MIGRATED)
    with pytest.raises(ZeroDivisionError), used(copy):
        raise ZeroDivisionError
    assert name() == before
    databases.drop(copy)


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_in_a_copy_of_its_own(databases):
    UserFactory()
    with used(databases.template(MIGRATED)):
        assert User.objects.count() == 0


@pytest.mark.parametrize(("most", "is_all", "turns"), [(50, False, 1), (50, True, 50)])
def test_race_is_run_once_or_in_all_rounds(request, monkeypatch, rounds, most, is_all, turns):
    monkeypatch.setattr(request.config.option, "all", is_all)
    assert len(rounds(most)) == turns
