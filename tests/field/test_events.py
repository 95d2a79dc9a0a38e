"""Whose clock: whole days have none, and times are those of the event's place, whoever edits."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.history.writing import set_values
from news.models import Event
from secretariats.models import Area
from tests.editorial.sheets.sheeting import apply, exported, previewed, row_of, rows_of, write
from tests.factories.members import MemberFactory
from tests.factories.news import EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.upgrades.worker import form_data

pytestmark = pytest.mark.django_db

ADD = "/admin/news/event/add/"
#: Editors at both ends of the day, and one between.
EDITORS = ["Asia/Seoul", "America/Los_Angeles", "Pacific/Kiritimati"]
PLACES = [
    ("Asia/Shanghai", "2027-06-03", "2027-06-05", "20270603", "20270606"),
    ("Pacific/Honolulu", "2028-02-28", "2028-02-29", "20280228", "20280301"),
    ("Europe/Berlin", "2027-03-28", "2027-03-28", "20270328", "20270329"),  # clocks go forward
]
STRUCTURED = r'"startDate": ?"([^"]*)", ?"endDate": ?"([^"]*)"'
SHEETS = "/admin/news/event/"


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def editor(office, client_of):
    """Signs in somebody of the office whose own clock is that of a zone."""

    def sign_in(zone: str):
        role = {"role": "publisher"}
        return client_of(PostingFactory(secretariat=office, user__time_zone=zone, **role).user)

    return sign_in


def change_url(event: Event) -> str:
    return f"/admin/news/event/{event.pk}/change/"


def shown(response) -> dict:
    """What a browser would send back of the form, whose other moments are by the user's clock."""
    with timezone.override(response.wsgi_request.user.time_zone):
        return form_data(response)


def written(office, **values) -> dict:
    """An event as somebody fills in the form."""
    return {
        **{"title_en": "Congress", "slug": "congress", "source_language": "en"},
        **{"secretariat": office.pk, "status": "published", "time_zone": "Asia/Seoul"},
        "state": "planned",
        **{"publish_at_0": "2026-01-01", "publish_at_1": "09:00", "focus_x": 50, "focus_y": 50},
        **values,
    }


def errors_of(response) -> dict:
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def told(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("zone", "place", "first", "last", "begins", "ends"),
    [(zone, *place) for zone, place in zip(EDITORS, PLACES, strict=True)],
)
def test_whole_days_stay_the_same_days(
    client, editor, office, zone, place, first, last, begins, ends
):
    own = editor(zone)
    days = {"all_day": "on", "starts_at_0": first, "ends_at_0": last, "time_zone": place}
    assert own.post(ADD, written(office, **days)).status_code == 302
    event = Event.objects.get()
    other = editor(EDITORS[EDITORS.index(zone) - 1])
    data = shown(other.get(change_url(event)))
    assert (data["starts_at_0"], data["ends_at_0"]) == (first, last)
    assert other.post(change_url(event), data).status_code == 302
    entry = client.get("/en/events/congress.ics").content.decode()
    assert f"DTSTART;VALUE=DATE:{begins}\r\n" in entry
    assert f"DTEND;VALUE=DATE:{ends}\r\n" in entry
    page = client.get("/en/events/congress/").content.decode()
    assert f'<time datetime="{first}">' in page
    assert (first, last) == tuple(re.search(STRUCTURED, page).groups())


def test_saving_whole_days_unchanged_makes_no_version(editor, office):
    event = EventFactory(secretariat=office, all_day=True, time_zone="Pacific/Apia")
    for zone in EDITORS:
        own = editor(zone)
        own.post(change_url(event), shown(own.get(change_url(event))))
    event.refresh_from_db()
    assert (event.version, event.sequence) == (1, 0)


