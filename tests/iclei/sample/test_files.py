"""Files that are read so that every value knows where it stands, or refused in one sentence."""

import pytest

from editorial.languages import LANGUAGES
from iclei.sample.files import Folder, Record, flat
from iclei.sample.loader import LoadingError


@pytest.fixture
def folder(tmp_path) -> Folder:
    return Folder(tmp_path)


def write(folder: Folder, name: str, text: str | bytes) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    (folder.path / name).write_bytes(content)


def refusal(read, *args) -> str:
    with pytest.raises(LoadingError) as error:
        read(*args)
    (problem,) = error.value.problems
    return problem


def test_table_numbers_rows_as_a_spreadsheet_does(folder):
    write(folder, "a.csv", 'slug,text\nsuwon,"two\nlines"\n\nseoul,수도\n')
    rows = [(record.row, record["slug"].value) for record in folder.table("a.csv")]
    assert rows == [(2, "suwon"), (4, "seoul")]


def test_table_of_another_program_begins_with_its_mark(folder):
    write(folder, "a.csv", "\ufeffslug,text\r\nsuwon,x\r\n")
    assert folder.table("a.csv")[0]["slug"].value == "suwon"


@pytest.mark.parametrize("text", ["", "slug,text\n"])
def test_table_without_rows_is_empty(folder, text):
    write(folder, "a.csv", text)
    assert folder.table("a.csv") == []


@pytest.mark.parametrize("row", ["suwon", "suwon,x,y"])
def test_table_row_with_another_number_of_cells(folder, row):
    write(folder, "a.csv", f"slug,text\nseoul,x\n{row}\n")
    why = "not as many cells as the header has."
    assert refusal(folder.table, "a.csv") == f"a.csv, row 3: {why}"


@pytest.mark.parametrize(
    ("row", "why"),
    [('suwon,"x,y', "unexpected end of data"), ('suwon,"x"y', "',' expected after '\"'")],
)
def test_table_whose_quotes_are_broken(folder, row, why):
    write(folder, "a.csv", f"slug,text\nseoul,x\n{row}\n")
    assert refusal(folder.table, "a.csv") == f"a.csv, line 3: {why}."


def test_file_that_is_missing(folder):
    assert refusal(folder.table, "a.csv") == f"a.csv is not in {folder.path}."


def test_file_that_is_a_folder(folder):
    (folder.path / "a.csv").mkdir()
    assert refusal(folder.table, "a.csv") == "a.csv cannot be read: Is a directory."


def test_file_that_is_not_in_utf_8(folder):
    write(folder, "a.csv", "slug,text\nsuwon,수원\n".encode("euc-kr"))
    assert refusal(folder.table, "a.csv") == "a.csv is not in UTF-8 at byte 16."


def test_file_with_a_nul(folder):
    write(folder, "a.csv", "slug,text\nsuwon,\0\n")
    assert refusal(folder.table, "a.csv") == "a.csv holds a NUL, which no text does."


def test_json_that_is_broken(folder):
    write(folder, "a.json", '{\n "suwon": {\n}')
    assert refusal(folder.by_slug, "a.json").startswith("a.json, line 3: Expecting")


@pytest.mark.parametrize("text", ["[]", "1", "null", '"suwon"'])
def test_json_that_is_no_object(folder, text):
    write(folder, "a.json", text)
    assert refusal(folder.by_slug, "a.json") == "a.json: this is no JSON object."


@pytest.mark.parametrize("told", ["[]", "1", "null"])
def test_json_entry_that_is_no_object(folder, told):
    write(folder, "a.json", f'{{"suwon": {told}, "articles": [{told}]}}')
    assert refusal(folder.by_slug, "a.json") == "a.json, row suwon: this is no JSON object."
    assert refusal(folder.articles, "a.json") == "a.json, row 1: this is no JSON object."


@pytest.mark.parametrize("text", ["{}", '{"articles": {}}'])
def test_json_without_articles(folder, text):
    write(folder, "a.json", text)
    assert refusal(folder.articles, "a.json") == "a.json: there is no list of articles."


def test_json_key_that_stands_there_twice(folder):
    write(folder, "a.json", '{"suwon": {"summary": {"ko": "가", "ko": "나"}}}')
    assert refusal(folder.by_slug, "a.json") == "a.json: “ko” stands there twice."


def test_slug_that_stands_there_twice(folder):
    write(folder, "a.csv", "slug,text\nsuwon,x\nsuwon,y\n")
    where = "a.csv, row 3, column slug"
    assert refusal(folder.by_slug, "a.csv") == f"{where}: “suwon” stands there twice."


def test_column_that_is_missing(folder):
    write(folder, "a.csv", "slug\nsuwon\n")
    (record,) = folder.table("a.csv")
    where = "a.csv, row 2, column text"
    assert refusal(record.__getitem__, "text") == f"{where}: this column is missing."
    assert record.get("text").value == ""


def test_entry_is_read_by_paths(folder):
    write(folder, "a.json", '{"suwon": {"summary": {"ko": "가"}, "themes": ["a", "b"]}}')
    record = folder.by_slug("a.json")["suwon"]
    cell = record["summary.ko"]
    assert cell.value == "가"
    assert cell.problem("why.") == "a.json, row suwon, column summary.ko: why."
    assert record["themes"].value == "a b"


def test_texts_that_the_file_leaves_out_are_empty():
    record = Record("a.json", "suwon", {"title.ko": "가", "title.zh_hant": "國"})
    assert {name: cell.value for name, cell in record.texts("title", "title.{column}").items()} == {
        "title_en": "",
        "title_zh_hant": "國",
        "title_ko": "가",
        "title_ja": "",
        "title_zh_hans": "",
    }
    assert len(record.texts("title", "title.{code}")) == len(LANGUAGES)


def test_flat_makes_a_text_of_every_value():
    nested = {"a": {"b": {"c": 1}}, "d": [1, "x"], "e": None, "f": True}
    assert dict(flat(nested)) == {"a.b.c": "1", "d": "1 x", "e": "", "f": "True"}
