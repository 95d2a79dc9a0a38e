import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.languages import BY_CODE, LANGUAGES, Text
from editorial.public import faces
from editorial.public.faces import FONTS, font, is_covered, lacking, spelled


def text(value: str, code: str = "en") -> Text:
    return Text(value, BY_CODE[code], BY_CODE[code])


def test_sign_without_a_glyph_is_spelled_with_others_that_mean_the_same():
    assert spelled(text("CO₂ by 2050", "ko")) == "CO2 by 2050"
    assert is_covered(text("CO₂"))


def test_text_is_composed_before_it_is_looked_at():
    assert is_covered(text(unicodedata.normalize("NFD", "수원"), "ko"))


@pytest.mark.parametrize(
    ("code", "other", "face"),
    [
        ("ja", "수원", faces.KOREAN),
        ("en", "東京", faces.JAPANESE),
        ("ko", "鷗", faces.TRADITIONAL),
        ("zh-hant", "达", faces.SIMPLIFIED),
        ("zh-hans", "峠", faces.JAPANESE),
    ],
)
def test_sign_of_another_script_is_taken_from_its_face(code, other, face):
    # Once such a text was left out as a whole, since only the face of its language was asked.
    assert is_covered(text(other, code))
    found = font(text(other, code), 30).runs(f"A {other}")
    assert found == [(faces.FACES[BY_CODE[code].tag][0], "A "), (face, other)]


@pytest.mark.parametrize(
    ("value", "code", "spelt", "left_out"),
    [
        ("탄소중립 🌱 선언", "ko", "탄소중립 선언", ("🌱",)),
        ("Green🌱City", "en", "Green City", ("🌱",)),
        ("탄소🌱중립", "ko", "탄소 중립", ("🌱",)),
        ("気候🌱都市", "ja", "気候都市", ("🌱",)),
        ("Farmers 👩🏽‍🌾 meet 🇰🇷🇯🇵", "en", "Farmers meet", ("👩🏽‍🌾", "🇰🇷", "🇯🇵")),
        ("선언 (🌱)", "ko", "선언", ("🌱",)),
        ("1️⃣ Water 🌱🌱", "en", "1 Water", ("1️⃣", "🌱")),
        ("Győr and Đà Nẵng", "en", "Gyor and Đà Nang", ("ő", "ẵ")),
        ("髙島市", "ja", "高島市", ("髙",)),
        ("𠮷野 𪚥", "ja", "吉野", ("𠮷", "𪚥")),
        ("กรุงเทพ", "en", "", None),
    ],
)
def test_sign_that_no_face_has_is_left_out_or_replaced_and_told(value, code, spelt, left_out):
    assert spelled(text(value, code)) == spelt
    assert lacking(text(value, code)) == left_out or (left_out is None and lacking(text(value)))


@pytest.mark.parametrize(
    "value",
    [
        "수\u200b원",
        "\ufeff수원",
        "수\u00ad원",
        "수원\ufe0f",
        "\u2067수원\u2069",
        "수\u2060원\u200e",
        "\u1109\u116e원",
        "수원\u2028",
    ],
)
def test_what_nobody_sees_is_no_reason(value):
    assert (spelled(text(value, "ko")), lacking(text(value, "ko"))) == ("수원", ())


@pytest.mark.parametrize(
    "space", ["\u00a0", "\u3000", "\u2009", "\u202f", "\u2003", "\t", "\u2029"]
)
def test_every_space_is_one(space):
    assert spelled(text(f"2027{space}年", "zh-hant")) == "2027 年"
    assert is_covered(text(f"2027{space}年", "zh-hant"))


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        ("𝐒𝐮𝐰𝐨𝐧 𝟚𝟘𝟚𝟟", "Suwon 2027"),
        ("ｶﾞｽ", "ガス"),
        ("㊗", "祝"),
        ("㎢", "km2"),
        ("ﬁt", "fit"),
    ],
)
def test_sign_is_spelled_out_where_that_means_the_same(value, spelt):
    found = text(value, "en")
    assert (unicodedata.normalize("NFKC", spelled(found)), lacking(found)) == (spelt, ())


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_nothing_is_ever_drawn_as_a_box(value, language):
    spelt = spelled(Text(value, language, language))
    drawn = [(file, sign) for file, run in faces.Font(language.tag, 24).runs(spelt) for sign in run]
    assert all(sign == " " or faces.has_glyph(file, sign) for file, sign in drawn)


@pytest.mark.parametrize(
    ("code", "signs"),
    [
        ("ko", "각힝「」·～美中日韓臺市"),
        ("ja", "佐々木ゑヱ・ー～！？熙"),
        ("zh-hant", "臺灣澎湖！？％～·"),
        ("zh-hans", "浏衢亳！？％～·"),
    ],
)
def test_faces_have_what_titles_are_made_of(code, signs):
    assert [sign for sign in signs if not is_covered(text(sign, code))] == []


def test_faces_are_small_enough_to_keep():
    assert sum(path.stat().st_size for path in FONTS.glob("*.otf")) < 5_500_000
