import pytest

from editorial.texts.folding import fold
from editorial.texts.places import bare_names, sought_names


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("首尔市", "首尔"),
        ("福島縣", "福島"),
        ("경기도", "경기"),
        ("수원특례시", "수원"),
        ("Suwon-si", "suwon"),
        ("Gyeonggi Province", "gyeonggi"),
        ("Seoul Special Metropolitan City", "seoul"),
        ("City of Kobe", "kobe"),
        ("Дархан хот", "дархан"),
        ("とうきょうと", "とうきょう"),
    ],
)
def test_name_is_known_without_what_the_place_is(name, bare):
    assert fold(bare) in bare_names(name)


@pytest.mark.parametrize("name", ["京都", "Akashi", "Osaka", "시", "市", "City", ""])
def test_name_that_says_nothing_of_it_stays_whole(name):
    assert bare_names(name) == set()


@pytest.mark.parametrize("typed", ["kyotoshi", "Kyoto-s", "kyoto sh", "Kyoto City"])
def test_what_is_typed_may_lack_a_hyphen_or_its_end(typed):
    assert "kyoto" in sought_names(typed)


@pytest.mark.parametrize("typed", ["Akashi", "Sado", "Tokyo"])
def test_short_word_is_not_cut(typed):
    assert sought_names(typed) == set()
