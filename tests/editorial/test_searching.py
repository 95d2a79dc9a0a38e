import pytest

from editorial.searching import normalised
from members.models import Member
from tests.factories.members import MemberFactory


def test_normalised_folds_width_case_kana_and_tags():
    assert normalised("<p>Ｓｅｏｕｌ\0 スウォン</p>") == "seoul すうぉん"


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


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " ", "<b>", "\0", "\u3000"])
def test_member_search_without_a_word_finds_nothing(text):
    MemberFactory()
    assert not Member.objects.search(text).exists()


@pytest.mark.django_db
def test_member_search_wants_every_word():
    MemberFactory(name_en="Suwon", summary_en="A walled city")
    assert not Member.objects.search("Suwon harbour").exists()
