from datetime import UTC, date, datetime

import icalendar
import pytest

from news.calendars import span
from tests.factories.news import EventFactory
from tests.news.cast import hidden_stories

pytestmark = pytest.mark.django_db


def events_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_event_calendar_holds_the_event(client, settings):
    event = EventFactory(slug="congress", title_en="Congress", place_en="Suwon")
    (entry,) = events_of(client, "/en/events/congress.ics")
    assert (entry["summary"], entry["location"]) == ("Congress", "Suwon")
    assert entry["uid"] == f"event-{event.pk}@{settings.SITE.hostname}"
    assert entry["url"] == f"{settings.SITE_URL}/en/events/congress/"


def test_event_is_stamped_with_its_last_change(client):
    event = EventFactory(slug="congress")
    (entry,) = events_of(client, "/en/events/congress.ics")
    changed = event.updated_at.replace(microsecond=0)
    assert entry["dtstamp"].dt == entry["last-modified"].dt == changed


def test_event_keeps_the_time_zone_of_its_place(client):
    EventFactory(slug="congress", time_zone="Asia/Ulaanbaatar")
    response = client.get("/en/events/congress.ics")
    calendar = icalendar.Calendar.from_ical(response.content)
    (entry,) = calendar.walk("VEVENT")
    assert entry["dtstart"].params["tzid"] == "Asia/Ulaanbaatar"
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ulaanbaatar"]


def test_event_of_whole_days_has_dates_up_to_the_day_after():
    event = EventFactory(
        all_day=True,
        starts_at=datetime(2030, 4, 30, 15, tzinfo=UTC),
        ends_at=datetime(2030, 5, 2, 14, 59, tzinfo=UTC),
    )
    assert span(event) == (date(2030, 5, 1), date(2030, 5, 3))


def test_event_of_whole_days_is_written_as_dates(client):
    EventFactory(slug="week", all_day=True)
    assert b"DTSTART;VALUE=DATE:20300501" in client.get("/en/events/week.ics").content


def test_event_says_the_language_of_its_texts(client):
    EventFactory(slug="congress", title_ko="총회", place_en="Suwon")
    (entry,) = events_of(client, "/ko/events/congress.ics")
    assert entry["summary"].params["language"] == "ko"
    assert entry["location"].params["language"] == "en"


def test_calendar_hides_what_is_not_public(client):
    hidden = hidden_stories(EventFactory)
    EventFactory(title_en="Public")
    assert [str(e["summary"]) for e in events_of(client, "/en/events/calendar.ics")] == ["Public"]
    for event in hidden:
        assert client.get(f"/en/events/{event.slug}.ics").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_queries_do_not_grow(client, count, django_assert_num_queries):
    EventFactory.create_batch(count)
    with django_assert_num_queries(1):
        client.get("/en/events/calendar.ics")
