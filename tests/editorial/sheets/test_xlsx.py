"""Files that come in: what is refused before it is read, and in which words; and what goes out."""

import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from editorial.sheets import xlsx
from editorial.sheets.xlsx import OddCell, SheetHeading, make_workbook, read_sheet
from tests.editorial.sheets.sheeting import content, table

KNOWN = ["slug", "version", "name_en", "leader_since"]
BYTES = 100 * 1024 * 1024


def given_file(data: bytes, name: str = "cities.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def plain() -> bytes:
    return content(table(KNOWN, ["suwon", 1, "Suwon", None]))


def packed(file: BytesIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)


def rewritten(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A good file of which one part is changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(plain())) as old, packed(made) as new:
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item.filename, change(data) if item.filename == part else data)
    return made.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    made = BytesIO(plain())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def headed_by(declaration: bytes) -> Callable[[bytes], bytes]:
    return lambda data: declaration + data[data.index(b"<worksheet") :]


def in_utf16(data: bytes) -> bytes:
    text = LAUGHS.decode() + data[data.index(b"<worksheet") :].decode()
    return text.replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")


def many_rows() -> bytes:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 900_000)
    )
    return rewritten(SHEET, lambda data: data.replace(b"<sheetData>", b"<sheetData>" + rows))


def declared_rows() -> bytes:
    return rewritten(SHEET, lambda data: data.replace(b'ref="A1:D2"', b'ref="A1:D1048576"'))


def row_far_below() -> bytes:
    far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    return rewritten(SHEET, lambda data: data.replace(b"</sheetData>", far))


def encrypted_part() -> bytes:
    data = bytearray(plain())
    at = data.index(b"PK\x01\x02")
    while at != -1:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def old_excel(marker: str = "Workbook") -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + marker.encode("utf-16-le") + bytes(512)
    )


def lying_about_size() -> bytes:
    """The directory says that a part is small, and it is not."""
    data = bytearray(with_part("xl/extra.xml", b" " * 5_000_000))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


def merged() -> bytes:
    book = table(KNOWN, ["suwon", 1, "Suwon", None], ["busan", 1, "Busan", None])
    book.active.merge_cells("C2:C3")
    return content(book)


def without_sheets() -> bytes:
    return rewritten("xl/workbook.xml", lambda data: b"<workbook/>")


