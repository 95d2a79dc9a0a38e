import pytest

from editorial.languages import BY_CODE
from editorial.languages.scripts import doubts, parts_of_name


def said(text: str, code: str, is_name: bool = False) -> list[tuple[bool, str]]:
    return [(doubt.is_error, doubt.words) for doubt in doubts(text, BY_CODE[code], is_name)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Suwon", "ko"),
        ("수원", "ko"),
        ("水原市", "ko"),
        ("スウォン", "ja"),
        ("水原市", "ja"),
        ("ICLEI", "zh-hans"),
        ("台灣台北后里", "zh-hant"),
        ("乾隆", "zh-hans"),
        ("Łódź", "en"),
        ("ㄅㄆ", "zh-hant"),
    ],
)
def test_name_at_home_is_not_doubted(text, code):
    assert said(text, code, is_name=True) == []


@pytest.mark.parametrize(
    ("text", "code", "script"),
    [
        ("수원", "ja", "Hangul"),
        ("スウォン", "ko", "kana"),
        ("すいげん", "zh-hant", "kana"),
        ("수원", "zh-hans", "Hangul"),
        ("水原", "en", "Chinese characters"),
        ("ｽｳｫﾝ", "ko", "kana"),
    ],
)
def test_name_in_the_wrong_script_is_an_error(text, code, script):
    ((is_error, words),) = said(text, code, is_name=True)
    assert is_error
    assert script in words


def test_foreign_words_in_prose_are_welcome():
    assert said("수원市는 일본의 アサヒ 맥주와 함께 도시 농업을 이끄는 도시이다.", "ko") == []
    assert said("The city is called 수원 in Korean and 水原 in Japanese.", "en") == []


def test_prose_that_is_mostly_foreign_is_doubted_but_no_error():
    ((is_error, words),) = said("수원은 성이 있는 도시이다", "ja")
    assert not is_error
    assert words == "Hangul in a text in Japanese."


def test_long_english_text_in_another_language_is_doubted():
    text = "A city with an old wall and many parks along the river."
    assert said(text, "ja") == [
        (False, "This does not look like Japanese: it has no letters of it.")
    ]
    assert said("ICLEI East Asia", "ja") == []


@pytest.mark.parametrize(
    ("text", "code", "characters"),
    [("国家发展", "zh-hant", "国发"), ("國家發展", "zh-hans", "國發")],
)
def test_characters_of_the_other_chinese_are_doubted(text, code, characters):
    ((is_error, words),) = said(text, code, is_name=True)
    assert not is_error
    assert words.endswith(f": {characters}.")


@pytest.mark.parametrize(
    "parts",
    [
        ["イクレイ", "東アジア", "地域事務局北京代表事務所"],
        ["イクレイ", "東南アジア", "事務局"],
        ["イクレイ", "欧州事務局", "ブリュッセル", "事務所"],
        ["イクレイ", "高雄キャパシティ・センター"],
        ["水原"],
        ["ICLEI Korea Office"],
    ],
)
def test_japanese_name_is_parted_where_scripts_meet(parts):
    assert parts_of_name("".join(parts), BY_CODE["ja"]) == parts


def test_names_of_other_languages_are_not_parted():
    assert parts_of_name("アジア太平洋", BY_CODE["zh-hant"]) == ["アジア太平洋"]
