import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from modeltranslation.translator import translator

from editorial.backoffice.checks import (
    admin_asks_for_scope,
    admin_screens_are_scoped,
    translated_texts_are_guarded,
)
from editorial.screens.scoped import ScopedAdmin
from secretariats.models import Posting
from tests.factories.members import ThemeFactory
from tests.factories.secretariats import PostingFactory


@pytest.fixture
def unscoped():
    """A model that knows no scope, registered on a screen that asks for none."""
    admin.site.register(Group)
    yield
    admin.site.unregister(Group)


def test_check_finds_our_screens_in_order():
    assert admin_asks_for_scope(None) == admin_screens_are_scoped(None) == []


def test_check_finds_a_model_without_scope(unscoped):
    assert [error.msg for error in admin_asks_for_scope(None)] == [
        "Group's QuerySet has no visible_to(user).",
        "Group's QuerySet has no changeable_by(user).",
    ]


def test_check_finds_a_screen_that_asks_for_no_scope(unscoped):
    assert [error.id for error in admin_screens_are_scoped(None)] == ["editorial.E004"]


def test_check_finds_translated_texts_that_are_not_guarded(monkeypatch):
    assert translated_texts_are_guarded(None) == []
    monkeypatch.setattr(translator, "get_registered_models", lambda abstract: [Posting])
    assert [error.id for error in translated_texts_are_guarded(None)] == ["editorial.E005"]


def test_every_screen_is_scoped():
    assert all(isinstance(screen, ScopedAdmin) for screen in admin.site._registry.values())


@pytest.mark.django_db
def test_list_is_headed_by_what_it_lists(client):
    client.force_login(PostingFactory(role=Posting.Role.EDITOR).user)
    page = client.get("/admin/members/member/").text
    assert re.search("<h1>(.+?)</h1>", page)[1] == "Members"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "none"), ("ko", "없음"), ("ja", "なし"), ("zh-hant", "無"), ("zh-hans", "无")],
)
def test_filter_says_in_words_that_nothing_is_linked(client, code, words):
    ThemeFactory()
    user = PostingFactory(role=Posting.Role.EDITOR, user__interface_language=code).user
    client.force_login(user)
    page = client.get("/admin/news/article/").text
    assert re.findall(r'themes__isnull=True">\s*(.+?)</a>', page) == [words]
