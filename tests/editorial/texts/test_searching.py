import pytest

from editorial.texts.searching import (
    BEGINS,
    EXACT,
    HOLDS,
    TOLD,
    folded,
    plain,
    refill,
    search_texts,
    words_of,
)
from members.models import Member
from tests.factories.members import MemberFactory


def test_folded_folds_width_case_and_kana():
    assert folded("Ｓｅｏｕｌ スウォン ｽｳｫﾝ") == "seoul すうぉん すうぉん"


def test_plain_has_no_tags_or_entities():
    assert plain("<p>R&amp;D in <strong>Eco</strong>Town</p>") == "R&D in EcoTown"


def test_plain_ends_words_where_blocks_end():
    assert plain("<h2>Water</h2><p>Air<br>Land</p>") == "Water Air Land"


def test_words_of_a_query_are_what_is_compared():
    assert words_of("  Ｓｕｗｏｎ 水原\0城") == ["suwon", "水原", "城"]


def test_search_texts_are_the_names_and_all_of_it():
    names, text = search_texts(["Suwon", None, "水原", "SUWON", "<New\0>"], ["<p>Walls</p>", ""])
    assert names == "suwon\n水原\n<new >"
    assert text == "suwon\n水原\n<new >\nwalls"


@pytest.mark.each_database
@pytest.mark.django_db
def test_refill_says_what_saving_says():
    member = MemberFactory(name_en="Suwon", official_name="수원시", profile_ja="<p>城</p><p>壁</p>")
    said = (member.search_names, member.search_text)
    assert said == ("suwon\n수원시", "suwon\n수원시\n城 壁")
    Member.objects.update(search_names="", search_text="old")
    texts, also = ["leader_name", "summary", "profile"], ["official_name", "reading_kana"]
    refill(Member, ["name"], texts, also)
    member.refresh_from_db()
    assert (member.search_names, member.search_text) == said


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["Suwon", "suwon", "ＳＵＷＯＮ", "수원", "수", "水原", "スウォン", "수원시"]
)
def test_member_search_finds_any_script(query):
    found = MemberFactory(
        name_en="Suwon",
        name_ko="수원",
        name_ja="水原",
        reading_kana="すうぉん",
        official_name="수원시",
    )
    MemberFactory(name_en="Osaka", name_ko="오사카")
    assert list(Member.objects.search(query)) == [found]


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " ", "<b>", "\0", "\u3000"])
def test_member_search_without_a_word_finds_nothing(text):
    MemberFactory()
    assert not Member.objects.search(text).exists()


@pytest.mark.each_database
@pytest.mark.django_db
def test_member_search_wants_every_word():
    MemberFactory(name_en="Suwon", summary_en="A walled city")
    assert not Member.objects.search("Suwon harbour").exists()


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("query", ["<b>", "&amp;", "%", "_", "\\"])
def test_member_search_takes_no_sign_for_markup_or_a_wildcard(query):
    MemberFactory(name_en="Suwon", summary_en="Walls & towers", profile_en="<p>Old</p>")
    assert not Member.objects.search(query).exists()


@pytest.mark.each_database
@pytest.mark.django_db
def test_member_search_ranks_names_before_texts():
    named = MemberFactory(name_en="Suwon", name_zh_hant="水原", summary_en="A city")
    begun = MemberFactory(name_en="Suwon North")
    within = MemberFactory(name_en="New Suwon")
    told = MemberFactory(name_en="Osan", summary_en="South of Suwon", name_zh_hant="烏山")
    ranked = Member.objects.search("suwon").with_rank("suwon")
    ranks = {named: EXACT, begun: BEGINS, within: HOLDS, told: TOLD}
    assert {member: member.rank for member in ranked} == ranks


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("query", ["Suwon", "水原", "수원", " ｓｕｗｏｎ "])
def test_member_search_ranks_a_name_in_any_language_first(query):
    MemberFactory(name_en="Suwon", name_zh_hant="水原", name_ko="수원")
    assert Member.objects.with_rank(query).get().rank == EXACT
