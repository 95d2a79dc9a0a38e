"""Files that people have instead of a workbook: each is called what it is, in words."""

import re
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from editorial.languages import LANGUAGES
from editorial.sheets.xlsx import examine
from tests.editorial.sheets.sheeting import content, table
from tests.factories.members import MemberFactory
from tests.members.admin.test_members import sign_in

TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def strict() -> bytes:
    """A workbook as Excel writes it as “Strict Open XML”."""
    made = BytesIO()
    source = BytesIO(content(table(["slug"], ["suwon"])))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(TRANSITIONAL, STRICT))
    return made.getvalue()


def archive(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


ODS = b"application/vnd.oasis.opendocument.spreadsheet"
CSV = "slug,name\nsuwon,수원\n"
FILES = {
    "OpenDocument (.ods)": archive(**{"mimetype": ODS, "content.xml": b"<x/>"}),
    "Excel binary (.xlsb)": archive(**{"[Content_Types].xml": b"", "xl/workbook.bin": b"\0"}),
    "Word (.docx)": archive(**{"[Content_Types].xml": b"", "word/document.xml": b""}),
    "Numbers": archive(**{"Index/Document.iwa": b"\0"}),
    "HTML": b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1",
    "XML": b"\xef\xbb\xbf<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook>",
    "PDF": b"%PDF-1.7\n%\xe2\xe3",
    "CSV": CSV.encode(),
}
CSVS = [CSV.encode("utf-8-sig"), CSV.encode("utf-16"), CSV.encode("cp949"), b"a;b\r\n1;2", b"a\tb"]


def words_of(data: bytes, name: str = "cities.xlsx") -> str:
    with pytest.raises(ValidationError) as refused:
        examine(SimpleUploadedFile(name, data))
    (words,) = refused.value.messages
    return words


@pytest.mark.parametrize("kind", FILES)
def test_file_is_called_what_it_is(kind):
    assert words_of(FILES[kind]) == (
        f"This is a file in the format {kind}. Save it as “Excel workbook (.xlsx)”."
    )


@pytest.mark.parametrize("data", CSVS)
def test_separated_texts_are_known_in_any_encoding(data):
    assert "format CSV" in words_of(data, "cities.csv.xlsx")


@pytest.mark.parametrize("data", [b"", b"\0\1\2,;", archive(**{"a.txt": b"a,b"}), b"words"])
def test_what_is_nothing_known_is_no_workbook(data):
    assert "not an XLSX file" in words_of(data)


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_strict_workbook_is_sent_back_with_how_to_save_it(language):
    with translation.override(language):
        words = words_of(strict())
    assert "Strict Open XML" in words and ".xlsx" in words
    assert bool(re.search("Save it as", words)) == (language == "en")


@pytest.mark.django_db
def test_page_of_the_import_says_it(client):
    user = sign_in(client, MemberFactory().secretariat)
    type(user).objects.update(interface_language="ja")
    sent = {"file": SimpleUploadedFile("cities.xlsx", strict())}
    page = client.post("/admin/members/member/import/", sent)
    assert "「Strict Open XML」ではなく" in page.text
