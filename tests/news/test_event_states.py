from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone, translation

from editorial.languages import text_in
from news.models import Event
from tests.factories.news import EventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

State = Event.State
LATER = {
    "starts_at": datetime(2030, 10, 2, 1, tzinfo=UTC),
    "ends_at": datetime(2030, 10, 2, 9, tzinfo=UTC),
}
OVER = {
    "starts_at": datetime(2025, 5, 1, tzinfo=UTC),
    "ends_at": datetime(2025, 5, 2, tzinfo=UTC),
}


def stored(event: Event, **values) -> Event:
    """The event as it is read again after a save of these values, checked as a form does."""
    for name, value in values.items():
        setattr(event, name, value)
    event.full_clean()
    event.save()
    return Event.objects.get(pk=event.pk)


def titles(events) -> list[str]:
    return [event.title_en for event in events]


# For when it was planned


def test_moved_event_keeps_the_dates_before_by_itself():
    moved = stored(EventFactory(), state="moved", **LATER)
    assert moved.previous == (date(2030, 5, 1), date(2030, 5, 1), time(10))
    assert moved.previous_start().isoformat() == "2030-05-01T10:00:00+09:00"


def test_moved_event_of_whole_days_keeps_the_days():
    end = datetime(2030, 5, 3, 1, tzinfo=UTC)
    event = EventFactory(all_day=True, ends_at=end, time_zone="Pacific/Auckland")
    moved = stored(event, state="moved", all_day=False, **LATER)
    assert moved.previous == (date(2030, 5, 1), date(2030, 5, 3), None)
    assert moved.previous_start() == date(2030, 5, 1)


def test_whole_days_that_a_shell_moves_by_their_moments_are_other_days():
    moved = stored(EventFactory(all_day=True), state="moved", **LATER)
    assert (moved.previous.first, moved.days()[0]) == (date(2030, 5, 1), date(2030, 10, 2))


def test_event_that_moves_to_another_zone_keeps_the_moment():
    moved = stored(EventFactory(), state="moved", time_zone="Asia/Kathmandu", **LATER)
    assert moved.previous_start().astimezone(UTC) == datetime(2030, 5, 1, 1, tzinfo=UTC)


def test_dates_that_come_later_are_kept_against_those_of_the_postponed_event():
    waiting = stored(EventFactory(), state="postponed")
    assert waiting.previous is None
    moved = stored(waiting, state="moved", **LATER)
    assert moved.previous.first == date(2030, 5, 1)


def test_first_dates_stay_when_it_is_moved_again():
    moved = stored(EventFactory(), state="moved", **LATER)
    again = stored(moved, ends_at=LATER["ends_at"] + timedelta(days=9))
    assert again.previous.first == date(2030, 5, 1)


def test_dates_before_are_kept_anew_once_it_was_as_planned_again():
    moved = stored(EventFactory(), state="moved", **LATER)
    held = stored(moved, state="planned")
    assert held.previous is None
    days = {name: moment + timedelta(days=30) for name, moment in LATER.items()}
    assert stored(held, state="moved", **days).previous.first == date(2030, 10, 2)


def test_dates_before_that_staff_write_are_those_that_are_told():
    event = EventFactory(previous_first_day=date(2030, 4, 1), state="moved")
    moved = stored(event, previous_last_day=date(2030, 4, 3), **LATER)
    assert moved.previous == (date(2030, 4, 1), date(2030, 4, 3), None)


def test_state_that_is_saved_alone_keeps_the_dates_before():
    event = EventFactory()
    event.state, event.starts_at, event.ends_at = "moved", *LATER.values()
    event.save(update_fields=["state", "starts_at", "ends_at"])
    assert Event.objects.get(pk=event.pk).previous.first == date(2030, 5, 1)


def test_moved_event_without_other_dates_is_refused():
    event = EventFactory()
    with pytest.raises(ValidationError) as refused:
        stored(event, state="moved")
    assert set(refused.value.message_dict) == {"state"}
    assert stored(event, previous_first_day=date(2030, 4, 1)).state == "moved"


