"""CSV files from outside: their rows by number, and why some cannot be read."""

import pytest

from editorial.texts.csv_files import Misread, Unreadable, read_table, read_text


def test_rows_are_numbered_as_spreadsheets_number_them():
    table = read_table('slug, text\r\nsuwon,"a\nb"\r\n\r\n,\r\nseoul,x\r\n')
    assert table.header == ["slug", "text"]
    assert table.rows == [
        (2, {"slug": "suwon", "text": "a\nb"}),
        (5, {"slug": "seoul", "text": "x"}),
    ]
    assert table.misread == []


def test_all_rows_that_cannot_be_read_are_named():
    table = read_table('a,b\n1\n1,2\n1,2,3\n1,"2')
    few = "not as many cells as the header has."
    assert table.rows == [(3, {"a": "1", "b": "2"})]
    assert table.misread == [
        Misread("row", 2, few),
        Misread("row", 4, few),
        Misread("line", 5, "unexpected end of data."),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"a,\xff\n", "is not in UTF-8 at byte 2."), (b"a\0", "holds a NUL, which no text does.")],
)
def test_text_that_is_none(tmp_path, content, why):
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=why):
        read_text(file)


def test_mark_at_the_beginning_is_no_text(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes("\ufeffslug".encode())
    assert read_text(file) == "slug"
