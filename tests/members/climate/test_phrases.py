from datetime import date

import pytest
from django.utils import translation

from members.climate.phrases import (
    OwnWords,
    aim_of,
    counting_of,
    end_of,
    further_of,
    interim_of,
    limits_of,
    period_of,
    pledge_sentence,
)
from members.models import Inventory, Pledge, Target

LANGUAGES = ["en", "zh-hant", "ko", "ja", "zh-hans"]
#: What a reader of each language takes for neutrality.
NEUTRAL = {
    "en": ("eutral", "Net zero", "Zero carbon"),
    "zh-hant": ("中和", "淨零", "零碳"),
    "ko": ("중립", "넷제로", "제로카본"),
    "ja": ("ニュートラル", "中立", "ネットゼロ", "ゼロカーボン"),
    "zh-hans": ("中和", "净零", "零碳"),
}


def pledge(**fields) -> Pledge:
    told = {"kind": "net_zero", "end_year": 2050, "status": "policy"} | fields
    return Pledge(recorded_on=date(2021, 10, 20), **told)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Net zero by 2050 – in a policy document (recorded 2021)"),
        ("zh-hant", "2050 年前達成淨零 – 載於政策文件（2021 年記錄）"),
        ("ko", "2050년까지 넷제로 – 정책 문서에 명시(2021년 기록)"),
        ("ja", "2050年までにネットゼロ – 政策文書に明記（2021年記録）"),
        ("zh-hans", "2050 年前实现净零 – 载于政策文件（2021 年记录）"),
    ],
)
def test_pledge_is_a_sentence_in_five_languages(language, sentence):
    with translation.override(language):
        assert pledge_sentence(pledge()) == sentence


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"end_year": None}, "Net zero – in a policy document (recorded 2021)"),
        ({"status": ""}, "Net zero by 2050 (recorded 2021)"),
        (
            {"status": "law", "status_year": 2020},
            "Net zero by 2050 – in law since 2020 (recorded 2021)",
        ),
        ({"kind": "none", "end_year": None, "status": ""}, "No end target (recorded 2021)"),
        (
            {"kind": "other", "end_year": 2030, "status": "proposed"},
            "An end target of another kind by 2030 – proposed or in discussion (recorded 2021)",
        ),
        (
            {"kind": "reduction", "reduction_percent": 80.0, "base_year": 2005},
            "Emissions 80% below 2005 by 2050 – in a policy document (recorded 2021)",
        ),
        (
            {"kind": "reduction", "reduction_percent": 33.9, "status": ""},
            "Emissions reduced by 33.9% by 2050 (recorded 2021)",
        ),
        ({"kind": "reduction", "status": ""}, "Reduction of emissions by 2050 (recorded 2021)"),
    ],
)
def test_pledge_says_what_is_known_and_no_more(fields, sentence):
    assert pledge_sentence(pledge(**fields)) == sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Pledge.Kind.values)
@pytest.mark.parametrize("share", [None, 100.0])
def test_only_what_is_neutral_reads_so(language, kind, share):
    with translation.override(language):
        words = end_of(pledge(kind=kind, reduction_percent=share, base_year=2005))
        reads_so = any(word in words for word in NEUTRAL[language])
    assert reads_so == (kind in Pledge.NEUTRAL)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["", *Pledge.Status.values])
@pytest.mark.parametrize("year", [None, 2019])
def test_each_status_has_its_words(language, status, year):
    with translation.override(language):
        words = pledge_sentence(pledge(status=status, status_year=year))
        plain = pledge_sentence(pledge(status=""))
    assert (words == plain) == (status == "")
    assert ("2019" in words) == bool(status and year)
    assert "%" not in words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"interim_kind": "none"}, "No interim target"),
        (
            {"interim_kind": "other", "interim_year": 2026},
            "An interim target of another kind by 2026",
        ),
        (
            {
                "interim_kind": "reduction",
                "interim_reduction_percent": 47.0,
                "interim_base_year": 2018,
                "interim_year": 2030,
            },
            "Interim target: Emissions 47% below 2018 by 2030",
        ),
        ({"interim_kind": "reduction"}, "Interim target: Reduction of emissions"),
    ],
)
def test_interim_target_is_told(fields, words):
    assert interim_of(pledge(**fields)) == words


def test_further_words_of_a_pledge_are_those_that_are_known():
    assert further_of(pledge()) == []
    told = further_of(pledge(gases="co2", race_to_zero=True, has_plan=False))
    assert told == ["for carbon dioxide alone", "in the Race to Zero", "without a published plan"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "absolute"}, "Emissions 30% below 2005 by 2030"),
        ({"kind": "intensity"}, "Emissions per head or unit 30% below 2005 by 2030"),
        (
            {"kind": "scenario"},
            "Emissions 30% below what they would be if nothing were done by 2030",
        ),
        ({"kind": "fixed"}, "Emissions at a fixed level by 2030"),
        ({"kind": "none"}, "No target"),
        ({"kind": "absolute", "reduction_percent": None}, "Less than in a base year by 2030"),
    ],
)
def test_target_says_what_it_wants(fields, words):
    told = {"reduction_percent": 30.0, "base_year": 2005, "target_year": 2030} | fields
    assert aim_of(Target(**told)) == words


def test_target_says_of_what_alone_it_is():
    assert limits_of(Target(sector="all", boundary="same")) == []
    told = limits_of(Target(sector="waste", boundary="smaller", status="withdrawn"))
    assert told == ["Withdrawn by the city", "Waste", "Only part of the city"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""),
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (date(2018, 4, 1), date(2019, 3, 31), "from 1 April 2018 to 31 March 2019"),
        (date(2017, 4, 1), None, "from 1 April 2017"),
    ],
)
def test_period_is_told(first, last, words):
    assert period_of(Inventory(period_from=first, period_to=last)) == words


def test_way_of_counting_is_told():
    assert counting_of(Inventory()) == "Protocol not given; boundary not given"
    words = counting_of(Inventory(protocol="own", boundary="same", scope1_t=1, scope2_t=2))
    assert (
        words == "The city’s own method; The whole city and nothing else; scopes 1 and 2 added up"
    )


@pytest.mark.parametrize(
    ("words", "tag"),
    [("Guidelines 4.1", "en"), ("시 관리 부문", "ko"), ("ガイドライン", "ja"), ("指引", "zh")],
)
def test_own_words_have_the_language_of_their_script(words, tag):
    assert OwnWords(words).tag == tag
