"""Two people store the same at the same moment: one form is stored, the other comes back."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError, local

import pytest
from django.contrib.admin.options import ModelAdmin
from django.db import connection
from django.test import Client

from editorial.screens import saved_filters
from editorial.screens.models import SavedFilter
from editorial.translations.models import GlossaryEntry
from members.models import Theme
from news.models import Article, Event
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import SecretariatFactory
from tests.members.admin.test_members import form_data
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]


@pytest.fixture
def clients():
    """Two browsers of somebody who may do everything."""
    chief = UserFactory(is_superuser=True, is_staff=True)
    browsers = [Client(raise_request_exception=False) for _ in range(2)]
    for browser in browsers:
        browser.force_login(chief)
    return browsers


class Meeting:
    """Whoever has been judged waits for the other, once, before anything is stored."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.barrier, self.own = Barrier(2), local()

    def __call__(self) -> None:
        if connection.vendor == "sqlite" or getattr(self.own, "is_met", False):
            return  # there one writes at a time; and who is asked again goes on at once
        self.own.is_met = True
        with suppress(BrokenBarrierError):
            self.barrier.wait(5)


@pytest.fixture
def meeting(monkeypatch):
    """Both are judged before either is stored: the moment in which a clash is possible."""
    met = Meeting()

    def meeting_form(admin, request, form, change):
        met()
        return form.save(commit=False)

    monkeypatch.setattr(ModelAdmin, "save_form", meeting_form)
    return met


def new_story(client, office, screen="news/article"):
    form = form_data(client.get(f"/admin/{screen}/add/"))
    sent = {"slug": "mayors-meet", "title_en": "Mayors meet", "secretariat": office.pk}
    return form | sent | {"source_language": "en", "kind": "news"}


def new_event(client, office):
    times = {"starts_at_0": "2030-05-01", "starts_at_1": "10:00", "kind": "meeting"}
    times |= {"ends_at_0": "2030-05-01", "ends_at_1": "12:00", "time_zone": "Asia/Seoul"}
    return new_story(client, office, "news/event") | times


def new_theme(client, office):
    form = form_data(client.get("/admin/members/theme/add/"))
    return form | {"slug": "circular", "name_en": "Circular", "mark": "leaf", "order": "1"}


def new_term(client, office):
    form = form_data(client.get("/admin/editorial/glossaryentry/add/"))
    return form | {"wording_en": "Resilience", "wording_ko": "회복력", "kind": "term"}


KINDS = {
    "article": ("news/article", Article, new_story),
    "event": ("news/event", Event, new_event),
    "theme": ("members/theme", Theme, new_theme),
    "glossary": ("editorial/glossaryentry", GlossaryEntry, new_term),
}


def post(clients, address, sent, index):
    return clients[index].post(address, sent)


@pytest.mark.parametrize("kind", KINDS)
def test_two_new_records_of_one_name(clients, meeting, rounds, kind):
    screen, model, new = KINDS[kind]
    for _ in rounds(20):
        model.objects.all().delete()
        meeting.begin()
        sent = new(clients[0], SecretariatFactory())
        answers = at_once(partial(post, clients, f"/admin/{screen}/add/", sent))
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        assert model.objects.count() == 1


@pytest.fixture
def meeting_names(monkeypatch):
    met = Meeting()
    free = saved_filters.NameForm.clean_name

    def meeting_name(form):
        name = free(form)
        met()
        return name

    monkeypatch.setattr(saved_filters.NameForm, "clean_name", meeting_name)
    return met


def test_two_saved_filters_that_are_given_one_name(clients, meeting_names):
    chief = SavedFilter._meta.get_field("user").related_model.objects.get()
    made = {"user": chief, "kind": "news.article", "query": "status__exact=draft"}
    keys = [SavedFilter.objects.create(name=name, **made).pk for name in ("one", "other")]

    def rename(index: int):
        return clients[index].post(
            f"/admin/news/article/filters/{keys[index]}/rename/", {"name": "mine"}
        )

    assert sorted(answer.status_code for answer in at_once(rename)) == [200, 302]
    assert SavedFilter.objects.filter(name="mine").count() == 1
