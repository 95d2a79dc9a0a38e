import errno
import json
import logging

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client
from psycopg_pool import PoolTimeout

from editorial.languages import LANGUAGES
from iclei.availability import answers as subject
from iclei.availability.outage import Outage
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory

WORDS = {
    "en": "Back in a moment",
    "ko": "잠시 후에 다시 열립니다",
    "ja": "まもなく再開します",
    "zh-hant": "稍後即可恢復",
    "zh-hans": "稍后即可恢复",
}


@pytest.fixture
def outage(monkeypatch):
    """What the worker knows; nobody looks for the database."""
    known = Outage()
    monkeypatch.setattr(known, "watch", lambda: None)
    monkeypatch.setattr(subject, "OUTAGE", known)
    monkeypatch.setattr("iclei.health.OUTAGE", known)
    return known


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def failing(error: Exception, cause: Exception | None = None):
    def fail(*args, **kwargs):
        raise error from cause

    return fail


@pytest.fixture
def away(monkeypatch):
    """From here on the database gives nobody a connection."""
    error = OperationalError("no connection"), PoolTimeout("within a second")
    monkeypatch.setattr("editorial.records.portal.read", failing(*error))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda found: found.code)
def test_page_says_in_the_language_of_the_reader_when_to_come_back(reader, outage, away, language):
    answer = reader.get(f"/{language.code}/members/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "no-store" in answer.headers["Cache-Control"]
    assert f'<html lang="{language.code}">' in answer.text
    assert f"<h1>{WORDS[language.code]}</h1>" in answer.text
    for words in WORDS.values():
        assert words in answer.text


@pytest.mark.parametrize("path", ["/accounts/login/", "/admin/", "/", "/sitemap.xml"])
def test_page_without_a_language_speaks_that_of_the_browser(reader, outage, away, path):
    answer = reader.get(path, headers={"accept-language": "ja-JP"})
    assert answer.status_code == 503
    assert '<html lang="ja">' in answer.text


@pytest.mark.django_db
def test_back_office_speaks_the_language_of_its_user(outage, monkeypatch):
    user = UserFactory(interface_language="ko", is_staff=True)
    PostingFactory(user=user)
    reader = Client(raise_request_exception=False, headers={"accept-language": "ja"})
    reader.force_login(user)
    fail = failing(OperationalError("gone"), psycopg.OperationalError("server closed it"))
    monkeypatch.setattr("editorial.backoffice.site.latest_changes", fail)
    answer = reader.get("/admin/")
    assert answer.status_code == 503
    assert '<html lang="ko">' in answer.text


def test_nobody_waits_for_a_database_that_is_known_to_be_away(reader, outage, monkeypatch):
    asked = []
    monkeypatch.setattr("editorial.records.portal.read", lambda: asked.append(1))
    outage.is_known = True
    for path in ("/ko/", "/en/news/feed/", "/ja/members/suggest/?q=a", "/robots.txt"):
        assert reader.get(path).status_code == 503
    assert asked == []


def test_who_asks_how_the_portal_is_gets_an_answer(reader, outage):
    outage.is_known = True
    assert reader.get("/healthz").status_code == 200
    ready = reader.get("/readyz")
    assert ready.status_code == 503
    told = {"database": "failed", "migrations": "not asked", "cache": "not asked"}
    told["worker"] = "not asked"
    assert json.loads(ready.content) == told


@pytest.mark.parametrize(("vendor", "is_known"), [("postgresql", True), ("sqlite", False)])
def test_only_a_server_of_databases_is_looked_for(
    reader, outage, away, monkeypatch, vendor, is_known
):
    monkeypatch.setattr(type(subject.connection), "vendor", vendor, raising=False)
    monkeypatch.setattr(subject, "connection", type("Known", (), {"vendor": vendor}))
    reader.get("/en/")
    assert outage.is_known == is_known


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "no room"), OSError(errno.EROFS, "read only")], ids=repr
)
def test_full_disk_is_said_to_whoever_sent_something(reader, outage, monkeypatch, error):
    monkeypatch.setattr("editorial.records.portal.read", failing(error))
    answer = reader.post("/accounts/login/", {"login": "a"}, headers={"accept-language": "en"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
    assert "<h1>Nothing can be saved at the moment</h1>" in answer.text
    assert "What you sent was not saved." in answer.text
    assert "What you sent" not in reader.get("/en/").text
    assert not outage.is_known


def test_fault_of_ours_stays_one(reader, outage, monkeypatch):
    monkeypatch.setattr("editorial.records.portal.read", failing(ValueError("ours")))
    answer = reader.get("/ja/members/")
    assert answer.status_code == 500
    assert '<html lang="ja">' in answer.text
    assert "Retry-After" not in answer.headers


def test_reason_is_one_line_for_the_logs_alone(reader, outage, monkeypatch, caplog):
    fail = failing(OperationalError("host=db.example"), PoolTimeout("host=db.example"))
    monkeypatch.setattr("editorial.records.portal.read", fail)
    with caplog.at_level(logging.WARNING):
        assert "db.example" not in reader.get("/en/").text
    told = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(told) == 1
    assert not told[0].exc_info
    assert "host=db.example" in told[0].getMessage()
