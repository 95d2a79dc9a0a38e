import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.texts.markup import Element, parse
from editorial.texts.prose import clean_html


def tags(html: str) -> list[str]:
    return [element.tag for element in parse(html).all()]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>a<p>b", ["p", "p"]),
        ("<table><tr><td>a<td>b</table>", ["table", "tbody", "tr", "td", "td"]),
        ("<ul><li>a<li>b</ul>", ["ul", "li", "li"]),
        ("<o:p>a</o:p><blink>b</blink>", []),
        ("<style>p{}</style><title>x</title><!-- y -->", []),
        ("<a href='javascript:x'>a</a><script>1</script>", ["a", "script"]),
    ],
)
def test_mark_up_is_read_as_a_browser_reads_it(html, found):
    assert tags(html) == found


def test_address_stays_whatever_it_is():
    (link,) = parse("<a href='x-apple:1'>a</a>").elements()
    assert link.attributes == {"href": "x-apple:1"}


def test_text_of_an_element_is_one_line():
    assert parse("<p>a<br>b</p><p>c</p><script>d</script>").text == "a b c"


def test_element_knows_whether_it_holds_blocks():
    bold, box = parse("<b>a</b><b><p>a</p></b>").elements()
    assert (bold.has_blocks, box.has_blocks) == (False, True)


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td"])
def test_depth_that_nobody_writes_is_no_trouble(tag):
    assert "deep" in clean_html(f"<{tag}>" * 3000 + "deep<br>end")


@given(st.text("<>/abpt li=\"'&;!-", max_size=60))
def test_nothing_is_too_broken(html):
    assert isinstance(parse(html), Element)
