from datetime import date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

DAY = date(2020, 11, 6)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "6 November 2020"),
        ("ja", "2020年11月6日"),
        ("ko", "2020년 11월 6일"),
        ("zh-hans", "2020年11月6日"),
        ("zh-hant", "2020年11月6日"),
    ],
)
def test_date_in_the_local_form(language, written):
    with translation.override(language):
        assert date_format(DAY) == written


def test_short_date_in_english_cannot_be_misread():
    assert date_format(DAY, "SHORT_DATE_FORMAT") == "2020-11-06"


def test_short_moment_in_korean_has_full_stops():
    with translation.override("ko"):
        assert date_format(DAY, "SHORT_DATE_FORMAT") == "2020. 11. 6."
        moment = datetime(2020, 11, 6, 21, 5)
        assert date_format(moment, "SHORT_DATETIME_FORMAT") == "2020. 11. 6. 21:05"


@pytest.mark.parametrize(
    ("language", "moment", "day"),
    [
        ("ko", "2020년 11월 6일 오후 9:05", "11월 6일"),
        ("ja", "2020年11月6日 21:05", "11月6日"),
        ("zh-hant", "2020年11月6日 21:05", "11月6日"),
        ("zh-hans", "2020年11月6日 21:05", "11月6日"),
    ],
)
def test_moment_in_the_local_form(language, moment, day):
    with translation.override(language):
        assert date_format(datetime(2020, 11, 6, 21, 5), "DATETIME_FORMAT") == moment
        assert date_format(DAY, "MONTH_DAY_FORMAT") == day


def test_month_of_one_figure_has_no_nought_in_chinese():
    with translation.override("zh-hant"):
        assert date_format(date(2027, 5, 20), "MONTH_DAY_FORMAT") == "5月20日"
