import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from editorial.languages import LANGUAGES
from news.calendars import span
from news.models import Event
from tests.factories.news import EventFactory
from tests.news.cast import hidden_stories, in_each_combination

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


def test_event_that_ends_as_it_starts_has_no_end(client):
    moment = datetime(2030, 5, 1, tzinfo=UTC)
    EventFactory(slug="launch", starts_at=moment, ends_at=moment)
    (entry,) = events_of(client, "/en/events/launch.ics")
    assert "dtend" not in entry


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


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_calendar_keeps_every_event_and_says_what_is_in_another_language(client, language):
    stories = in_each_combination(EventFactory)
    entries = events_of(client, f"/{language.code}/events/calendar.ics")
    assert len(entries) == len(stories)
    for entry in entries:
        is_own = entry["summary"].params["language"] == language.tag
        assert is_own == ("description" not in entry)


def test_note_on_the_language_of_an_event_stands_before_its_summary(client):
    EventFactory(slug="congress", title_en="Congress", summary_en="Come.")
    (entry,) = events_of(client, "/ko/events/congress.ics")
    note, _, summary = str(entry["description"]).partition("\n\n")
    assert (note, summary) == ("영어판 – 한국어판은 아직 없습니다", "Come.")


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_queries_do_not_grow(client, count, django_assert_num_queries):
    EventFactory.create_batch(count)
    with django_assert_num_queries(2):
        client.get("/en/events/calendar.ics")


def sequence_after(event: Event, **changes) -> int:
    for name, value in changes.items():
        setattr(event, name, value)
    event.save()
    return Event.objects.get(pk=event.pk).sequence


@pytest.mark.parametrize(
    "change",
    [
        {"title_ko": "총회"},
        {"summary_en": "Soon"},
        {"place_en": "Suwon"},
        {"starts_at": datetime(2030, 5, 1, 2, tzinfo=UTC)},
        {"ends_at": datetime(2030, 5, 2, tzinfo=UTC)},
        {"all_day": True},
        {"time_zone": "Asia/Tokyo"},
        {"slug": "moved"},
        {"state": "cancelled"},
        {"state_note_ja": "台風のため"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_sequence_rises_when_what_a_calendar_shows_changes(change):
    event = EventFactory()
    assert sequence_after(event) == 0
    assert sequence_after(event, **change) == 1


@pytest.mark.parametrize("change", [{"body_en": "<p>More</p>"}, {"summary_ja": ""}])
def test_sequence_stays_when_nothing_in_a_calendar_changes(change):
    assert sequence_after(EventFactory(), **change) == 0


def test_sequence_rises_from_what_is_stored():
    event = EventFactory()
    stale = Event.objects.get(pk=event.pk)
    assert sequence_after(event, title_en="Second") == 1
    assert sequence_after(stale, title_en="Third") == 2


def test_sequence_is_saved_with_chosen_fields():
    event = EventFactory()
    event.title_en = "Second"
    event.save(update_fields=["title_en"])
    assert Event.objects.get(pk=event.pk).sequence == 1


def test_changed_event_keeps_its_uid_and_counts_its_changes(client):
    event = EventFactory(slug="first")
    (before,) = events_of(client, "/en/events/first.ics")
    sequence_after(event, slug="second", title_en="Second")
    (after,) = events_of(client, "/en/events/second.ics")
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)


@pytest.mark.parametrize(
    ("state", "status"),
    [("moved", "CONFIRMED"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED")],
)
def test_entry_says_what_became_of_the_event(client, state, status):
    note = {"state_note_en": "A flood.", "state_note_ko": "침수 때문입니다."}
    EventFactory(title_ko="총회", state=state, **note)
    (entry,) = events_of(client, "/ko/events/calendar.ics")
    assert (entry["status"], entry["comment"]) == (status, "침수 때문입니다.")
    assert re.fullmatch(r"\[.+\] 총회", entry["summary"])
    assert {entry[name].params["language"] for name in ("summary", "comment")} == {"ko"}
    assert ("transp" in entry) == (state != "moved")


def test_calendar_is_valid(client):
    EventFactory(state="cancelled", state_note_en="Line\nand \x07 line", title_en="Off")
    EventFactory(title_en="A, B; C\\ \x07 " + "수원 " * 40, summary_en="One\nTwo", place_en="Suwon")
    EventFactory(all_day=True, time_zone="Asia/Tokyo")
    content = client.get("/ko/events/calendar.ics").content
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(set(line) & {*range(9), *range(10, 32), 127} for line in lines)
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//ICLEI East Asia//Portal//KO")
    zones = {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")}
    for event in calendar.walk("VEVENT"):
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"} <= {*event}
        assert event["dtstart"].params.get("tzid", "Asia/Seoul") in zones
        assert event["dtend"].dt > event["dtstart"].dt


def test_calendar_reads_as_it_was_written(client):
    EventFactory(title_en="A, B; C", summary_en="One\nTwo")
    (entry,) = events_of(client, "/en/events/calendar.ics")
    assert (str(entry["summary"]), str(entry["description"])) == ("A, B; C", "One\nTwo")
    assert entry["dtstart"].dt == datetime(2030, 5, 1, 10, tzinfo=ZoneInfo("Asia/Seoul"))


def test_calendar_without_events_is_still_one(client):
    content = client.get("/en/events/calendar.ics").content
    calendar = icalendar.Calendar.from_ical(content)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Seoul"]


def test_calendar_is_not_sent_to_who_has_it(client):
    event = EventFactory()
    tag = client.get("/en/events/calendar.ics").headers["ETag"]
    again = client.get("/en/events/calendar.ics", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    sequence_after(event, title_en="Moved")
    changed = client.get("/en/events/calendar.ics", headers={"if-none-match": tag})
    assert changed.status_code == 200


def test_withdrawn_event_is_gone_from_calendars(client):
    event = EventFactory(slug="congress")
    assert len(events_of(client, "/en/events/calendar.ics")) == 1
    event.status = event.Status.WITHDRAWN
    event.save()
    assert events_of(client, "/en/events/calendar.ics") == []
    assert client.get("/en/events/congress.ics").status_code == 404
