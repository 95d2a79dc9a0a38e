import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.keeping import keep
from editorial.texts.losses import in_words
from editorial.texts.prose import clean_html


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            "<h1>A</h1><h4>B</h4><h6><b>C</b></h6>",
            "<h2>A</h2><h3>B</h3><h3><strong>C</strong></h3>",
        ),
        ("<h2><p>a</p><p>b</p></h2>", "<h2>a b</h2>"),
        ("<div>one</div><div>two<br>three</div>", "<p>one</p><p>two<br>three</p>"),
        ("<div><div>one</div>two</div>", "<p>one</p><p>two</p>"),
        ("<center>a</center><font color=red>b</font>", "<p>a</p><p>b</p>"),
        (
            "<i>a</i> <strike>b</strike> <u>c</u> <del>d</del>",
            "<em>a</em> <s>b</s> <u>c</u> <s>d</s>",
        ),
        ("CO<sub>2</sub> m<sup>2</sup>", "CO<sub>2</sub> m<sup>2</sup>"),
        ("<p>a<span style='vertical-align:super'>2</span></p>", "<p>a<sup>2</sup></p>"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ol start=3 type=a><li>a</ol>", '<ol start="3" type="a"><li>a</li></ol>'),
        ("<dl><dt>T<dd>D<dd>E</dl>", "<p><strong>T</strong></p><p>D</p><p>E</p>"),
        ("<pre>a\n  b</pre>", "<p>a<br>\u00a0\u00a0b</p>"),
        ("a<hr>b", "<p>a</p><hr><p>b</p>"),
        (
            "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
            "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
        ),
        ("<q>a</q> <abbr title='World'>W</abbr>", "“a” W (World)"),
        ("<code>x = 1</code>", "x = 1"),
        ("<b style='font-weight:normal'><p>a</p></b>", "<p>a</p>"),
        ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<span style='font-weight:700'>a</span>", "<strong>a</strong>"),
        ("<p class=MsoNormal>a<o:p></o:p></p>", "<p>a</p>"),
        ("<p>a</p>\n<p></p>\n<p>b</p>", "<p>a</p>\n<p></p>\n<p>b</p>"),
        ("<p></p>", ""),
        ("a <b>b</b>\nc", "a <strong>b</strong><br>c"),
        ("<p>烏山\u200b&#8203;&shy;市</p>", "<p>烏山市</p>"),
        ("<p>Trees <img class=emoji alt='🌱' src='https://s.w.org/x.svg'></p>", "<p>Trees 🌱</p>"),
        ("<p>a<img width=1 height=1 src='https://t.example/pixel'></p>", "<p>a</p>"),
        ("<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul>", None),
        ("<details><summary>A</summary>b</details>", "<p>A</p><p>b</p>"),
        ("<figure><figcaption>c</figcaption></figure>", "<p>c</p>"),
        ("<a href='tel:+8231'>a</a> <a href='/en/'>b</a> <a name=x>c</a>", None),
    ],
)
def test_meaning_is_kept(html, kept):
    found = keep(html)
    assert found.losses == ()
    assert kept is None or found.html == kept


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


@given(st.text(alphabet=st.sampled_from("<>/=\"' \nabpuliqtdhr1&;#"), max_size=80))
def test_keeping_twice_changes_nothing_more(html):
    once = clean_html(html)
    assert clean_html(once) == once
    assert keep(once).losses == ()
