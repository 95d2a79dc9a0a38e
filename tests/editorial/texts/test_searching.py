import pytest

from editorial.texts.searching import (
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
