import pytest

from editorial.texts.keeping import keep
from editorial.texts.tables import plain_html

ROW = "<tr><td>09:00</td><td>Opening</td></tr><tr><td>10:30</td><td>Tea</td></tr>"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            f"<table border=1 style='width:9in'><col>{ROW}</table>",
            f"<table><tbody>{ROW}</tbody></table>",
        ),
        (
            "<table><thead><tr><td>A</td></tr></thead><tr><td>b</td></tr></table>",
            '<table><thead><tr><th scope="col">A</th></tr></thead>'
            "<tbody><tr><td>b</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><th>c</th><td>d</td></tr></table>",
            '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
            '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table>',
        ),
        (
            "<table><tfoot><tr><td>z</td></tr></tfoot><tr><td colspan=2 rowspan=1>a</table>",
            '<table><tbody><tr><td colspan="2">a</td></tr><tr><td>z</td></tr></tbody></table>',
        ),
        (
            "<table><caption>Day</caption><tr><td>a<td><p>b</p></table>",
            "<p>Day</p><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        ),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<p>a</p><p>b</p>"),
        ("<table><tr><td>a</td></tr></table>", "<p>a</p>"),
        ("<table><tr></tr></table>", ""),
        (
            "<table><tr><td><table><tr><td>1<td>2</table><td>b</table>",
            "<table><tbody><tr><td>1 | 2</td><td>b</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=9999>a<td colspan=-1 rowspan=x>b</table>",
            "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        ),
    ],
)
def test_table_is_kept_without_its_looks(html, kept):
    found = keep(html)
    assert (found.html, found.losses) == (kept, ())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("09:00\tOpening\n10:30\tTea", f"<table><tbody>{ROW}</tbody></table>"),
        ("09:00 | Opening\n10:30 | Tea", "<p>09:00 | Opening</p><p>10:30 | Tea</p>"),
        ("09:00\tOpening", "<p>09:00 | Opening</p>"),
        ("Programme\n\na\tb\nc\td\ne\tf\tg", None),
        ("a < b\nc & d", "<p>a &lt; b</p><p>c &amp; d</p>"),
    ],
)
def test_lines_and_cells_of_a_plain_text_stay_apart(text, html):
    made = plain_html(text)
    assert made == html or (html is None and made.count("<tr>") == 2)
    assert "<p>e | f | g</p>" in made or html
