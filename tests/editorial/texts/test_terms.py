import pytest

from editorial.texts.terms import MOST_NEEDS, MOST_TERMS, Term, needs_of, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Talks in Xi’an", {"talks", "in", "xian"}),
        ("Suwon-si", {"suwon", "si", "suwonsi"}),
        ("R&D", {"r", "d", "rd"}),
        ("물길", {"물길", "길"}),
        ("탄소 중립", {"탄소", "소", "중립", "립", "탄소중", "소중립"}),
        ("COP30に", {"cop30", "に"}),
        ("2024年", {"2024", "20", "202", "02", "024", "24", "24年", "4年", "年"}),
        ("Lvliang", {"lvliang", "luliang"}),
        ("", set()),
        ("– …", set()),
    ],
)
def test_terms_of_a_text(text, terms):
    assert terms_of(text) == terms


def test_no_term_of_two_letters_lies_across_a_space():
    assert "대만" not in terms_of("최대 만족")


def test_longest_text_has_no_more_terms_than_a_database_bears():
    letters = "".join(chr(0x4E00 + at % 20_000) for at in range(60_000))
    assert len(terms_of(letters)) <= MOST_TERMS


def test_needs_of_a_query_are_words_by_their_beginning_and_pairs_of_letters():
    assert needs_of("Water 清州") == [
        ((Term("water", is_begun=True),),),
        ((Term("淸州"),),),
    ]
    assert needs_of("水") == [((Term("水", is_begun=True),),)]
    assert needs_of("탄소중립") == [((Term("탄소중"),),), ((Term("소중립"),),)]


def test_word_with_a_hyphen_is_one_or_its_parts():
    (need,) = needs_of("New-Taipei")
    assert need == (
        (Term("newtaipei", is_begun=True),),
        (Term("new"), Term("taipei", is_begun=True)),
    )


def test_needs_are_few_whatever_is_asked():
    assert len(needs_of("word " * 3 + " ".join(map(str, range(100))))) == MOST_NEEDS
    assert needs_of("%_'\"\\ – ") == []


def test_words_with_capitals_beside_each_other_are_a_term_together():
    found = terms_of("trams of Las Palmas-Norte Sur, Gran canaria")
    assert {"laspalmas", "laspalmasnorte", "palmasnorte", "palmasnortesur", "nortesur"} <= found
    assert not {"oflas", "surgran", "grancanaria"} & found