#: What is in each file, and words of its refusal. These are refused before they are parsed.
EXAMINED: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (lambda: with_part("xl/bomb.xml", b" " * 200_000_000), "too large"),
    "900,000 rows": (many_rows, "more than 10000 rows"),
    "1,048,576 rows declared": (declared_rows, "more than 10000 rows"),
    "a row far below": (row_far_below, "more than 10000 rows"),
    "a million tags outside of cells": (
        lambda: rewritten(SHEET, lambda data: data.replace(b"</worksheet>", b"<x/>" * 1_000_000)),
        "too large",
    ),
    "a million tags in a row": (
        lambda: rewritten(SHEET, lambda data: data.replace(b"</row>", b"<x/>" * 1_000_000, 1)),
        "too large",
    ),
    "a million styles": (
        lambda: rewritten("xl/styles.xml", lambda data: data + b"<xf/>" * 1_000_000),
        "too large",
    ),
    "a million texts": (
        lambda: with_part("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 1_000_000),
        "too large",
    ),
    "billion laughs": (lambda: rewritten(SHEET, headed_by(LAUGHS)), "declarations"),
    "external entity": (lambda: rewritten(SHEET, headed_by(OUTSIDE)), "declarations"),
    "laughs in UTF-16": (lambda: rewritten(SHEET, in_utf16), "declarations"),
    "entities in a small part": (lambda: with_part("docProps/x.rels", LAUGHS), "declarations"),
    "protected by a password": (lambda: old_excel("EncryptedPackage"), "password"),
    "encrypted zip": (encrypted_part, "password"),
    "xls renamed": (old_excel, "old Excel file"),
    "xlsm renamed": (lambda: with_part("xl/vbaProject.bin", b"x"), "macros"),
    "CSV renamed": (lambda: "slug,name_en\nsuwon,수원\n".encode("cp949"), "format CSV"),
    "CSV in UTF-16": (lambda: "slug\tname_en\n".encode("utf-16"), "format CSV"),
    "HTML renamed": (lambda: b"<html><table><tr><td>slug</td></tr></table></html>", "format HTML"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "not an XLSX file"),
    "another zip": (lambda: other_zip(), "not an XLSX file"),
    "cut in half": (lambda: plain()[: len(plain()) // 2], "damaged"),
    "one byte short": (lambda: plain()[:-1], "damaged"),
    "lying about its size": (lying_about_size, "damaged"),
    "merged cells": (merged, "C2:C3"),
}
PARSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "without sheets": (without_sheets, "damaged"),
    "no XML in a sheet": (lambda: rewritten(SHEET, lambda data: b"<worksheet><"), "damaged"),
    "many columns": (lambda: content(table(KNOWN, ["x"] * 300)), "more than 200 columns"),
    "no key": (lambda: content(table(KNOWN[1:], [1, "Suwon"])), "no column “slug”"),
    "name twice": (
        lambda: content(table([*KNOWN, "name_en"], ["suwon", 1, "a", None, "b"])),
        "“name_en” twice",
    ),
    "unknown name": (lambda: content(table([*KNOWN, "name_kr"], ["suwon"])), "column E: “name_kr”"),
    "cells without a name": (
        lambda: content(table(KNOWN, ["suwon", 1, "a", None, "note"])),
        "column E has cells, but no name",
    ),
    "empty": (lambda: content(Workbook()), "no column “slug”"),
    "names alone": (lambda: content(table(KNOWN)), "no rows"),
}
REFUSED = EXAMINED | PARSED


def other_zip() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    return made.getvalue()


@pytest.mark.parametrize("kind", REFUSED)
def test_bad_file_is_refused_in_words_early_and_in_little_memory(kind, monkeypatch):
    """A parser, which would take long over some of them, sees none that shows what it is."""
    make, words = REFUSED[kind]
    file, parsed = given_file(make()), []
    monkeypatch.setattr(
        xlsx, "load_workbook", lambda *a, **k: parsed.append(a) or load_workbook(*a, **k)
    )
    with pytest.raises(ValidationError) as refused:
        read_sheet(file, KNOWN, "slug")
    assert bool(parsed) is (kind in PARSED)
    assert words in " ".join(refused.value.messages)
    tracemalloc.start()
    with pytest.raises(ValidationError):
        read_sheet(file, KNOWN, "slug")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most <= BYTES


def test_file_too_large_is_not_even_opened():
    file = given_file(b"")
    file.size = 11 * 1024 * 1024
    with pytest.raises(ValidationError, match="larger than 10 MB"):
        read_sheet(file, KNOWN, "slug")


@pytest.mark.parametrize("cut", range(20))
def test_file_broken_anywhere_is_read_or_refused(cut):
    chance = random.Random(cut)
    data = bytearray(plain())
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        sheet = read_sheet(given_file(bytes(data)), KNOWN, "slug")
    except ValidationError as error:
        assert error.messages
    else:
        assert sheet.rows


def test_columns_may_stand_in_any_order_below_captions_or_none():
    book = table(["Name", "Address"], ["name_en", "slug"], ["Suwon", "suwon"])
    sheet = read_sheet(given_file(content(book)), KNOWN, "slug")
    assert sheet.letters == {"name_en": "A", "slug": "B"}
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (3, {"name_en": "Suwon", "slug": "suwon"})
    ]
    bare = read_sheet(given_file(content(table(["slug"], ["suwon"], [], ["busan"]))), KNOWN, "slug")
    assert [row.number for row in bare.rows] == [2, 4]


def test_formulas_and_errors_are_told_apart_from_values():
    book = table(KNOWN, ["suwon", 1, "=1+1", None], ["busan", 1, "#REF!", None])
    rows = read_sheet(given_file(content(book)), KNOWN, "slug").rows
    assert [row.cells["name_en"] for row in rows] == [
        OddCell("formula", "=1+1"),
        OddCell("error", "#REF!"),
    ]


def test_days_count_from_1900_or_1904_as_the_file_says():
    for epoch in (None, CALENDAR_MAC_1904):
        book = table(KNOWN, ["suwon", 1, "Suwon", date(2026, 5, 31)])
        book.epoch = epoch or book.epoch
        (row,) = read_sheet(given_file(content(book)), KNOWN, "slug").rows
        assert row.cells["leader_since"] == datetime(2026, 5, 31)


ANY = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)


@settings(max_examples=200)
@given(ANY.filter(bool))
def test_text_comes_back_as_it_went(text):
    headings = [SheetHeading("slug", "Address"), SheetHeading("name_en", "Name")]
    made = make_workbook("Cities", headings, [["suwon", text]])
    (row,) = read_sheet(given_file(content(made)), KNOWN, "slug").rows
    assert row.cells["name_en"] == text


@pytest.mark.parametrize("text", ["a_x0000_b", "_xD800_", "_xdfff_", "_x0009", "_xZZZZ_"])
def test_escape_of_what_no_database_holds_is_text(text):
    (row,) = read_sheet(given_file(content(table(KNOWN, [text]))), KNOWN, "slug").rows
    assert row.cells["slug"] == text


def test_number_without_end_is_no_value():
    def endless(data: bytes) -> bytes:
        return data.replace(b"<v>1</v>", b"<v>1E999</v>")

    (row,) = read_sheet(given_file(rewritten(SHEET, endless)), KNOWN, "slug").rows
    assert row.cells["version"] == OddCell("error", "inf")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝"])
def test_text_is_text_whatever_it_begins_with(start):
    text = f"{start}1+1"
    made = content(make_workbook("Cities", [SheetHeading("slug", "x")], [[text]]))
    cell = load_workbook(BytesIO(made)).active["A3"]
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert b"<f>" not in zipfile.ZipFile(BytesIO(made)).read(SHEET)