@pytest.mark.parametrize("place", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_days_stay_when_the_zone_of_their_place_changes(place):
    event = EventFactory(all_day=True, time_zone="Asia/Seoul")
    event.time_zone = place
    event.save()
    event.refresh_from_db()
    assert event.days() == (date(2030, 5, 1), date(2030, 5, 1))
    assert event.starts_at.astimezone(ZoneInfo(place)) == datetime(
        2030, 5, 1, tzinfo=ZoneInfo(place)
    )


def test_zone_alone_can_be_stored(editor):
    event = EventFactory(all_day=True, time_zone="Asia/Seoul")
    Event.objects.get(pk=event.pk).save(update_fields=["status"])
    event.time_zone = "America/Anchorage"
    event.save(update_fields=["time_zone"])
    event.refresh_from_db()
    assert event.days()[0] == date(2030, 5, 1)
    assert event.starts_at.hour == 8


@pytest.mark.parametrize(
    ("zone", "place", "stored"),
    [
        ("Asia/Seoul", "America/Sao_Paulo", "2027-09-14T12:30:00+00:00"),
        ("America/Los_Angeles", "Asia/Ulaanbaatar", "2027-09-14T01:30:00+00:00"),
        ("Pacific/Kiritimati", "Asia/Ulaanbaatar", "2027-09-14T01:30:00+00:00"),
    ],
)
def test_times_are_read_by_the_clock_of_the_place(editor, office, zone, place, stored):
    own = editor(zone)
    at = {"starts_at_0": "2027-09-14", "starts_at_1": "09:30", "ends_at_0": "2027-09-14"}
    own.post(ADD, written(office, time_zone=place, ends_at_1="17:00", **at))
    event = Event.objects.get()
    assert event.starts_at.isoformat() == stored
    page = own.get(change_url(event))
    data = shown(page)
    assert (data["starts_at_0"], data["starts_at_1"]) == ("2027-09-14", "09:30")
    assert re.search("By the clock of its place: <span[^>]*>(Ulaanbaatar|São Paulo) ", page.text)
    own.post(change_url(event), data)
    event.refresh_from_db()
    assert (event.starts_at.isoformat(), event.version) == (stored, 1)


def test_list_shows_when_it_starts_at_its_place(editor, office):
    EventFactory(secretariat=office, time_zone="Asia/Kathmandu")
    EventFactory(secretariat=office, all_day=True, time_zone="Pacific/Auckland")
    page = editor("America/Los_Angeles").get("/admin/news/event/").text
    assert ">Wednesday 1 May 2030, 06:45 (Kathmandu)</td>" in page
    assert ">Wednesday 1 May 2030</td>" in page


def test_list_names_no_clock_but_another(editor, office):
    EventFactory(secretariat=office, time_zone="Asia/Seoul")
    page = editor("Asia/Seoul").get("/admin/news/event/").text
    assert ">Wednesday 1 May 2030, 10:00</td>" in page


def test_form_tells_the_weekday_of_an_end_that_is_far_away(editor, office):
    at = {"starts_at_0": "2027-09-14", "starts_at_1": "09:30", "ends_at_0": "2028-09-14"}
    page = editor("Asia/Seoul").post(ADD, written(office, ends_at_1="17:00", **at), follow=True)
    assert "It lasts 366 days, until Thursday 14 September 2028." in page.text


def test_who_may_not_change_an_event_reads_it_by_the_clock_of_its_place(client, office):
    event = EventFactory(secretariat=office, time_zone="Asia/Kathmandu")
    client.force_login(PostingFactory(secretariat=office, role="translator").user)
    assert "06:45 (Kathmandu)" in client.get(change_url(event)).text


# What is wrong


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"starts_at_0": "2027-05-01", "starts_at_1": "09:00"}, "ends_at", "on which it ends"),
        ({"ends_at_0": "2027-05-01", "ends_at_1": "09:00"}, "starts_at", "on which it starts"),
        ({"starts_at_0": "2027-05-01", "ends_at_0": "2027-05-02"}, "starts_at", "Enter the time"),
        (
            {"all_day": "on", "starts_at_0": "2027-05-02", "ends_at_0": "2027-05-01"},
            *("ends_at", "before it starts"),
        ),
        (
            {
                **{"starts_at_0": "2027-05-02", "starts_at_1": "10:00"},
                **{"ends_at_0": "2027-05-02", "ends_at_1": "09:59"},
            },
            *("ends_at", "before it starts"),
        ),
        ({"all_day": "on", "starts_at_0": "0027-05-02"}, "starts_at", "four digits"),
        ({"all_day": "on", "starts_at_0": "2027-02-30"}, "starts_at", "year, month and day"),
        ({"all_day": "on", "starts_at_1": "09:00"}, "starts_at", "on which it starts"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(editor, office, values, field, words):
    errors = errors_of(editor("Asia/Seoul").post(ADD, written(office, **values)))
    assert words in " ".join(errors[field])
    assert "__all__" not in errors
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("place", "day", "time"),
    [("Europe/Berlin", "2027-03-28", "02:30"), ("America/New_York", "2027-03-14", "02:15")],
)
def test_time_that_no_clock_shows_is_refused(editor, office, place, day, time):
    at = {"starts_at_0": day, "starts_at_1": time, "ends_at_0": day, "ends_at_1": "12:00"}
    response = editor("Asia/Seoul").post(ADD, written(office, time_zone=place, **at))
    assert "put forward" in " ".join(errors_of(response)["starts_at"])