def test_zone_alone_does_not_move_whole_days():
    event = EventFactory(all_day=True)
    with pytest.raises(ValidationError):
        stored(event, state="moved", time_zone="Pacific/Kiritimati")


def test_new_dates_of_an_event_that_waits_for_them_are_asked_about():
    waiting = stored(EventFactory(), state="postponed")
    with pytest.raises(ValidationError) as refused:
        stored(waiting, **LATER)
    assert set(refused.value.message_dict) == {"state"}


def test_event_was_not_planned_to_end_before_it_starts():
    days = {"previous_first_day": date(2030, 4, 3), "previous_last_day": date(2030, 4, 1)}
    with pytest.raises(ValidationError, match="not planned to end"):
        EventFactory.build(state="moved", **days).validate_constraints()
    with pytest.raises(IntegrityError):
        EventFactory(state="moved", **days)


# What is still to come


def test_event_that_waits_for_a_date_is_not_over_and_stands_last():
    EventFactory(title_en="Waits", state="postponed", **OVER)
    EventFactory(title_en="Next")
    EventFactory(title_en="Off", state="cancelled", **LATER)
    EventFactory(title_en="Was off", state="cancelled", **OVER)
    assert titles(Event.objects.coming()) == ["Next", "Off", "Waits"]
    assert titles(Event.objects.past()) == ["Was off"]
    assert titles(Event.objects.ahead()) == ["Next", "Waits"]
    assert titles(Event.objects.coming().with_a_date()) == ["Next"]


def test_cancelled_events_take_no_place_of_those_to_which_one_can_go():
    for day in range(1, 7):
        at = datetime(2030, 5, day, tzinfo=UTC)
        state = "planned" if day in (3, 5) else "cancelled"
        EventFactory(title_en=f"{state} {day}", state=state, starts_at=at, ends_at=at)
    found = titles(Event.objects.next_ones(2))
    assert found == ["cancelled 1", "cancelled 2", "planned 3", "cancelled 4", "planned 5"]
    assert len(Event.objects.next_ones(3)) == 6


def test_many_cancelled_events_hide_none_that_takes_place():
    for day in range(1, 10):
        at = datetime(2030, 5, day, tzinfo=UTC)
        EventFactory(state="cancelled", starts_at=at, ends_at=at)
    EventFactory(title_en="Held", **LATER)
    assert titles(Event.objects.next_ones(3))[-1] == "Held"


# The mark


@pytest.mark.parametrize(
    ("language", "state", "said"),
    [
        ("en", "cancelled", "Cancelled: Congress"),
        ("ko", "moved", "[일정 변경] 총회"),
        ("ja", "cancelled", "【中止】Congress"),
        ("zh-hant", "postponed", "【延期】Congress"),
    ],
)
def test_title_says_the_state_in_its_own_language(language, state, said):
    event = EventFactory(title_en="Congress", title_ko="총회", state=state)
    event.title_ja = event.title_zh_hant = "Congress"
    with translation.override(language):
        found = event.marked(text_in(event, "title"))
    assert (found.value, found.language.code) == (said, language)


def test_mark_of_a_title_in_another_language_is_in_that_language():
    event = EventFactory(title_en="", title_ko="총회", source_language="ko", state="cancelled")
    with translation.override("ja"):
        assert event.marked(text_in(event, "title")).value == "[취소] 총회"
        assert (event.mark.value, event.mark.tag) == ("中止", "ja")


def test_event_as_planned_has_no_mark():
    event = EventFactory(title_en="Congress")
    assert event.mark is None
    assert event.marked(text_in(event, "title")).value == "Congress"


def test_day_of_an_event_that_waits_is_not_shown():
    assert EventFactory(state="postponed").shown_days() is None
    assert EventFactory(state="cancelled").shown_days().starts == "2030-05-01"


def test_events_of_before_are_as_planned():
    assert EventFactory().state == State.PLANNED
    assert EventFactory(ends_at=timezone.now() + timedelta(days=9000)).previous is None
