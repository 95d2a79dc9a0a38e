from datetime import date

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
