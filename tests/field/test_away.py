"""Servers and disks fail: readers are told in their language, nothing pretends to be saved."""

import errno
import os
import socket

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client
from psycopg import errors

from iclei.availability import answers
from iclei.availability import caches as patient
from iclei.availability.outage import Outage
from tests.editorial.pictures.files import photo, upload
from tests.factories.members import ListedMemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

REDIS = "django.core.cache.backends.redis.RedisCache"


@pytest.fixture
def reader():
    return Client(raise_request_exception=False, headers={"accept-language": "ko"})


@pytest.fixture(autouse=True)
def outage(monkeypatch):
    """What this worker knows of its database; nobody looks for it."""
    known = Outage()
    monkeypatch.setattr(known, "watch", lambda: None)
    monkeypatch.setattr(answers, "OUTAGE", known)
    return known


def failing(error: Exception, cause: Exception | None = None):
    def fail(*args, **kwargs):
        raise error from cause

    return fail


@pytest.mark.parametrize(
    "cause", [errors.AdminShutdown("ends"), errors.CannotConnectNow("starts")], ids=repr
)
@pytest.mark.parametrize("page", ["themes/", "members/compare/?city=a&city=b"])
def test_page_of_a_database_that_goes_down_in_its_middle(reader, monkeypatch, page, cause):
    fail = failing(OperationalError("told"), cause)
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", fail)
    answer = reader.get(f"/ko/{page}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "<h1>잠시 후에 다시 열립니다</h1>" in answer.text


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/"])
@pytest.mark.parametrize("is_silent", [True, False], ids=["silent", "gone"])
def test_signing_in_without_its_cache(reader, settings, monkeypatch, path, is_silent):
    monkeypatch.setattr(patient, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1] if is_silent else 1
        told = {"BACKEND": REDIS, "LOCATION": f"redis://127.0.0.1:{port}"}
        settings.CACHES = settings.CACHES | {"default": patient.kept_patiently(told)}
        sent = {"login": "somebody", "password": "a long one", "email": "a@example.org"}
        answer = reader.post(path, sent)
    assert answer.status_code == 503
    assert "보내신 내용은 저장되지 않았습니다." in answer.text


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_picture_that_finds_no_room(reader, monkeypatch, error):
    story = ArticleFactory()
    posting = PostingFactory(
        role="publisher", secretariat=story.secretariat, user__interface_language="ko"
    )
    reader.force_login(posting.user)
    address = f"/admin/news/article/{story.pk}/change/"
    sent = form_data(reader.get(address)) | {"summary_en": "Anew", "picture": upload(photo())}
    full = failing(OSError(error, "told"))
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    answer = reader.post(address, sent)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
    assert "<h1>지금은 저장할 수 없습니다</h1>" in answer.text
    story.refresh_from_db()
    assert story.summary_en != "Anew"
    assert "draft_saved" not in answer.cookies  # so that the browser keeps what was typed


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES])
def test_share_card_that_finds_no_room(reader, settings, tmp_path, monkeypatch, error):
    told = {"BACKEND": "iclei.availability.caches.CardsInFiles", "LOCATION": tmp_path / "cards"}
    settings.CACHES = settings.CACHES | {"cards": told}
    monkeypatch.setattr("tempfile.mkstemp", failing(OSError(error, os.strerror(error))))
    slugs = ListedMemberFactory().slug, ThemeFactory().slug
    for page in (f"members/{slugs[0]}", f"themes/{slugs[1]}"):
        answer = reader.get(f"/ja/{page}/card.png")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert caches["cards"].get("any") is None
