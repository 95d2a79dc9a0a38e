import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.differences import GONE, LEFT_OUT, NEW, SAME, pieces, plain, shortened


def marked(before: str, after: str) -> str:
    """The difference as text: [-gone-] and {+new+}."""
    marks = {GONE: "[-%s-]", NEW: "{+%s+}", SAME: "%s"}
    return "".join(marks[piece.kind] % piece.text for piece in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("A green city.", "A very green city.", "A {+very +}green city."),
        (
            "수원시는 경기도의 도시이다",
            "수원시는 한국의 도시이다",
            "수원시는 [-경기도의-]{+한국의+} 도시이다",
        ),
        ("水原市是韓國的城市", "水原特例市是韓國城市", "水原{+特例+}市是韓國[-的-]城市"),
        ("水原は古都です", "水原は古い都です", "水原は古{+い+}都です"),
        ("one two three", "one 2 3", "one [-two three-]{+2 3+}"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("gone", "", "[-gone-]"),
    ],
)
def test_pieces_of_a_script(before, after, difference):
    assert marked(before, after) == difference


texts = st.text(alphabet=st.sampled_from("ab 市の수원\n.,"), max_size=30)


@given(before=texts, after=texts)
def test_pieces_give_both_texts_back(before, after):
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != NEW) == before
    assert "".join(piece.text for piece in found if piece.kind != GONE) == after


def test_pieces_of_texts_too_long_to_compare_are_all_gone_and_all_new():
    before, after = "甲乙" * 2000, "丙丁" * 2000
    assert [piece.kind for piece in pieces(before, after)] == [GONE, NEW]


def test_shortened_keeps_what_surrounds_a_change():
    found = shortened(pieces("市" * 500 + "甲" + "町" * 500, "市" * 500 + "乙" + "町" * 500))
    kinds = [piece.kind for piece in found]
    assert kinds == [LEFT_OUT, SAME, GONE, NEW, SAME, LEFT_OUT]
    assert len("".join(piece.text for piece in found)) < 130


def test_plain_shows_paragraphs_items_and_links():
    html = '<h2>A</h2><p>b &amp; <a href="https://c.example/">c</a></p><ul><li><p>d</p></li></ul>'
    assert plain(html) == "A\nb & c (https://c.example/)\n• d"
