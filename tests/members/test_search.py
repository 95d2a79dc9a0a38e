import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from members.models import Member
from members.search import (
    MOST_FOUND,
    begun,
    distance,
    explain,
    near,
    suggested,
)
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.secretariats import AreaFactory

NAMES = st.text("수원水原suwon", max_size=8)


@pytest.fixture
def suwon(db):
    return ListedMemberFactory(
        slug="suwon",
        name_en="Suwon",
        name_zh_hant="水原",
        name_ko="수원",
        name_ja="スウォン",
        name_zh_hans="水原",
        official_name="수원특례시",
        reading_kana="すいげん",
        reading_pinyin="shuǐ yuán",
        reading_zhuyin="ㄕㄨㄟˇ ㄩㄢˊ",
    )


def listed():
    return Member.objects.listed()


def found(suggestions) -> list[str]:
    return [one.found.name for one in suggestions]


@pytest.mark.parametrize(
    ("typed", "name", "tag"),
    [
        ("suw", "Suwon", "en"),
        ("ＳＵ", "Suwon", "en"),
        ("水", "水原", "zh-Hant"),
        ("수", "수원", "ko"),
        ("수ㅇ", "수원", "ko"),
        ("すうぉ", "スウォン", "ja"),
        ("수원특", "수원특례시", "ko"),
        ("すいけ", "すいげん", "ja"),
        ("shuiyuan", "shuǐ yuán", "zh-Latn-pinyin"),
        ("ㄕㄨㄟ", "ㄕㄨㄟˇ ㄩㄢˊ", "zh-Bopo"),
    ],
)
def test_name_is_found_in_any_script_and_reading(suwon, typed, name, tag):
    (match,) = begun(listed(), typed)
    assert (match.member, match.found.name, match.other_tag) == (suwon, name, tag)


@pytest.mark.django_db
@pytest.mark.each_database
@pytest.mark.parametrize("typed", ["ㅈ주", "전ㅈ", "ㅈ주ㅅ", "전ㅈ시"])
def test_syllables_and_first_consonants_find_a_name(client, typed):
    jeonju = ListedMemberFactory(name_en="Jeonju", name_ko="전주", official_name="전주시")
    ListedMemberFactory(name_en="Jinju", name_ko="진해", official_name="진해시")
    (match,) = begun(listed(), typed)
    assert (match.member, match.found.name[:2]) == (jeonju, "전주")
    assert [one.pk for one in client.get("/en/members/", {"q": typed}).context["members"]] == [
        jeonju.pk
    ]


def test_name_in_the_readers_language_comes_before_the_same_in_another(suwon):
    with translation.override("zh-hans"):
        (match,) = begun(listed(), "水原")
    assert match.other_tag == "zh-Hans"


def test_names_that_begin_so_come_before_those_that_hold_it(suwon):
    ListedMemberFactory(name_en="Hamamatsu")
    ListedMemberFactory(name_en="Suncheon")
    assert found(begun(listed(), "su")) == ["Suncheon", "Suwon", "Hamamatsu"]


def test_no_more_names_than_a_list_bears(db):
    for number in range(MOST_FOUND + 2):
        ListedMemberFactory(name_en=f"Suwon {number}")
    assert len(begun(listed(), "suwon")) == MOST_FOUND


@pytest.mark.parametrize("typed", ["", " ", "-", "ー", "\0"])
def test_nothing_typed_finds_no_name(suwon, typed):
    assert begun(listed(), typed) == near(listed(), typed) == []


@pytest.mark.parametrize("typed", ["Suwan", "suown", "sowon", "수언", "水源", "스원"])
def test_name_with_a_slip_is_near(suwon, typed):
    assert begun(listed(), typed) == []
    (match,) = near(listed(), typed)
    assert match.member == suwon


@pytest.mark.parametrize("typed", ["Kyoto", "x", "水泥廠", "서울"])
def test_another_name_is_not_near(suwon, typed):
    assert near(listed(), typed) == []


