import pytest

from editorial.texts.keeping import keep


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("CO<sub>2</sub> m<sup>2</sup>", "CO<sub>2</sub> m<sup>2</sup>"),
        ("<q>a</q> <abbr title='World'>W</abbr>", "“a” W (World)"),
        ("<code>x = 1</code>", "x = 1"),
        ("<b style='font-weight:normal'><p>a</p></b>", "<p>a</p>"),
        ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<span style='font-weight:700'>a</span>", "<strong>a</strong>"),
        ("<p>Trees <img class=emoji alt='🌱' src='https://s.w.org/x.svg'></p>", "<p>Trees 🌱</p>"),
        ("<p>a<img width=1 height=1 src='https://t.example/pixel'></p>", "<p>a</p>"),
        ("<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul>", None),
        ("<a href='tel:+8231'>a</a> <a href='/en/'>b</a> <a name=x>c</a>", None),
        ("<p>a<span style='font-style:italic;color:red'>b</span></p>", "<p>a<em>b</em></p>"),
        ("<p>a<br>b<wbr>c</p>", "<p>a<br>bc</p>"),
        ("<a href=''>a</a><a href='https://a.example'></a>", "a"),
        ("<kbd>Ctrl</kbd><mark>b</mark><small>c</small>", "Ctrlbc"),
    ],
)
def test_phrase_keeps_what_it_means(html, kept):
    found = keep(html)
    assert found.losses == ()
    assert kept is None or found.html == kept
