"""Tags of Chinese, as browsers and programs have them, lead to the script that is read there."""

import pytest

from editorial.languages.negotiation import best_language

TRADITIONAL = [
    *("yue", "yue-Hant-HK", "zh-yue", "zh-yue-HK", "yue-HK", "zh-MO", "zh-Hant-MY", "zh-Hant-CN"),
    *("nan", "zh-min-nan", "nan-Hant-TW", "hak-TW", "zh-hakka", "cmn-Hant", "cmn-TW", "lzh"),
    *("zh_TW", "zh_Hant_HK", "zh-Hant-u-nu-hans", "yue-x-cn", "ZH-HANT-SG", "wuu-Hant"),
]
SIMPLIFIED = [
    *("yue-Hans-CN", "zh-yue-CN", "zh-SG", "zh-MY", "zh-cmn-Hans", "cmn", "cmn-Hans-CN", "wuu"),
    *("gan", "hsn", "zh-wuu", "nan-CN", "nan-Hans-SG", "hak-Hans", "zho", "zh-Hans-HK", "zh_CN"),
    *("zh-x-tw", "zh-u-sd-hk", "zh-GB"),
]


@pytest.mark.parametrize(
    ("tag", "code"),
    [*((tag, "zh-hant") for tag in TRADITIONAL), *((tag, "zh-hans") for tag in SIMPLIFIED)],
)
def test_chinese_reader_gets_the_script_of_the_tag(tag, code):
    assert best_language(f"{tag},en;q=0.8").code == code


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("en;q=0.4, yue;q=0.9, zh-CN;q=0.7", "zh-hant"),
        ("zh-Hant;q=0, yue-Hans;q=0.2, fr", "zh-hans"),
        ("fr, *;q=0.5, ko;q=0.1", "en"),
        ("*;q=0.7, en;q=0.2, zh-TW;q=0.1", "ko"),
        ("*;q=0, ja;q=0.3", "ja"),
        ("*;q=0", "en"),
        ("ko_KR,en", "ko"),
    ],
)
def test_weights_and_the_star_are_heeded(accepted, code):
    assert best_language(accepted).code == code


@pytest.mark.django_db
def test_root_leads_a_reader_of_cantonese_to_traditional_characters(client):
    answer = client.get("/", headers={"accept-language": "yue-HK,yue;q=0.9"})
    assert answer.headers["Location"] == "/zh-hant/"