@pytest.mark.parametrize(
    ("place", "day", "time", "stored"),
    [
        ("Europe/Berlin", "2027-10-31", "02:30", "2027-10-31T00:30:00+00:00"),
        ("America/Santiago", "2027-04-03", "23:30", "2027-04-04T02:30:00+00:00"),
    ],
)
def test_of_a_time_that_comes_twice_the_first_is_taken_and_said(
    editor, office, place, day, time, stored
):
    own = editor("Asia/Seoul")
    at = {"starts_at_0": day, "starts_at_1": time, "ends_at_0": "2027-11-01", "ends_at_1": "12:00"}
    response = own.post(ADD, written(office, time_zone=place, **at))
    event = Event.objects.get()
    assert event.starts_at.isoformat() == stored
    assert "twice on this day" in told(response)
    # The second one, once it is stored, is not moved by a save that changes nothing.
    second = event.starts_at.replace(hour=event.starts_at.hour + 1)
    Event.objects.filter(pk=event.pk).update(starts_at=second)
    own.post(change_url(event), shown(own.get(change_url(event))))
    event.refresh_from_db()
    assert event.starts_at == second


@pytest.mark.parametrize(
    ("place", "day", "time"),
    [("Asia/Seoul", "2027-05-02", "10:00"), ("Europe/Berlin", "2027-10-31", "02:30")],
)
def test_event_of_no_length_is_refused_at_its_end(editor, office, place, day, time):
    at = {"starts_at_0": day, "starts_at_1": time, "ends_at_0": day, "ends_at_1": time}
    response = editor("Asia/Seoul").post(ADD, written(office, time_zone=place, **at))
    assert [*errors_of(response)] == ["ends_at"]
    assert not Event.objects.exists()


def test_event_of_no_length_from_before_can_be_changed_otherwise(editor, office):
    event = EventFactory(secretariat=office)
    Event.objects.update(ends_at=event.starts_at)
    own = editor("Asia/Seoul")
    sent = shown(own.get(change_url(event))) | {"title_ko": "성벽 걷기"}
    assert own.post(change_url(event), sent).status_code == 302
    assert Event.objects.get().title_ko == "성벽 걷기"


def test_what_holds_for_start_and_end_is_said_once(editor, office):
    at = {"starts_at_0": "2027-10-31", "starts_at_1": "02:30"}
    at |= {"ends_at_0": "2028-10-29", "ends_at_1": "02:30"}
    response = editor("Asia/Seoul").post(ADD, written(office, time_zone="Europe/Berlin", **at))
    assert Event.objects.exists()
    assert told(response).count("twice on this day") == 1


def test_event_of_more_than_a_year_is_stored_and_asked_about(editor, office):
    days = {"all_day": "on", "starts_at_0": "2027-05-02", "ends_at_0": "2037-05-03"}
    response = editor("Asia/Tokyo").post(ADD, written(office, **days))
    assert Event.objects.get().last_day == date(2037, 5, 3)
    assert "3654 days" in told(response)


# Two who edit


def test_days_and_zone_that_two_people_change_are_both_kept(editor, office):
    event = EventFactory(secretariat=office, all_day=True, time_zone="Asia/Seoul")
    minsu, yuki = editor("Asia/Seoul"), editor("America/Los_Angeles")
    ours, theirs = shown(minsu.get(change_url(event))), shown(yuki.get(change_url(event)))
    yuki.post(change_url(event), theirs | {"time_zone": "Pacific/Auckland"})
    response = minsu.post(change_url(event), ours | {"ends_at_0": "2030-05-04"})
    assert response.status_code == 302
    event.refresh_from_db()
    assert event.days() == (date(2030, 5, 1), date(2030, 5, 4))
    assert event.time_zone == "Pacific/Auckland"


