"""How the glossary finds terms, and what it says of a translation."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from editorial.languages import BY_CODE, LANGUAGES
from editorial.texts.passages import Phrase
from editorial.translations.glossary import Glossary, GlossaryWord, glossary, hits, missed
from editorial.translations.models import GlossaryEntry

EN, HANT, KO, JA, HANS = LANGUAGES


def term(*wordings: str, **kwargs) -> GlossaryWord:
    return GlossaryWord(tuple(wordings), **kwargs)


def name(*wordings: str) -> GlossaryWord:
    return term(*wordings, is_name=True)


TERMS = Glossary(
    [
        term("sustainable development", "永續發展", "지속가능발전", "持続可能な開発", "可持续发展"),
        term("development", "發展", "개발", "開発", "发展"),
        term("member", "會員", "회원", "会員", "会员"),
        term("resilience", "韌性", "회복력", "レジリエンス", ""),
        name("Taipei", "臺北", "타이베이", "台北", "台北"),
        name(
            "Chinese Taipei", "中華台北", "차이니스 타이베이", "チャイニーズ・タイペイ", "中华台北"
        ),
        name("Suwon", "水原", "수원", "水原", "水原"),
        name("Yeosu", "麗水", "여수", "麗水", "丽水"),
        name("Lishui", "麗水", "리수이", "麗水", "丽水"),
        name("Yokohama", "橫濱", "요코하마", "横浜", "横滨"),
    ]
)


def found(text: str, source=EN, target=KO) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.wanted) for hit in TERMS.hits(text, source, target)]


def wanted(source_text: str, translation: str, source=EN, target=KO) -> list[str]:
    return [hit.wanted for hit in TERMS.missed(source_text, translation, source, target)]


def strayed(text: str, language) -> list[tuple[str, str]]:
    return [(stray.passage[1], stray.wanted) for stray in TERMS.strayed(text, language)]


def test_longest_term_is_found_first():
    assert found("Sustainable development and development") == [
        ("Sustainable development", "지속가능발전"),
        ("development", "개발"),
    ]


def test_term_is_found_as_a_word_and_in_the_plural():
    text = "Members, a member, a memberless and a dismember"
    assert [words for words, _ in found(text)] == ["Members", "member"]


def test_term_is_found_through_mark_up_and_not_in_it():
    html = '<p><strong>Resi</strong>lience of <a href="/member">Suwon</a></p>'
    assert found(html) == [("Resi</strong>lience", "회복력"), ("Suwon", "수원")]


def test_term_without_the_other_language_is_found_and_wants_nothing():
    assert found("resilience", EN, HANS) == [("resilience", "")]
    assert wanted("resilience", "", EN, HANS) == []


def test_names_that_are_written_alike_are_hits_at_one_place():
    assert found("麗水", HANT, EN) == [("麗水", "Yeosu"), ("麗水", "Lishui")]
    assert wanted("麗水", "The city of Lishui", HANT, EN) == []
    assert wanted("麗水", "The city", HANT, EN) == ["Yeosu"]


def test_translation_with_the_wanted_forms_misses_nothing():
    source = "Members speak of sustainable development"
    assert wanted(source, "회원은 <em>지속 가능</em> 발전을 말한다") == []
    assert wanted("會員", "All MEMBERS", HANT, EN) == []


def test_term_that_is_missed_is_told_once():
    assert wanted("Member and member: resilience", "회의 탄력성") == ["회원", "회복력"]


def test_name_in_the_form_of_another_language_is_told():
    assert strayed("台北與横浜", HANT) == [("台北", "臺北"), ("横浜", "橫濱")]
    assert strayed("臺北と橫濱", JA) == [("臺北", "台北"), ("橫濱", "横浜")]
    assert strayed("<p>臺<em>北</em></p>", HANS) == [("臺北", "台北")]


def test_name_in_its_own_form_is_not_told():
    assert strayed("臺北、水原、麗水與中華台北", HANT) == []
    assert strayed("台北、水原、丽水与中华台北", HANS) == []


@pytest.mark.parametrize("code", ["en", "ko"])
def test_languages_without_han_characters_stray_nowhere(code):
    assert strayed("수원(水原), 橫濱", BY_CODE[code]) == []


def test_words_of_the_field_are_no_names_and_stray_nowhere():
    assert strayed("会員", HANT) == []


def test_five_hundred_terms_are_sought_only_where_their_first_letter_stands(monkeypatch):
    looks, look = [], Phrase.end_in
    monkeypatch.setattr(Phrase, "end_in", lambda *a: looks.append(a) or look(*a))
    words = [f"term{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(500)]
    terms = Glossary(term(word, word, word, word, word) for word in words)
    text = " ".join(words * 3)[:10_000]
    assert len(terms.hits(text, EN, KO)) > 1_000
    assert len(looks) == text.count("t") * 500


WORDS = st.lists(st.sampled_from(["member", "Suwon", "台北", "臺北", "<em>", "</em>", " ", "회원"]))


@given(WORDS, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_hits_lie_in_order_and_none_in_another(words, source, target):
    text = "".join(words)
    places = [(hit.start, hit.end) for hit in TERMS.hits(text, source, target)]
    assert places == sorted(places)
    apart = sorted(set(places))
    assert all(one[1] <= other[0] for one, other in pairwise(apart))


@given(WORDS)
def test_text_misses_nothing_of_itself(words):
    text = "".join(words)
    assert TERMS.missed(text, text, EN, EN) == []


@pytest.mark.each_database
@pytest.mark.django_db
def test_glossary_is_read_in_one_query():
    for number in range(3):
        GlossaryEntry.objects.create(wording_en=f"Term {number}", wording_ko=f"용어 {number}")
    with CaptureQueriesContext(connection) as queries:
        assert [hit.wanted for hit in hits("term 1, term 2", EN, KO)] == ["용어 1", "용어 2"]
    assert len(queries) == 1


@pytest.mark.each_database
@pytest.mark.django_db
def test_change_is_found_at_once():
    one = GlossaryEntry.objects.create(wording_en="member", wording_ko="회원")
    assert glossary().entries[0].wordings == ("member", "", "회원", "", "")
    one.wording_ko = "가입 도시"
    one.save()
    assert [hit.wanted for hit in missed("A member", "회원", EN, KO)] == ["가입 도시"]


@pytest.mark.each_database
@pytest.mark.django_db
def test_term_stands_there_once():
    GlossaryEntry.objects.create(wording_en="Member")
    again = GlossaryEntry(wording_en="member")
    with pytest.raises(Exception, match="has this term already"):
        again.full_clean()
