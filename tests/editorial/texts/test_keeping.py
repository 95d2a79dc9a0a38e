import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.keeping import keep
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
        ("<p class=MsoNormal>a<o:p></o:p></p>", "<p>a</p>"),
        ("<p>a</p>\n<p></p>\n<p>b</p>", "<p>a</p>\n<p></p>\n<p>b</p>"),
        ("<p></p>", ""),
        ("a <b>b</b>\nc", "a <strong>b</strong><br>c"),
        ("<p>烏山\u200b&#8203;&shy;市</p>", "<p>烏山市</p>"),
        ("<details><summary>A</summary>b</details>", "<p>A</p><p>b</p>"),
        ("<figure><figcaption>c</figcaption></figure>", "<p>c</p>"),
    ],
)
def test_meaning_is_kept(html, kept):
    found = keep(html)
    assert found.losses == ()
    assert kept is None or found.html == kept


@given(st.text(alphabet=st.sampled_from("<>/=\"' \nabpuliqtdhr1&;#"), max_size=80))
def test_keeping_twice_changes_nothing_more(html):
    once = clean_html(html)
    assert clean_html(once) == once
    assert keep(once).losses == ()
