"""Files that people take for Excel workbooks, and in which words they are sent back."""

import re
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NO_SHEET = _(
    "This is not an XLSX file, whatever its name says. Save it as “Excel workbook (.xlsx)”."
)
OTHER_KIND = _("This is a file in the format %(format)s. Save it as “Excel workbook (.xlsx)”.")
STRICT = _("Save it as “Excel workbook (.xlsx)”, not as “Strict Open XML”.")

#: How files begin that are no archives, by what they are called.
BEGINNINGS = {
    "PDF": re.compile(rb"%PDF-"),
    "HTML": re.compile(rb"\s*<(?:!doctype html|html|head|body|table|meta|style)\b", re.IGNORECASE),
    "XML": re.compile(rb"\s*<\?xml"),
    "RTF": re.compile(rb"\{\\rtf"),
}
#: How texts begin that say how they are encoded; Excel writes “Unicode text” in UTF-16.
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MARKS = (b"\xef\xbb\xbf", *UTF_16)
#: What no text has: control characters but for tabulators and ends of lines.
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SEPARATED = re.compile(rb"[,;\t]")
LOOKED_AT = 4096  # bytes
#: Parts by which archives are known that hold other things than our workbooks.
PARTS = {
    "xl/workbook.bin": "Excel binary (.xlsb)",
    "word/document.xml": "Word (.docx)",
    "ppt/presentation.xml": "PowerPoint (.pptx)",
    "Index/Document.iwa": "Numbers",
    "index.apxl": "Numbers",
}
#: What files of OpenDocument say of themselves in a part of their own.
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (.ods)",
    b"application/vnd.oasis.opendocument.text": "OpenDocument (.odt)",
}
STRICT_NAMES = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def refusal_of(found: str) -> ValidationError:
    """What is said of a file that is no workbook of ours; ``found`` is what it is, if known."""
    if found:
        return ValidationError(OTHER_KIND, code="other_type", params={"format": found})
    return ValidationError(NO_SHEET, code="other_type")


def format_of_start(start: bytes) -> str:
    """What a file that is no archive is called, by its first bytes; empty where nothing says so."""
    mark = next((mark for mark in MARKS if start.startswith(mark)), b"")
    text = start[:LOOKED_AT].removeprefix(mark)
    if mark in UTF_16:
        text = start[:LOOKED_AT].decode("utf-16", "ignore").encode()
    for name, begins in BEGINNINGS.items():
        if begins.match(text):
            return name
    return "CSV" if SEPARATED.search(text) and not NO_TEXT.search(text) else ""


def format_of_archive(archive: ZipFile) -> str:
    """What an archive without a workbook of ours is called; empty where nothing says so."""
    names = archive.namelist()
    if "mimetype" in names and archive.getinfo("mimetype").file_size < LOOKED_AT:
        return OPEN_DOCUMENT.get(archive.read("mimetype").strip(), "")
    return next((found for part, found in PARTS.items() if part in names), "")


def refuse_strict(workbook: bytes) -> None:
    """Raise ValidationError for a workbook in the strict kind of its standard (ISO/IEC 29500-1).

    Its names are others, and the library finds no cells under them.
    """
    if STRICT_NAMES in workbook[:LOOKED_AT]:
        raise ValidationError(STRICT, code="strict")
