import pytest

from editorial.finding.matching import BEGINS, EXACT, HOLDS, TOLD, is_name_of_some
from members.models import Member
from secretariats.models import Secretariat
from tests.factories.members import MemberFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


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


@pytest.mark.parametrize("text", ["", " ", "<b>", "\0", "\u3000"])
def test_member_search_without_a_word_finds_nothing(text):
    MemberFactory()
    assert not Member.objects.search(text).exists()


def test_member_search_wants_every_word():
    MemberFactory(name_en="Suwon", summary_en="A walled city")
    assert not Member.objects.search("Suwon harbour").exists()


@pytest.mark.parametrize("query", ["<b>", "&amp;", "%", "_", "\\"])
def test_member_search_takes_no_sign_for_markup_or_a_wildcard(query):
    MemberFactory(name_en="Suwon", summary_en="Walls & towers", profile_en="<p>Old</p>")
    assert not Member.objects.search(query).exists()


def test_member_search_ranks_names_before_texts():
    named = MemberFactory(name_en="Suwon", name_zh_hant="水原", summary_en="A city")
    begun = MemberFactory(name_en="Suwon North")
    within = MemberFactory(name_en="New Suwon")
    told = MemberFactory(name_en="Osan", summary_en="South of Suwon", name_zh_hant="烏山")
    ranked = Member.objects.search("suwon").with_rank("suwon")
    ranks = {named: EXACT, begun: BEGINS, within: HOLDS, told: TOLD}
    assert {member: member.rank for member in ranked} == ranks


@pytest.mark.parametrize("query", ["Suwon", "水原", "수원", " ｓｕｗｏｎ "])
def test_member_search_ranks_a_name_in_any_language_first(query):
    MemberFactory(name_en="Suwon", name_zh_hant="水原", name_ko="수원")
    assert Member.objects.with_rank(query).get().rank == EXACT


@pytest.mark.parametrize("text", ["suwon", "Su", "won", "수ㅇ", "ㅅㅇ", "水", "Suwon-si", "swon"])
def test_nobody_bears_what_is_no_name_of_some(text):
    MemberFactory(name_en="Suwon", name_ko="수원", name_ja="水原")
    MemberFactory(name_en="Osaka", summary_en="swon")
    assert is_name_of_some(Member, text) == Member.objects.bearing(text).exists()
    assert is_name_of_some(Member, text) == (text != "swon")


@pytest.mark.parametrize("text", ["", " ", "%", "_", "\\", "'", "{contains}"])
def test_signs_are_nobodys_name(text):
    MemberFactory(name_en="Suwon 100%_\\'")
    assert not is_name_of_some(Member, text)


def test_name_of_another_kind_is_no_name_of_this(db):
    SecretariatFactory(name_en="Suwon Office")
    assert not is_name_of_some(Member, "suwon")
    assert is_name_of_some(Secretariat, "suwon")
