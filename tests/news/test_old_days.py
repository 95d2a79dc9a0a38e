from datetime import UTC, date, datetime, timedelta

import pytest

from news.models import Event
from news.old_days import MOST, days_between, texts_with_old_days, written_in
from tests.factories.news import EventFactory

OLD = [date(2027, 5, 20), date(2027, 5, 21)]
NOW = [date(2027, 9, 7)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 20 May 2027 members meet.", "20 May 2027"),
        ("On Thursday 20 to Friday 21 May we meet.", "21 May"),
        ("On 20 and 21 May 2027 the members meet.", "20 and 21 May 2027"),
        ("From the 20th of May", "20th of May"),
        ("On May 20, 2027, members meet.", "May 20, 2027"),
        ("From May 20–21", "May 20–21"),
        ("2027년 5월 20일(목)~21일(금) 서울에서", "2027년 5월 20일"),
        ("5월20~21일에 만납니다.", "5월20"),
        ("2027年5月20日（木）に開きます。", "2027年5月20日"),
        ("会议于5月21号举行", "5月21号"),
        ("2027年5月20日至21日於首爾", "2027年5月20日"),
        ("Begins 2027-05-20, ends 2027. 5. 21.", "2027-05-20"),
    ],
)
def test_old_day_is_found_however_it_is_written(text, words):
    assert written_in(text, OLD, NOW) == words


@pytest.mark.parametrize(
    "text",
    [
        "The first congress met on 20 May 2015.",
        "On 120 May streets, and on 20 Mayor Street, at 10:20 May arrives.",
        "In May 2027 we meet; May 2020 was quiet.",
        "2015년 5월 20일에 처음 열렸습니다. 15월 20일은 없습니다.",
        "5月200人が集まります。15月20日はありません。",
        "On 7 September 2027 members meet.",
    ],
)
def test_other_days_are_no_old_days(text):
    assert written_in(text, OLD, NOW) == ""


def test_same_day_of_another_year_needs_its_year():
    assert written_in("On 20 May", OLD, [date(2028, 5, 20)]) == ""
    assert written_in("On 20 May 2027", OLD, [date(2028, 5, 20)]) == "20 May 2027"


def test_days_of_a_long_event_are_its_ends():
    first = date(2027, 1, 1)
    days = days_between(first, first + timedelta(days=10_000))
    assert len(days) == 2 * MOST
    assert {first, first + timedelta(days=10_000)} <= days


@pytest.mark.django_db
def test_texts_of_all_languages_are_read_and_the_note_is_not():
    event = EventFactory(
        starts_at=datetime(2027, 9, 7, 1, tzinfo=UTC),
        ends_at=datetime(2027, 9, 7, 9, tzinfo=UTC),
        summary_en="On 20 May 2027 in Seoul.",
        body_ko="<p>５월 <strong>20</strong>일에 만납니다.</p>",
        state_note_en="Instead of 20 May 2027.",
    )
    assert texts_with_old_days(event, OLD) == [
        "Summary (English): “20 May 2027”",
        "Text (한국어): “5월 20일”",
    ]
    assert texts_with_old_days(event, NOW) == []
    assert Event.objects.get().state == "planned"
