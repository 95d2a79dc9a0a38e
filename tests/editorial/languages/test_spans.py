from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from editorial.languages import BY_CODE, LANGUAGES
from editorial.languages.spans import DATES, name_days, name_moments

ONE_MONTH = (date(2027, 5, 20), date(2027, 5, 21))
TWO_MONTHS = (date(2027, 3, 31), date(2027, 4, 2))
TWO_YEARS = (date(2028, 12, 31), date(2029, 1, 1))
ONE_DAY = (date(2028, 2, 29), date(2028, 2, 29))
SAME_MONTH_LATER = (date(2027, 5, 20), date(2028, 5, 20))

DAYS = {
    "en": (
        "Thursday 20 to Friday 21 May 2027",
        "Wednesday 31 March to Friday 2 April 2027",
        "Sunday 31 December 2028 to Monday 1 January 2029",
        "Tuesday 29 February 2028",
        "Thursday 20 May 2027 to Saturday 20 May 2028",
    ),
    "zh-hant": (
        "2027年5月20日（四）至21日（五）",
        "2027年3月31日（三）至4月2日（五）",
        "2028年12月31日（日）至2029年1月1日（一）",
        "2028年2月29日（二）",
        "2027年5月20日（四）至2028年5月20日（六）",
    ),
    "ko": (
        "2027년 5월 20일(목)~21일(금)",
        "2027년 3월 31일(수)~4월 2일(금)",
        "2028년 12월 31일(일)~2029년 1월 1일(월)",
        "2028년 2월 29일(화)",
        "2027년 5월 20일(목)~2028년 5월 20일(토)",
    ),
    "ja": (
        "2027年5月20日（木）〜21日（金）",
        "2027年3月31日（水）〜4月2日（金）",
        "2028年12月31日（日）〜2029年1月1日（月）",
        "2028年2月29日（火）",
        "2027年5月20日（木）〜2028年5月20日（土）",
    ),
    "zh-hans": (
        "2027年5月20日（周四）至21日（周五）",
        "2027年3月31日（周三）至4月2日（周五）",
        "2028年12月31日（周日）至2029年1月1日（周一）",
        "2028年2月29日（周二）",
        "2027年5月20日（周四）至2028年5月20日（周六）",
    ),
}
TIMES = {
    "en": ("Monday 4 May 2026, 09:00 to 18:30", "Monday 4 at 09:00 to Tuesday 5 May 2026 at 00:15"),
    "zh-hant": ("2026年5月4日（一）09:00至18:30", "2026年5月4日（一）09:00至5日（二）00:15"),
    "ko": ("2026년 5월 4일(월) 09:00~18:30", "2026년 5월 4일(월) 09:00~5일(화) 00:15"),
    "ja": ("2026年5月4日（月）09:00〜18:30", "2026年5月4日（月）09:00〜5日（火）00:15"),
    "zh-hans": ("2026年5月4日（周一）09:00至18:30", "2026年5月4日（周一）09:00至5日（周二）00:15"),
}


def test_every_language_has_its_dates():
    assert set(DATES) == {language.code for language in LANGUAGES}


@pytest.mark.parametrize("code", DAYS)
def test_days_name_their_weekday_and_nothing_twice(code):
    spans = (ONE_MONTH, TWO_MONTHS, TWO_YEARS, ONE_DAY, SAME_MONTH_LATER)
    with override(code):
        assert tuple(str(name_days(*span)) for span in spans) == DAYS[code]


@pytest.mark.parametrize("code", TIMES)
def test_times_stand_behind_their_days(code):
    start = datetime(2026, 5, 4, 9, tzinfo=ZoneInfo("Asia/Ulaanbaatar"))
    ends = (start.replace(hour=18, minute=30), start.replace(day=5, hour=0, minute=15))
    spans = [name_moments(start, end, BY_CODE[code]) for end in ends]
    assert tuple(map(str, spans)) == TIMES[code]
    assert {span.clock for span in spans} == {"UTC+08:00"}


def test_reader_gets_the_language_that_is_active_and_english_where_that_is_none_of_ours():
    with override("ko"):
        assert name_days(*ONE_DAY).first == "2028년 2월 29일(화)"
        assert str(name_days(*ONE_DAY, language=BY_CODE["en"])) == "Tuesday 29 February 2028"
    with override("fr"):
        assert str(name_days(*ONE_DAY)) == "Tuesday 29 February 2028"


def test_span_gives_machines_both_ends():
    days = name_days(*TWO_MONTHS)
    assert (days.starts, days.ends) == ("2027-03-31", "2027-04-02")
    night = datetime(2026, 5, 4, 22, tzinfo=UTC)
    span = name_moments(night, night.replace(day=5))
    assert (span.starts, span.ends) == ("2026-05-04T22:00:00+00:00", "2026-05-05T22:00:00+00:00")
    assert span.clock == "UTC+00:00"


def test_moment_without_length_is_said_once():
    span = name_moments(*[datetime(2026, 5, 4, 9, tzinfo=UTC)] * 2)
    assert (str(span), span.last, span.ends) == ("Monday 4 May 2026, 09:00", "", "")


def test_clock_that_is_put_forward_meanwhile_is_said_for_both_ends():
    """In Bonn clocks go forward on the last Sunday of March."""
    bonn = ZoneInfo("Europe/Berlin")
    span = name_moments(
        datetime(2027, 3, 27, 9, tzinfo=bonn), datetime(2027, 3, 28, 17, tzinfo=bonn)
    )
    assert span.clock == "UTC+01:00 to UTC+02:00"
