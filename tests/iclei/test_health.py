from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from editorial.jobs.models import Worker
from iclei import health


def test_healthz_asks_nobody(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.each_database
@pytest.mark.django_db
def test_readyz_all_answer(client):
    Worker.objects.create(name="here")
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "migrations": "ok",
        "cache": "ok",
        "worker": "ok",
    }


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("silent", [None, 90, 24 * 3600])
def test_readyz_says_that_no_worker_lives(client, silent):
    if silent is not None:
        beat = timezone.now() - timedelta(seconds=silent)
        Worker.objects.create(name="gone", beat_at=beat)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == "failed"


@pytest.mark.each_database
@pytest.mark.django_db
def test_readyz_says_which_does_not_answer(client, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "cache", lambda: False)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["cache"] == "failed"


@pytest.mark.each_database
@pytest.mark.django_db
def test_readyz_keeps_the_reason_to_itself(client, monkeypatch):
    def broken():
        raise OSError("password=hunter2")

    monkeypatch.setitem(health.CHECKS, "database", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "hunter2" not in response.text


@pytest.mark.each_database
@pytest.mark.django_db
def test_readyz_pending_migration(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'news'")
    assert client.get("/readyz").json()["migrations"] == "failed"


@pytest.mark.each_database
@pytest.mark.django_db
def test_readyz_reads_the_migrations_on_disk_once(client, monkeypatch, django_assert_num_queries):
    client.get("/readyz")

    def read_again(*args, **kwargs):
        raise AssertionError("The migrations were read anew.")

    monkeypatch.setattr(MigrationLoader, "__init__", read_again)
    with django_assert_num_queries(2):
        assert health.migrations_are_applied()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("replaced", "is_applied"),
    [
        (set(), False),
        ({("members", "0001_initial")}, True),
        ({("members", "0001_initial"), ("members", "0000_never")}, False),
    ],
)
def test_migration_counts_as_applied_with_all_that_it_replaces(monkeypatch, replaced, is_applied):
    ours = {("members", "0001_squashed"): replaced}
    monkeypatch.setattr(health, "migrations_of_ours", lambda: ours)
    assert health.migrations_are_applied() is is_applied
