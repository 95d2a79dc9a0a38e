import pytest
from openpyxl import Workbook

from editorial.texts.spreadsheets import text_cell, without_formula


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "TRUE", "12", "-1", "plain"])
def test_text_cell_holds_text_whatever_it_looks_like(text):
    cell = text_cell(Workbook(write_only=True).create_sheet(), text)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("sign", [*"=+-@\t\r\n", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u3000"])
def test_formula_in_csv_becomes_text(sign, blank):
    assert without_formula(f"{blank}{sign}1") == f"'{blank}{sign}1"


@pytest.mark.parametrize("text", ["", "Suwon", "1+1", "'=1"])
def test_text_in_csv_stays_as_it_is(text):
    assert without_formula(text) == text


def test_control_characters_hide_no_formula():
    assert without_formula("\x00\x07=1+1") == "'=1+1"