def test_nearest_name_comes_first(suwon):
    ListedMemberFactory(name_en="Suwa")
    assert found(near(listed(), "suwonn")) == ["Suwon"]
    assert found(near(listed(), "suwaa")) == ["Suwa", "Suwon"]


def test_hidden_member_has_no_name(db):
    MemberFactory(name_en="Ghost")
    assert suggested(listed(), "ghost") == ([], True)
    assert suggested(listed(), "ghots") == ([], True)


def test_suggestion_carries_the_readers_name_and_the_one_that_was_found(suwon):
    ((suggestion,), is_near) = suggested(listed(), "水")
    assert not is_near
    assert (suggestion.name.value, suggestion.other_name) == ("Suwon", "水原")


def test_suggestion_by_the_readers_name_names_it_once(suwon):
    ((suggestion,), _) = suggested(listed(), "su")
    assert suggestion.other_name == ""


def test_names_are_suggested_by_as_many_queries_for_three_members_as_for_one(
    suwon, django_assert_num_queries
):
    japan = AreaFactory(code="JP")
    for _ in range(2):
        ListedMemberFactory(name_en="Suwa", area=japan)
    with django_assert_num_queries(2):
        assert len(suggested(listed(), "su")[0]) == 3
    with django_assert_num_queries(3):
        assert len(suggested(listed(), "suwann")[0]) == 3


@pytest.mark.parametrize(
    ("typed", "tag"), [("水", "zh-Hant"), ("수", "ko"), ("su", ""), ("", ""), ("x", "")]
)
def test_hit_is_told_by_another_name_than_the_readers(suwon, typed, tag):
    members = list(listed())
    explain(members, typed)
    hit = members[0].hit
    assert (hit.other_tag if hit and hit.other_name else "") == tag


def test_hit_in_a_text_is_told_in_the_language_of_the_reader_and_marked(suwon):
    suwon.summary_en = suwon.summary_ko = "Talks in Xi’an"
    suwon.save()
    members = list(listed())
    explain(members, "Xi'an")
    assert members[0].hit.mention.value == "Talks in <mark>Xi’an</mark>"
    assert members[0].hit.mention.tag == "en"


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("suwon", "suwon", 0),
        ("suwon", "suown", 1),
        ("suwon", "sowan", 2),
        ("suwon", "suwonn", 1),
        ("", "su", 2),
    ],
)
def test_distance_counts_slips(one, other, slips):
    assert distance(one, other, 3) == distance(other, one, 3) == slips


@pytest.mark.parametrize(
    ("one", "other"), [("kyoto" * 30, "kyoto" * 29 + "kyott"), ("𠮷野", "吉野"), ("ca", "abc")]
)
def test_distance_of_long_names_rare_characters_and_letters_changed_twice(one, other):
    """A letter that was swapped is not changed again: from “ca” to “abc” it is three."""
    assert distance(one, other, 3) == (3 if one == "ca" else 1)


@given(NAMES, NAMES)
def test_distance_is_the_same_both_ways_and_a_limit_only_cuts_it_off(one, other):
    whole = distance(one, other, 99)
    assert whole == distance(other, one, 99)
    for limit in range(4):
        assert min(distance(one, other, limit), limit + 1) == min(whole, limit + 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Found in Japanese"),
        ("ko", "일본어 글에서 찾았습니다"),
        ("zh-hant", "見於日文內容"),
        ("zh-hans", "见于日文内容"),
        ("ja", None),
    ],
)
def test_directory_says_in_words_in_which_language_a_text_was_found(client, language, words):
    ListedMemberFactory(name_en="Tono", summary_en="Tales", summary_ja="河童の里")
    page = client.get(f"/{language}/members/", {"q": "河童"}).text
    assert "<mark>河童</mark>" in page
    if words is None:
        assert "の内容から" not in page
    else:
        assert f'<p class="fallback-note">{words}</p>' in page
