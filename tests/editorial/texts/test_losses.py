import pytest
from django.utils import translation

from editorial.texts.keeping import keep
from editorial.texts.losses import LONGEST_NAME, Kind, Loss, in_words


@pytest.mark.parametrize(
    ("html", "left", "losses"),
    [
        (
            "<p>a<img alt='A stream' src='file:///c/x.png'>b</p>",
            "<p>ab</p>",
            ["a picture: “A stream”"],
        ),
        ("<img src='https://a.example/water.jpg?w=9'>", "", ["a picture: “water.jpg”"]),
        ("<img src='data:image/png;base64,AA'>" * 3, "", ["a picture (× 3)"]),
        (
            "<iframe src='https://www.youtube.com/embed/1'></iframe>a",
            "a",
            ["a video or other content from www.youtube.com"],
        ),
        (
            "<video><source src='https://v.example/1.mp4'>No video</video>",
            "",
            ["a video or other content from v.example"],
        ),
        ("<object data=x>old</object><embed>", "", ["a video or other content (× 2)"]),
        (
            "<form>Name <input><button>Go</button></form>",
            "<p>Name Go</p>",
            ["a form or its fields"],
        ),
        ("<p>a</p><p><img alt=x></p><p></p>", "<p>a</p><p></p>", ["a picture: “x”"]),
        ("a<script>alert(1)</script>", "a", ["a script"]),
        ("<svg aria-label='Chart'><text>1</text></svg>", "", ["a drawing: “Chart”"]),
        ("<math><mi>m</mi><mn>2</mn></math>", "m2", ["the layout of a formula: “m2”"]),
        ("<a href='javascript:x()'>a</a>", "a", ["the address of the link “a”: javascript:x()"]),
        ("<a href='file:///c/a.doc'>a</a>", "a", ["the address of the link “a”: file:///c/a.doc"]),
        ("b<a href='#_ftn1'>[1]</a>" * 2, "b[1]b[1]", ["links to places within the same text"]),
    ],
)
def test_what_cannot_be_kept_is_named(html, left, losses):
    found = keep(html)
    assert found.html == left
    assert in_words(found.losses) == losses


@pytest.mark.parametrize("language", ["ko", "ja", "zh-hant", "zh-hans"])
def test_losses_are_named_in_the_language_of_the_reader(language):
    found = keep("<img alt='X'><iframe src='https://v.example/'></iframe><script>1</script>").losses
    with translation.override(language):
        assert not any("picture" in words or "script" in words for words in in_words(found))


def test_name_of_what_is_lost_is_short():
    assert len(Loss(Kind.PICTURE, "A" * 5000).words) < LONGEST_NAME + 30


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_words_with_a_name_and_without(kind):
    assert Loss(kind).words and "%(" not in Loss(kind, "a", "b").words
