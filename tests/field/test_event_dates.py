"""Wherever an event is named, all its days are, with their weekdays and nothing said twice."""

from datetime import UTC, datetime
from re import sub

import pytest

from editorial.languages import columns
from news.cards import event_card
from tests.factories.members import ListedMemberFactory, ThemeFactory
from tests.factories.news import EventFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = pytest.mark.django_db

DAYS = {
    "en": "Saturday 29 June to Monday 1 July 2030",
    "zh-hant": "2030年6月29日（六）至7月1日（一）",
    "ko": "2030년 6월 29일(토)~7월 1일(월)",
    "ja": "2030年6月29日（土）〜7月1日（月）",
    "zh-hans": "2030年6月29日（周六）至7月1日（周一）",
}
TIMES = {
    "en": "Saturday 29 June at 09:30 to Monday 1 July 2030 at 17:00 (UTC+08:00)",
    "zh-hant": "2030年6月29日（六）09:30至7月1日（一）17:00（UTC+08:00）",
    "ko": "2030년 6월 29일(토) 09:30~7월 1일(월) 17:00(UTC+08:00)",
    "ja": "2030年6月29日（土）09:30〜7月1日（月）17:00（UTC+08:00）",
    "zh-hans": "2030年6月29日（周六）09:30至7月1日（周一）17:00（UTC+08:00）",
}
#: Pages that name an event among other things; then the search for it.
ELSEWHERE = (
    "",
    "members/ulaanbaatar/",
    "secretariats/mongolia/",
    "themes/frugal/",
    "search/?q=steppe",
)


@pytest.fixture
def event():
    theme = ThemeFactory(slug="frugal")
    office = SecretariatFactory(slug="mongolia")
    member = ListedMemberFactory(slug="ulaanbaatar", secretariat=office)
    made = EventFactory(
        slug="steppe-days",
        **dict.fromkeys(columns("title"), "Steppe Days"),
        secretariat=office,
        time_zone="Asia/Ulaanbaatar",
        starts_at=datetime(2030, 6, 29, 1, 30, tzinfo=UTC),
        ends_at=datetime(2030, 7, 1, 9, tzinfo=UTC),
    )
    made.themes.add(theme)
    made.members.add(member)
    return made


def words_of(client, address: str) -> str:
    """What a page shows: its text without its tags."""
    page = sub(r"<[^>]+>", "", client.get(address, follow=True).content.decode())
    return " ".join(page.split())


@pytest.mark.parametrize("code", [*DAYS])
def test_every_page_that_names_an_event_gives_all_its_days(client, event, code):
    for page in ELSEWHERE:
        assert DAYS[code] in words_of(client, f"/{code}/{page}"), page
    for page in ("events/", "events/steppe-days/"):
        assert TIMES[code] in words_of(client, f"/{code}/{page}"), page


def test_past_event_of_whole_days_has_no_clock(client, event):
    """By the calendar of its place, although the days end elsewhere before they begin there."""
    event.__class__.objects.filter(pk=event.pk).update(
        starts_at=datetime(2016, 12, 30, 16, tzinfo=UTC),
        ends_at=datetime(2017, 1, 2, 15, 59, tzinfo=UTC),
        all_day=True,
    )
    days = "2016년 12월 31일(토)~2017년 1월 2일(월)"
    for page in ("members/ulaanbaatar/", "events/", "events/steppe-days/", "search/?q=steppe"):
        assert days in words_of(client, f"/ko/{page}"), page
        assert f"{days}(UTC" not in words_of(client, f"/ko/{page}")


def test_share_card_gives_all_days(event):
    event.listed_members = []
    assert DAYS["en"] in [text.value for text in event_card(event).above]