def test_conflict_shows_both_times_by_the_clock_of_the_place(editor, office):
    event = EventFactory(secretariat=office, time_zone="Asia/Kathmandu")
    minsu, yuki = editor("Asia/Seoul"), editor("Pacific/Kiritimati")
    ours, theirs = shown(minsu.get(change_url(event))), shown(yuki.get(change_url(event)))
    yuki.post(change_url(event), theirs | {"starts_at_1": "07:15"})
    response = minsu.post(change_url(event), ours | {"starts_at_1": "08:20"})
    assert set(errors_of(response)) == {"starts_at"}
    assert "07:15 (Kathmandu)" in response.text
    assert "08:20 (Kathmandu)" in response.text


def test_history_tells_days_and_goes_back_to_them(editor, office):
    event = EventFactory(secretariat=office, all_day=True, time_zone="Pacific/Auckland")
    own = editor("America/Los_Angeles")
    data = shown(own.get(change_url(event)))
    own.post(change_url(event), data | {"starts_at_0": "2030-04-29", "time_zone": "Asia/Seoul"})
    first = Event.past.filter(id=event.pk).earliest("history_id")
    history = own.get(f"/admin/news/event/{event.pk}/history/").text
    assert "2030-05-01" in history and "2030-04-29" in history
    assert "First day" not in history and "Ends" not in history
    address = f"/admin/news/event/{event.pk}/history/event/{first.pk}/"
    page = own.get(address)
    event.refresh_from_db()
    own.post(address, {"seen_version": event.version})
    event.refresh_from_db()
    assert page.status_code == 200
    assert (event.days()[0], event.time_zone) == (date(2030, 5, 1), "Pacific/Auckland")


# Sheets


def test_sheet_holds_days_and_the_clock_of_the_place(client, office):
    EventFactory(slug="whole", secretariat=office, all_day=True, time_zone="Pacific/Auckland")
    EventFactory(slug="timed", secretariat=office, time_zone="Asia/Kathmandu")
    user = PostingFactory(secretariat=office, role="publisher", user__time_zone="Asia/Tokyo").user
    client.force_login(user)
    book = exported(client, where=SHEETS)
    rows = {row["slug"]: row for row in rows_of(book)}
    assert (rows["whole"]["starts_at"], rows["whole"]["ends_at"]) == ("2030-05-01", "2030-05-01")
    assert rows["timed"]["starts_at"] == "2030-05-01 06:45:00+05:45"
    unchanged = previewed(client, book, where=SHEETS)
    assert {row.outcome for row in unchanged.rows.all()} == {"unchanged"}
    write(book, "whole", ends_at="2030-05-03", time_zone="Asia/Seoul")
    write(book, "timed", starts_at="2030-05-01 05:00", ends_at="2030-05-01 12:00+00:00")
    apply(client, previewed(client, book, where=SHEETS), where=SHEETS)
    whole, timed = Event.objects.get(slug="whole"), Event.objects.get(slug="timed")
    assert whole.days() == (date(2030, 5, 1), date(2030, 5, 3))
    assert timed.starts_at.isoformat() == "2030-04-30T23:15:00+00:00"
    assert timed.ends_at.isoformat() == "2030-05-01T12:00:00+00:00"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"time_zone": "Europe/Berlin", "starts_at": "2030-03-31 02:30"}, "put forward"),
        ({"starts_at": "first of May"}, "Enter a date"),
    ],
)
def test_sheet_refuses_what_no_clock_shows(client, office, cells, words):
    EventFactory(slug="timed", secretariat=office)
    client.force_login(PostingFactory(secretariat=office, role="publisher").user)
    book = write(exported(client, where=SHEETS), "timed", **cells)
    made = previewed(client, book, where=SHEETS)
    assert words in row_of(made, "timed").errors[0][1]


