"""A moment is read by the clock of the portal, and lies ahead."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.records.portal import portal
from editorial.screens.moments import clocks_in_words, moment_on_both_clocks, read_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal_in():
    def put(zone):
        found = portal()
        found.time_zone = zone
        found.save()

    return put


def next_june(day: int = 3) -> datetime:
    year = timezone.now().year + 1
    return datetime(year, 6, day, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("user_zone", ["Asia/Seoul", "Europe/Berlin", "America/New_York"])
def test_moment_is_that_of_the_portals_clock_whoever_writes_it(user_zone):
    with timezone.override(ZoneInfo(user_zone)):
        assert read_moment(f"{next_june().year}-06-03T09:30") == next_june()


@pytest.mark.parametrize("written", ["", "soon", "2027-13-01T09:00", "2027-02-30T09:00", "09:00"])
def test_what_is_no_moment_is_refused(written):
    with pytest.raises(ValidationError, match="day and a time"):
        read_moment(written)


def test_past_and_far_moments_are_refused():
    for away, words in ((timedelta(minutes=-1), "past"), (timedelta(days=1500), "three years")):
        wall = (timezone.now() + away).astimezone(ZoneInfo("Asia/Seoul"))
        with pytest.raises(ValidationError, match=words):
            read_moment(wall.strftime("%Y-%m-%dT%H:%M"))


def test_hour_that_clocks_leave_out_is_refused(portal_in):
    portal_in("Europe/Berlin")
    march = datetime(timezone.now().year + 1, 3, 31, tzinfo=UTC)
    sunday = march - timedelta(days=(march.weekday() + 1) % 7)
    with pytest.raises(ValidationError, match="never show"):
        read_moment(f"{sunday:%Y-%m-%d}T02:30")


def test_both_clocks_are_named_where_they_differ():
    with timezone.override(ZoneInfo("Asia/Seoul")):
        assert clocks_in_words()[1] == ""
        assert "Seoul" not in moment_on_both_clocks(next_june())
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert clocks_in_words()[0].startswith("Seoul")
        assert clocks_in_words()[1].startswith("Berlin")
        words = moment_on_both_clocks(next_june())
        assert "Seoul" in words and "Berlin" in words
        assert "9:30" in words and "2:30" in words
