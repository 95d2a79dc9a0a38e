"""Each property of a calendar in the type that its clients read (RFC 5545, RFC 7986)."""

import re
from datetime import UTC, datetime

import pytest

from editorial.records.portal import portal
from tests.factories.news import EventFactory

pytestmark = pytest.mark.django_db

MOMENT = r"\d{8}T\d{6}Z"
#: What the value of each property that we write looks like.
VALUES = {
    "VERSION": r"2\.0",
    "PRODID": r"-//.+",
    "NAME": r"([^\\,;]|\\[\\,;n])+",
    "X-WR-CALNAME": r"([^\\,;]|\\[\\,;n])+",
    "X-WR-TIMEZONE": r"[A-Z]\w+/\w+",
    "REFRESH-INTERVAL;VALUE=DURATION": "PT6H",
    "X-PUBLISHED-TTL": "PT6H",
    "UID": r"event-\d+@[\w.-]+",
    "SEQUENCE": r"\d+",
    "DTSTAMP": MOMENT,
    "LAST-MODIFIED": MOMENT,
    "STATUS": "CONFIRMED",
    "DTSTART": MOMENT,
    "DTEND": MOMENT,
    "DTSTART;VALUE=DATE": r"\d{8}",
    "DTEND;VALUE=DATE": r"\d{8}",
    "DTSTART;TZID=": r"\d{8}T\d{6}",
    "DTEND;TZID=": r"\d{8}T\d{6}",
    "URL": r"https?://[!-~]+",
    "SUMMARY;LANGUAGE=": r"([^\\,;]|\\[\\,;n])+",
    "DESCRIPTION;LANGUAGE=": r"([^\\,;]|\\[\\,;n])+",
    "LOCATION;LANGUAGE=": r"([^\\,;]|\\[\\,;n])+",
}


def written(client, address: str) -> bytes:
    return client.get(address).content


def properties(content: bytes) -> list[tuple[str, str]]:
    """Names (with parameters, but without what a zone or a language is called) and values."""
    text = re.sub(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", "", content.decode(), flags=re.DOTALL)
    lines = [line for line in text.replace("\r\n ", "").split("\r\n") if line]
    pairs = [re.match(r"((?:[^:\"]|\"[^\"]*\")+):(.*)", line).groups() for line in lines]
    found = [(re.sub(r"(TZID|LANGUAGE)=.*", r"\1=", name), value) for name, value in pairs]
    return [pair for pair in found if pair[0] not in ("BEGIN", "END")]


@pytest.mark.parametrize(
    ("language", "zone", "all_day"),
    [("en", "Asia/Tokyo", False), ("ko", "UTC", False), ("zh-hans", "Asia/Shanghai", True)],
)
def test_each_value_has_the_type_of_its_property(client, language, zone, all_day):
    EventFactory(
        title_en="Water, air; and \\ soil",
        summary_en="One\r\nTwo",
        place_en="“Hall”, 2nd floor: east",
        time_zone=zone,
        all_day=all_day,
        starts_at=datetime(2030, 5, 1, 1, tzinfo=UTC),
    )
    found = properties(written(client, f"/{language}/events/calendar.ics"))
    assert len(found) == 18
    for name, value in found:
        assert re.fullmatch(VALUES[name], value), (name, value)


@pytest.mark.parametrize("name", ["Seoul, Suwon; and more", "A \\ B"])
def test_name_of_a_calendar_is_a_text(client, name):
    record = portal()
    record.name_en = name
    record.save()
    found = dict(properties(written(client, "/en/events/calendar.ics")))
    escaped = re.sub(r"([\\,;])", r"\\\1", name)
    assert found["NAME"] == found["X-WR-CALNAME"] == f"Events of {escaped}"


@pytest.mark.parametrize("text", ["청주와 淸州의 물길 " * 9, "🌱" * 70, "é" * 150])
def test_lines_are_folded_between_characters_by_their_octets(client, text):
    EventFactory(title_en=text)
    lines = written(client, "/en/events/calendar.ics").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = "".join(line.decode().removeprefix(" ") for line in lines)  # no half characters
    assert text.strip() in unfolded
    assert "\n" not in unfolded
