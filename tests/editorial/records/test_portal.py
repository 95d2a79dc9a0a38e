"""The portal is read once a request, and whenever somebody asks outside one."""

from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import timezone, translation

from editorial.accounts.models import User
from editorial.records import portal as module
from editorial.records.portal import (
    PortalMiddleware,
    back_office_name,
    english_name,
    home_zone,
    name_if_known,
    portal,
    portal_read_once,
    portal_text,
)
from news.models import Event
from secretariats.models import Portal
from tests.factories.secretariats import make_portal

pytestmark = pytest.mark.django_db


def answered(path: str, view) -> object:
    return PortalMiddleware(view)(RequestFactory().get(path))


def test_record_is_read_once_a_request(django_assert_num_queries):
    with django_assert_num_queries(1):
        answered("/en/", lambda request: [portal_text("name"), portal_text("footer")])


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/robots.txt", "/favicon.ico"])
def test_what_needs_no_portal_reads_none(path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answered(path, lambda request: None)


def test_edit_shows_with_the_next_request_and_outside_of_one_at_once():
    answered("/en/", lambda request: portal())
    make_portal(name_en="ICLEI South Asia")
    assert answered("/en/", lambda request: portal_text("name").value) == "ICLEI South Asia"
    make_portal(name_en="ICLEI Africa")
    assert portal_text("name").value == "ICLEI Africa"


def test_days_of_a_request_are_those_of_the_portal():
    make_portal(time_zone="Asia/Kolkata")
    zone = answered("/en/", lambda request: timezone.get_current_timezone())
    assert zone == ZoneInfo("Asia/Kolkata")
    assert timezone.get_current_timezone_name() == "Asia/Seoul"  # as tests begin


def test_text_is_in_the_readers_language_or_the_nearest():
    make_portal(name_en="ICLEI South Asia", name_ko="이클레이 남아시아", name_ja="")
    with translation.override("ko"):
        assert portal_text("name").value == "이클레이 남아시아"
        assert back_office_name() == "이클레이 남아시아 – 관리 시스템"
        assert english_name() == "ICLEI South Asia"
    with translation.override("ja"):
        assert (portal_text("name").value, portal_text("name").tag) == ("ICLEI South Asia", "en")


def test_new_events_and_users_have_the_zone_of_the_portal():
    make_portal(time_zone="Asia/Kolkata")
    assert (Event().time_zone, User().time_zone) == ("Asia/Kolkata", "Asia/Kolkata")


def test_zone_before_there_are_tables(monkeypatch):
    def fail():
        raise OperationalError("no such table")

    monkeypatch.setattr(module, "read", fail)
    assert home_zone() == "UTC"


def test_without_a_record_the_portal_has_the_networks_name():
    Portal.objects.all().delete()
    with translation.override("zh-hans"):
        assert (portal_text("name").value, portal_text("name").tag) == ("ICLEI", "zh-Hans")
    assert (portal().own_office_id, home_zone()) == (None, "UTC")


def test_name_is_known_once_it_was_read():
    assert name_if_known() == "ICLEI"
    with portal_read_once():
        assert name_if_known() == "ICLEI"
        portal()
        assert name_if_known() == "ICLEI East Asia"


def test_record_at_hand_is_not_read_again(django_assert_num_queries):
    at_hand = SimpleNamespace(time_zone="Asia/Tokyo", own_office_id=None)
    with django_assert_num_queries(0), portal_read_once(at_hand):
        assert home_zone() == "Asia/Tokyo"
    assert home_zone() == "Asia/Seoul"