def test_sheet_makes_an_event_one_of_whole_days_and_back(client, office):
    event = EventFactory(slug="timed", secretariat=office, time_zone="Pacific/Honolulu")
    client.force_login(PostingFactory(secretariat=office, role="publisher").user)
    book = write(exported(client, where=SHEETS), "timed", all_day=True)
    apply(client, previewed(client, book, where=SHEETS), where=SHEETS)
    event.refresh_from_db()
    assert (event.all_day, event.days()[0]) == (True, date(2030, 4, 30))
    book = write(exported(client, where=SHEETS), "timed", all_day=False)
    apply(client, previewed(client, book, where=SHEETS), where=SHEETS)
    event.refresh_from_db()
    assert (event.all_day, event.first_day, event.days()[0]) == (False, None, date(2030, 4, 30))


# Zones as a list


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "울란바토르(UTC+08:00)"), ("zh-hant", "烏蘭巴托（UTC+08:00）")]
)
def test_zones_are_a_list_in_the_readers_language(client, office, language, words):
    Area.objects.get_or_create(
        code="MN",
        defaults={
            **{"name_en": "Mongolia", "default_language": "en"},
            "time_zone": "Asia/Ulaanbaatar",
        },
    )
    user = PostingFactory(secretariat=office, user__interface_language=language).user
    client.force_login(user)
    field = client.get(ADD).context["adminform"].form["time_zone"]
    _label, served = field.field.choices[0]
    assert ("Asia/Ulaanbaatar", words) in served
    names = [name for _label, choices in field.field.choices for name, _words in choices]
    assert len(names) == len({*names}) > 400


@pytest.mark.parametrize("stored", ["Asia/Calcutta", "Mars/Olympus"])
def test_stored_zone_that_is_not_in_the_list_is_kept(client, editor, office, stored):
    event = EventFactory(slug="old", secretariat=office, time_zone=stored)
    own = editor("Asia/Seoul")
    page = own.get(change_url(event))
    assert f'<option value="{stored}" selected>' in page.text
    own.post(change_url(event), shown(page) | {"title_ko": "행사"})
    event.refresh_from_db()
    assert (event.time_zone, event.title_ko) == (stored, "행사")
    for address in ("/en/events/old/", "/en/events/", "/en/events/old.ics"):
        assert client.get(address).status_code == 200


def test_user_chooses_their_zone_from_the_list(client, office):
    user = PostingFactory(secretariat=office, user__time_zone="Asia/Saigon").user
    client.force_login(user)
    page = client.get(f"/admin/secretariats/staff/{user.pk}/change/")
    assert '<option value="Asia/Saigon" selected>' in page.text
    assert '<option value="Asia/Tokyo"' in page.text


@pytest.mark.parametrize("zone", ["Asia/Taipei", "Asia/Ulaanbaatar"])
def test_zone_is_preset_to_that_of_the_office_or_the_host(client, office, zone):
    member = MemberFactory(secretariat=office, area__code="ZY", area__time_zone=zone)
    user = PostingFactory(secretariat=office, user__time_zone="Asia/Tokyo").user
    client.force_login(user)

    def preset(query="") -> str:
        return client.get(ADD + query).context["adminform"].form["time_zone"].value()

    assert preset() == "Asia/Tokyo"  # nothing is known: the writer's
    assert preset(f"?host_member={member.pk}") == zone
    answer = client.get(f"/admin/news/event/zone/?host_member={member.pk}")
    assert answer.json() == {"time_zone": zone}
    office.areas.set([member.area])
    assert preset() == zone


def test_zone_of_a_host_is_told_to_those_who_see_it_alone(client, office):
    hidden = MemberFactory()
    client.force_login(PostingFactory(secretariat=office).user)
    answer = client.get(f"/admin/news/event/zone/?host_member={hidden.pk}&secretariat=x")
    assert answer.json() == {"time_zone": ""}


def test_shell_moves_the_days_by_the_moment_that_it_sets():
    event = EventFactory(all_day=True, time_zone="Asia/Tokyo")
    late = datetime(2030, 5, 2, 16, tzinfo=ZoneInfo("UTC"))
    with pytest.raises(ValidationError):
        set_values(event, {"starts_at": late})
    set_values(event, {"starts_at": late, "ends_at": late})
    event.save()
    assert event.days() == (date(2030, 5, 3), date(2030, 5, 3))
