"""How long floods take to be refused, and terms to be found in a long text: what is promised holds.

Tests show that nothing is done that would take long; here the seconds themselves are held.
"""

import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

import django

django.setup()

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from editorial.exchange import catalogues
from editorial.languages import BY_CODE
from editorial.sheets import xlsx
from editorial.translations.glossary import Glossary, GlossaryWord

HEADER = b'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"X-Exchange-Version: 1\\n"\n\n'
CATALOGUES = {
    "a line of 9 MB": HEADER + b'msgid "' + b"a" * 9_000_000 + b'"\n',
    "9 million lines": b"\n" * 9_000_000,
    "90,000 lines of one text": HEADER + b'msgid ""\n' + b'"a"\n\n' * 90_000,
    "90,000 struck texts": HEADER + b'#~ msgid "a"\n#~ msgstr "b"\n' * 90_000,
}
PARTS = {
    "a zip bomb": ("xl/bomb.xml", b" " * 200_000_000),
    "a million styles": ("xl/styles.xml", b"<xf/>" * 1_000_000),
    "a million rows": ("xl/worksheets/sheet1.xml", b"<row/>" * 1_000_000),
}
TERMS, LETTERS = 500, 10_000
TERM_SECONDS, CATALOGUE_SECONDS, SHEET_SECONDS = 1, 5, 2

Case = tuple[str, float, Callable[[], object]]


def main() -> None:
    print("\nFloods that are refused, and a long text.")
    if slow := [title for title, seconds, limit in run() if seconds > limit]:
        sys.exit(f"More seconds than promised: {'; '.join(slow)}.")


def run() -> Iterator[tuple[str, float, float]]:
    """Each case with the seconds that it took and those that are promised."""
    for title, limit, work in cases():
        started = time.perf_counter()
        work()
        seconds = time.perf_counter() - started
        print(f"{title:34}{seconds:8.2f} s of {limit}", flush=True)
        yield title, seconds, limit


def cases() -> Iterator[Case]:
    for title, content in CATALOGUES.items():
        yield (
            title,
            CATALOGUE_SECONDS,
            lambda file=content: refused(catalogues.read_catalogue, file),
        )
    for title, (name, data) in PARTS.items():
        file = SimpleUploadedFile("a.xlsx", archive(name, data))
        yield (
            title,
            SHEET_SECONDS,
            lambda file=file: refused(xlsx.read_sheet, file, ["slug"], "slug"),
        )
    yield f"{TERMS} terms in {LETTERS:,} letters", TERM_SECONDS, find_terms


def refused(read: Callable, *given: object) -> None:
    try:
        read(*given)
    except ValidationError:
        return
    raise AssertionError("A flood was let in.")


def archive(name: str, data: bytes) -> bytes:
    """A workbook, as far as its names go, with a part that is too much."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for part in ("[Content_Types].xml", "xl/workbook.xml"):
            file.writestr(part, "<x/>")
        file.writestr(name, data)
    return made.getvalue()


def find_terms() -> None:
    words = [f"term{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(TERMS)]
    terms = Glossary(GlossaryWord((word,) * len(BY_CODE)) for word in words)
    assert terms.hits(" ".join(words * 3)[:LETTERS], BY_CODE["en"], BY_CODE["ko"])


if __name__ == "__main__":
    main()
