import unicodedata

import pytest

from editorial.texts.folding import are_initials, fold, initials, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ｓｅｏｕｌ", "seoul"),
        ("Kōbe", "KOBE"),
        ("Xi’an", "Xi'an"),
        ("Xian", "Xi'an"),
        ("수\u200b원", "수원"),
        (unicodedata.normalize("NFD", "수원"), "수원"),
        ("\ufeffOsan\u00ad", "osan"),
        ("スウォン", "すうぉん"),
        ("サーバー", "サーバ"),
        ("髙島", "高島"),
        ("宮﨑", "宮崎"),
        ("渡邉", "渡辺"),
        ("淸州", "清州"),
        ("臺灣", "台湾"),
        ("廣島", "広岛"),
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("Дархан", "ДАРХАН"),
    ],
)
def test_what_readers_take_for_the_same_is_folded_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ガス", "カス"), ("수원", "수운"), ("大", "太"), ("末", "未"), ("土", "士")]
)
def test_what_is_another_letter_stays_another(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("수ㅇ", "수원"),
        ("수우", "수원"),
        ("댁", "대구"),
        ("갑", "값"),
        ("か", "がす"),
        ("きゆ", "きゅう"),
    ],
)
def test_what_is_still_composed_begins_the_key_of_the_name(typed, name):
    assert name_key(name).startswith(name_key(typed))


def test_key_of_a_name_is_its_letters_alone():
    assert name_key("New-Taipei City, (TW)") == name_key("new taipei citytw")
    assert name_key("–・ー") == ""


def test_initials_are_those_of_names_in_hangul():
    assert initials("대구 광역시") == "ㄷㄱㄱㅇㅅ"
    assert initials("Daegu") == initials("") == initials("대구2") == ""
    assert are_initials(name_key("ㄷㄱ"))
    assert are_initials(name_key("ㄳ"))
    assert not are_initials(name_key("대ㄱ"))
    assert not are_initials("")
