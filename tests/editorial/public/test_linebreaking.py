import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.languages import BY_CODE, LANGUAGES
from editorial.public.linebreaking import NOT_AT_END, NOT_AT_START, broken, is_wide, widest_piece


def length(text: str) -> float:
    """A Han character is 1 wide, a Latin letter a half."""
    return sum(1.0 if is_wide(character) else 0.5 for character in text)


def lines(text: str, code: str, width: float) -> list[str]:
    return broken(text, BY_CODE[code], width, length)


def test_lines_in_english_end_between_words():
    assert lines("Osan becomes a member of ICLEI", "en", 6) == [
        "Osan becomes",
        "a member of",
        "ICLEI",
    ]


def test_line_in_english_may_end_after_a_hyphen():
    assert lines("Resource-efficient", "en", 5) == ["Resource-", "efficient"]


def test_lines_in_korean_keep_words_whole():
    assert lines("이클레이 동아시아본부, 서울에 둥지를 틀다", "ko", 12) == [
        "이클레이 동아시아본부,",
        "서울에 둥지를 틀다",
    ]


def test_lines_in_japanese_end_after_phrases():
    assert lines("イクレイ東アジア、北京に事務所を開設", "ja", 12) == [
        "イクレイ東アジア、",
        "北京に事務所を開設",
    ]
    assert lines("北京で二つのシンポジウム：エネルギー安全都市とグリーン調達", "ja", 12) == [
        "北京で二つの",
        "シンポジウム：エネルギー",
        "安全都市とグリーン調達",
    ]


def test_name_that_is_wider_than_a_line_is_parted_at_its_joints():
    assert lines("イクレイ高雄キャパシティ・センター", "ja", 12) == [
        "イクレイ高雄",
        "キャパシティ・センター",
    ]
    assert lines("イクレイ欧州事務局ブリュッセル事務所", "ja", 10) == [
        "イクレイ欧州事務局",
        "ブリュッセル事務所",
    ]


def test_lines_in_chinese_are_even():
    assert lines("十堰、丽水、达尔汗与额尔登特加入网络", "zh-hans", 12) == [
        "十堰、丽水、达尔汗",
        "与额尔登特加入网络",
    ]


def test_number_stays_with_what_it_counts():
    assert all(not line.endswith("2015") for line in lines("世界大會在 2015 年舉行", "zh-hant", 8))


@pytest.mark.parametrize("width", range(4, 14))
def test_number_is_tied_to_what_it_counts_by_no_sign_that_a_face_lacks(width):
    assert "\u00a0" not in "".join(lines("2027 年區域會員會議", "zh-hant", width))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("2027 年區域會員會議", "zh-hant", ("區域", "會員", "會議")),
        ("ICLEI 東亞秘書處落腳首爾", "zh-hant", ("東亞", "秘書處", "首爾")),
        ("舉行第三屆東北亞市長論壇", "zh-hant", ("第三屆", "東北亞", "市長")),
        ("2028 年新会员培训日", "zh-hans", ("会员", "培训")),
        ("2015 年宜可城世界大会在首尔举行", "zh-hans", ("宜可城", "世界", "大会")),
        ("东亚区域执行委员会首次在线开会", "zh-hans", ("区域", "委员会", "首次")),
    ],
)
def test_lines_in_chinese_tear_no_known_word(text, code, words):
    for width in range(4, 16):
        found = lines(text, code, width)
        assert [word for word in words if not any(word in line for line in found)] == []


@pytest.mark.parametrize("code", ["ja", "zh-hant", "zh-hans"])
def test_lines_begin_and_end_by_kinsoku(code):
    text = "「持続可能な都市」（第一部）を開催、参加者は300名。ネットワークへ、ようこそ！"
    for width in range(4, 30):
        found = lines(text, code, width)
        assert not [line for line in found if line[0] in NOT_AT_START or line[-1] in NOT_AT_END]


@pytest.mark.parametrize(
    ("text", "code"),
    [("線上交流：城市的高溫與健康", "zh-hant"), ("我们的城市加入了网络", "zh-hans")],
)
def test_no_line_in_chinese_begins_with_a_word_that_leans_on_the_one_before(text, code):
    for width in range(4, 12):
        assert not [line for line in lines(text, code, width) if line[0] in "的了们"]


def test_word_wider_than_a_line_is_torn():
    assert lines("sustainability", "en", 4) == ["sustain", "ability"]


def test_widest_piece_tells_what_a_line_must_hold():
    assert widest_piece("a sustainable city", BY_CODE["en"], length) == 5.5


@given(st.text(max_size=60), st.sampled_from(LANGUAGES), st.integers(1, 20))
def test_lines_hold_the_whole_text(text, language, width):
    found = broken(text, language, width, length)
    assert "".join("".join(found).split()) == "".join(text.split())
