"""Cancelled and postponed events: the page stays and says so, and so does whatever lists them."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.history.bringing_back import bring_back
from editorial.records.history import versions_of
from editorial.translations.ledger import statuses_of
from news.models import Event
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import apply, exported, previewed, row_of, rows_of, write
from tests.editorial.sheets.test_bulk import asked, change
from tests.factories.members import ListedMemberFactory, ThemeFactory
from tests.factories.news import EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.iclei.test_structured import nodes
from tests.upgrades.worker import form_data

pytestmark = pytest.mark.django_db

EVENTS = "/admin/news/event/"
LANGUAGES = {"en": "Cancelled", "ko": "취소", "ja": "中止", "zh-hant": "取消", "zh-hans": "取消"}
OVER = {
    "starts_at": datetime(2025, 5, 1, tzinfo=UTC),
    "ends_at": datetime(2025, 5, 2, tzinfo=UTC),
}


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def editor(office, client_of):
    """Somebody who publishes at the office and works far from its events."""
    user = PostingFactory(
        secretariat=office, role=Posting.Role.PUBLISHER, user__time_zone="America/Los_Angeles"
    ).user
    return client_of(user)


@pytest.fixture
def event(office):
    return EventFactory(slug="congress", title_en="Congress", secretariat=office)


def sent(editor, event: Event, **values):
    """The form of an event as a browser sends it back with these values."""
    address = f"{EVENTS}{event.pk}/change/"
    page = editor.get(address)
    with timezone.override("America/Los_Angeles"):
        data = form_data(page)
    return editor.post(address, {**data, **values})


def told(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


def errors_of(response) -> dict:
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def entry_of(client, address: str = "/en/events/congress.ics"):
    (entry,) = icalendar.Calendar.from_ical(client.get(address).content).walk("VEVENT")
    return entry


def structured(client, address: str = "/en/events/congress/") -> dict:
    return nodes(client, address)["Event"]


# Cancelled


@pytest.mark.parametrize(("language", "mark"), LANGUAGES.items())
def test_page_of_a_cancelled_event_stays_and_says_so(client, event, language, mark):
    event.state, event.registration_url = "cancelled", "https://example.org/register"
    event.save()
    page = client.get(f"/{language}/events/congress/")
    assert page.status_code == 200
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)[1]
    assert re.sub(r"<[^>]*>", "", heading) == f"{mark} Congress"
    assert page.text.count("notice-warning") == 1
    assert "example.org/register" not in page.text


@pytest.mark.parametrize(
    ("address", "title"),
    [("/en/events/congress/", "Cancelled: Congress"), ("/ja/events/congress/", "【中止】大会")],
)
def test_title_that_is_shared_says_it(client, event, address, title):
    event.title_ja, event.state = "大会", "cancelled"
    event.save()
    page = client.get(address).text
    assert f"<title>{title} – " in page
    assert f'<meta property="og:title" content="{title}">' in page


def test_editor_cancels_a_public_event_and_is_told_what_readers_see(client, editor, event):
    before = entry_of(client)
    response = sent(editor, event, state="cancelled", state_note_en="The hall was flooded.")
    assert response.status_code == 302
    assert "Readers now see that the event is cancelled" in told(response)
    assert "The hall was flooded." in client.get("/en/events/congress/").text
    after = entry_of(client, "/en/events/calendar.ics")
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert (after["uid"], after["dtstart"].dt) == (before["uid"], before["dtstart"].dt)
    assert str(after["summary"]) == "Cancelled: Congress"
    assert (str(after["comment"]), after["transp"]) == ("The hall was flooded.", "TRANSPARENT")
    assert structured(client)["eventStatus"] == "https://schema.org/EventCancelled"


def test_editor_who_moves_an_event_is_told_which_texts_name_the_old_day(editor, event):
    Event.objects.update(summary_en="On 1 May 2030 in Seoul.", body_ja="<p>5月1日に。</p>")
    later = {"starts_at_0": "2030-10-02", "ends_at_0": "2030-10-02"}
    words = "These texts still name days on which the event no longer takes place: "
    named = "Summary (English): “1 May 2030”; Text (日本語): “5月1日”"
    assert words + named in told(sent(editor, event, state="moved", **later))
    rest = told(sent(editor, event, summary_en="On 2 October 2030 in Seoul."))
    assert words + "Text (日本語): “5月1日”" in rest
    assert "still name" not in told(sent(editor, event, body_ja="<p>10月2日に。</p>"))


def test_slip_in_a_date_that_is_set_right_is_looked_for_in_the_texts(editor, event):
    Event.objects.update(title_en="Congress of 1 May")
    later = {"starts_at_0": "2030-05-02", "ends_at_0": "2030-05-02"}
    assert "Title (English): “1 May”" in told(sent(editor, event, **later))
    assert "still name" not in told(sent(editor, event, place_en="Seoul"))


def test_note_of_an_event_that_is_planned_again_waits_for_no_translation(editor, event):
    sent(editor, event, state="cancelled", state_note_en="The hall was flooded.")
    assert statuses_of(event)["ko"].missing == missing_before(event) + 1
    sent(editor, event, state="planned")
    assert statuses_of(event)["ko"].missing == missing_before(event)
    event.refresh_from_db()
    assert event.state_note_en == "The hall was flooded."
    sent(editor, event, state="cancelled")
    assert statuses_of(event)["ko"].missing == missing_before(event) + 1


def missing_before(event: Event) -> int:
    """How many of its other texts have no Korean version."""
    texts = ("title", "summary", "body", "place", "picture_alt")
    return sum(bool(getattr(event, f"{n}_en")) > bool(getattr(event, f"{n}_ko")) for n in texts)


def test_cancelled_event_can_be_held_after_all(client, editor, event):
    sent(editor, event, state="cancelled", state_note_ko="태풍 때문입니다.")
    cancelled = entry_of(client)
    response = sent(editor, event, state="planned")
    assert "as planned" in told(response)
    held = entry_of(client)
    assert held["status"] == "CONFIRMED"
    assert held["sequence"] > cancelled["sequence"]
    page = client.get("/ko/events/congress/").text
    assert "태풍" not in page and "notice-warning" not in page
    assert structured(client)["eventStatus"] == "https://schema.org/EventScheduled"


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_who_cancels_what_nobody_sees_is_told_nothing(editor, office, state):
    draft = EventFactory(secretariat=office, status="draft", publish_at=None)
    response = sent(editor, draft, state=state)
    assert "Readers" not in told(response)
    assert Event.objects.get(pk=draft.pk).state == state


def test_withdrawn_event_is_gone_whatever_its_state(client, event):
    event.state, event.status = "cancelled", "withdrawn"
    event.save()
    assert client.get("/en/events/congress/").status_code == 410
    assert b"VEVENT" not in client.get("/en/events/calendar.ics").content


# Postponed


def test_editor_moves_an_event_to_other_hours(client, editor, event):
    response = sent(editor, event, state="moved", starts_at_1="13:00", ends_at_1="20:30")
    assert "has new dates" in told(response)
    page = client.get("/en/events/congress/").text
    assert "Wednesday 1 May 2030, 13:00" in page
    before = re.search(r"Was planned for</dt><dd>(.*?)</dd>", page, re.DOTALL)[1]
    assert re.sub(r"<[^>]*>", "", before).strip() == "Wednesday 1 May 2030, 10:00 (UTC+09:00)"
    entry, data = entry_of(client), structured(client)
    assert (entry["status"], entry["sequence"]) == ("CONFIRMED", 1)
    assert entry["dtstart"].dt.isoformat() == "2030-05-01T13:00:00+09:00"
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == "2030-05-01T10:00:00+09:00"
    assert data["startDate"] == "2030-05-01T13:00:00+09:00"


def test_editor_moves_whole_days_at_the_other_end_of_the_day(client, editor, office):
    event = EventFactory(
        slug="congress", secretariat=office, all_day=True, time_zone="Pacific/Kiritimati"
    )
    days = {"starts_at_0": "2031-02-27", "ends_at_0": "2031-03-02"}
    sent(editor, event, state="moved", **days)
    page = client.get("/zh-hant/events/congress/").text
    before = re.search(r"原定時間</dt><dd>(.*?)</dd>", page, re.DOTALL)[1]
    assert re.sub(r"<[^>]*>", "", before).strip() == "2030年5月1日（三）"
    assert '<time datetime="2031-02-27">' in page
    assert b"DTSTART;VALUE=DATE:20310227" in client.get("/en/events/congress.ics").content
    assert structured(client)["previousStartDate"] == "2030-05-01"


def test_event_without_a_new_date_is_postponed_in_words(client, editor, event):
    sent(editor, event, state="postponed")
    page = client.get("/ko/events/congress/").text
    assert "새 날짜 미정" in page and "연기되었습니다" in page
    entry, data = entry_of(client), structured(client)
    assert (entry["status"], entry["sequence"]) == ("TENTATIVE", 1)
    assert entry["dtstart"].dt == datetime(2030, 5, 1, 1, tzinfo=UTC)
    assert data["eventStatus"] == "https://schema.org/EventPostponed"
    assert "previousStartDate" not in data


@pytest.mark.parametrize("values", [{}, {"title_en": "Congress of cities"}])
def test_form_asks_for_new_dates_or_old_ones(editor, event, values):
    assert set(errors_of(sent(editor, event, state="moved", **values))) == {"state"}
    assert sent(editor, event, state="moved", previous_first_day="2030-04-02").status_code == 302
    assert Event.objects.get().previous.first.isoformat() == "2030-04-02"


def test_form_takes_no_new_dates_of_an_event_that_still_waits(editor, event):
    sent(editor, event, state="postponed")
    response = sent(editor, event, starts_at_0="2030-09-01", ends_at_0="2030-09-01")
    assert set(errors_of(response)) == {"state"}


def test_form_without_dates_is_answered(editor, office):
    data = {"title_en": "Week", "secretariat": office.pk, "all_day": "on", "state": "moved"}
    assert {"starts_at", "ends_at"} <= set(errors_of(editor.post(f"{EVENTS}add/", data)))


# Where it is listed


@pytest.mark.parametrize(
    ("state", "mark"),
    [("cancelled", "Cancelled"), ("postponed", "Postponed"), ("moved", "New dates")],
)
def test_every_list_marks_it(client, office, state, mark):
    theme = ThemeFactory(slug="resilient", tagline_en="Ready")
    city = ListedMemberFactory(slug="suwon", secretariat=office)
    event = EventFactory(title_en="Congress", secretariat=office, state=state)
    event.members.add(city)
    event.themes.add(theme)
    pages = ("", "events/", "secretariats/korea-office/", "themes/resilient/", "members/suwon/")
    for page in (*pages, "search/?q=Congress"):
        text = client.get(f"/en/{page}").text
        marked = rf'<a [^>]*><strong class="event-mark" lang="en">{mark}</strong> (<mark>)?Congress'
        assert re.search(marked, text), page
        assert ('<time datetime="2030-05-01' in text) == (state != "postponed"), page


def test_mark_is_in_the_readers_language_beside_a_title_in_another(client, office):
    EventFactory(
        secretariat=office, title_en="", title_ko="총회", source_language="ko", state="moved"
    )
    page = client.get("/zh-hans/events/").text
    assert 'lang="ko"><strong class="event-mark" lang="zh-Hans">改期</strong> 총회' in page


def test_event_that_waits_for_a_date_is_not_among_the_past(client):
    EventFactory(title_en="Waits", state="postponed", **OVER)
    EventFactory(title_en="Held", **OVER)
    response = client.get("/en/events/")
    assert [event.title_en for event in response.context["coming"]] == ["Waits"]
    assert [event.title_en for event in response.context["object_list"]] == ["Held"]
    assert "New date not yet known" in response.text


def test_start_page_counts_what_takes_place(editor, office):
    EventFactory(secretariat=office)
    for state in ("cancelled", "postponed"):
        EventFactory(secretariat=office, state=state)
    found = re.findall(r"<dt>to come</dt>\s*<dd>\s*(\d+)", editor.get("/admin/").text)
    assert found == ["1"]


@pytest.mark.parametrize("state", ["cancelled", "moved"])
def test_list_of_the_back_office_narrows_to_a_state(editor, office, state):
    EventFactory(secretariat=office)
    event = EventFactory(secretariat=office, state=state)
    response = editor.get(EVENTS, {"state__exact": state})
    assert list(response.context["cl"].queryset) == [event]


# The word to readers


def test_word_to_readers_says_in_which_language_it_is(client, event):
    event.state, event.state_note_en, event.title_ko = "postponed", "We will write.", "총회"
    event.save()
    page = client.get("/ko/events/congress/").text
    assert '<p lang="en">We will write.</p>' in page
    assert "영어판" in page


def test_word_to_readers_is_translated_and_guarded_as_other_texts(editor, event):
    names = editor.get(f"{EVENTS}{event.pk}/change/").context["adminform"].form.fields
    wanted = {f"state_note_{code}" for code in ("en", "zh_hant", "ko", "ja", "zh_hans")}
    assert wanted <= {*names}
    assert wanted <= {field.name for field in Event._meta.concrete_fields}


# History, sheets, many at once


def test_history_tells_the_state_and_goes_back_to_it(client, editor, event):
    sent(editor, event, state="cancelled")
    first = versions_of(Event).filter(id=event.pk).earliest("history_id")
    history = editor.get(f"{EVENTS}{event.pk}/history/").text
    assert "As planned" in history and "Cancelled" in history
    event.refresh_from_db()
    address = f"{EVENTS}{event.pk}/history/event/{first.pk}/"
    editor.post(address, {"seen_version": event.version})
    event.refresh_from_db()
    assert (event.state, event.sequence) == ("planned", 2)


def test_event_that_comes_back_keeps_its_count(event):
    for state in ("cancelled", "planned"):
        event.state = state
        event.save()
    event.delete()
    gone = versions_of(Event).filter(history_type="-").get()
    bring_back(gone, {})
    assert Event.objects.get().sequence >= 2


def test_sheet_holds_the_state_and_moves_events(editor, office):
    EventFactory(slug="off", secretariat=office)
    EventFactory(slug="moved", secretariat=office, time_zone="Asia/Kathmandu")
    EventFactory(slug="odd", secretariat=office)
    book = exported(editor, where=EVENTS)
    assert {row["state"] for row in rows_of(book)} == {"planned"}
    write(book, "off", state="cancelled", state_note_en="Too few came.")
    write(book, "moved", state="moved", starts_at="2030-06-01 09:00", ends_at="2030-06-01 17:00")
    write(book, "odd", state="moved")
    made = previewed(editor, book, where=EVENTS)
    assert "new dates" in str(row_of(made, "odd").errors)
    write(book, "odd", previous_first_day="2030-04-30", previous_time="８:30")
    apply(editor, previewed(editor, book, where=EVENTS), where=EVENTS)
    found = {event.slug: event for event in Event.objects.all()}
    assert (found["off"].state, found["off"].state_note_en) == ("cancelled", "Too few came.")
    assert found["moved"].previous_start().isoformat() == "2030-05-01T06:45:00+05:45"
    assert found["odd"].previous_start().isoformat() == "2030-04-30T08:30:00+09:00"
    again = exported(editor, where=EVENTS)
    assert {row["slug"]: row["previous_time"] for row in rows_of(again)}["moved"] == "06:45"
    unchanged = previewed(editor, again, where=EVENTS)
    assert {row.outcome for row in unchanged.rows.all()} == {"unchanged"}


@pytest.mark.parametrize("cell", ["in the morning", "25:00"])
def test_sheet_refuses_what_no_clock_shows_at_any_time(editor, event, cell):
    book = write(exported(editor, where=EVENTS), "congress", previous_time=cell)
    made = previewed(editor, book, where=EVENTS)
    assert "hours and minutes" in str(row_of(made, "congress").errors)


def test_many_events_are_cancelled_at_once(editor, office):
    events = [EventFactory(secretariat=office) for _ in range(2)]
    assert "Cancelled" in asked(editor, events, EVENTS).text
    assert change(editor, events, EVENTS, state="cancelled").status_code == 302
    assert [(e.state, e.sequence) for e in Event.objects.all()] == [("cancelled", 1)] * 2
    held = change(editor, events, EVENTS, state="moved")
    assert "new dates" in held.text
    assert {event.state for event in Event.objects.all()} == {"cancelled"}


# Rules that hold whoever stores it


def test_command_that_moves_an_event_is_held_to_the_same(event):
    event.state = "moved"
    with pytest.raises(ValidationError):
        event.full_clean()
    event.ends_at += timedelta(hours=3)
    event.full_clean()
