"""Files for translators outside the house: gettext catalogues (PO), written and read.

Nothing that comes in is believed. What no tool of a translator would write is refused in words for
whoever uploads it, before a parser sees more of it than it must.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.languages import BY_CODE, Language
from editorial.records.portal import english_name

#: The way in which these files are written; another number is another way.
EXCHANGE = "1"
MARKER = "X-Exchange-Version"
LARGEST_FILE = 10 * 1024 * 1024  # bytes
MOST_TEXTS = 3_000
LONGEST_LINE = 200_000  # characters
MOST_LINES = 200_000
#: Lines of one text and its notes: to join them takes the square of their number.
MOST_LINES_OF_ONE = 5_000
COMPILED = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
WIDE = (b"\xff\xfe", b"\xfe\xff")

ENTRY = re.compile(r"^[ \t]*(?:#~[ \t]*)?msgid\b", re.MULTILINE)
#: A line that holds a part of an entry; polib takes others for one without their first sign.
PART = re.compile(r'(?:msg(?:ctxt|id|id_plural|str|str\[\d\])\s+)?"(?:[^"\\]|\\.)*"')
AS_SENT = re.compile(r"^text-as-sent: ([0-9a-f]{16})\s*$", re.MULTILINE)
NO_PART = gettext_lazy("Line %(line)s is not as in a PO file. Open the file in your tool again.")
SYNTAX = re.compile(r"\(line (\d+)\)")
#: How tools call our languages, where they do not use our own codes.
ALIASES = {
    **{"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-hant-tw": "zh-hant", "zh-hant-hk": "zh-hant"},
    **{"zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-hans-cn": "zh-hans"},
    **{"ko-kr": "ko", "ja-jp": "ja", "en-us": "en", "en-gb": "en"},
}


@dataclass(frozen=True)
class IncomingText:
    """A text in a file: which it is, its source, its translation, and what it was when it went out.

    ``before`` is the fingerprint of the translation as it was sent, None where a tool has dropped
    it; ``fault`` names what makes the entry unusable.
    """

    line: int
    name: str
    source: str
    text: str
    is_fuzzy: bool = False
    before: str | None = None
    fault: str = ""


@dataclass(frozen=True)
class OutgoingText:
    """A text on its way out. ``source_then`` is what a stale translation was made from."""

    name: str
    source: str
    text: str
    is_fuzzy: bool
    source_then: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """What a file held; ``obsolete`` counts what a tool has struck out of it."""

    language: Language
    items: list[IncomingText]
    obsolete: int = 0


def fingerprint(text: str) -> str:
    """What tells a text from any other, mark-up and spaces included; line ends are all the same."""
    return blake2b(same_lines(text).encode(), digest_size=8).hexdigest()


def same_lines(text: str) -> str:
    """``text`` with the line ends that files have."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_catalogue(language: Language, texts: Iterable[OutgoingText]) -> str:
    """A catalogue for translators into ``language``."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": english_name(),
        "POT-Creation-Date": timezone.localtime().strftime("%Y-%m-%d %H:%M%z"),
        "Language": language.tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        MARKER: EXCHANGE,
    }
    catalogue.extend(make_entry(text) for text in texts)
    return str(catalogue)


def make_entry(sent: OutgoingText) -> polib.POEntry:
    notes = (" ".join(note.split()) for note in sent.notes)
    return polib.POEntry(
        msgctxt=sent.name,
        msgid=sent.source,
        msgstr=sent.text,
        flags=["fuzzy"] if sent.is_fuzzy else [],
        previous_msgid=sent.source_then,
        comment="\n".join((*notes, f"text-as-sent: {fingerprint(sent.text)}")),
    )


def read_catalogue(content: bytes) -> Catalogue:
    """What is in an uploaded file. Raises ValidationError with words for whoever uploaded it."""
    text = same_lines(decode_upload(content))
    refuse_unreadable(text)
    parsed = parse_by_polib(text)
    language = language_in(parsed.metadata)
    entries = [entry for entry in parsed if not entry.obsolete]
    if not entries:
        raise ValidationError(_("There is no text in this file."))
    names = Counter(entry.msgctxt for entry in entries)
    items = [read_entry(entry, names) for entry in entries]
    return Catalogue(language, items, obsolete=len(parsed) - len(entries))


def decode_upload(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise ValidationError(
            _("The file is larger than 10 MB. Export fewer texts, and send them in parts.")
        )
    if content.startswith(COMPILED):
        raise ValidationError(
            _("This is a compiled catalogue (.mo). Upload the .po file that it was made from.")
        )
    if content.startswith(WIDE):
        raise ValidationError(_("The file is in UTF-16. Save it as UTF-8, and upload it again."))
    if b"\0" in content:
        raise ValidationError(_("The file contains NUL bytes: it is damaged, or not a PO file."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValidationError(
            _("Line %(line)s is not in UTF-8. Save the file as UTF-8, and upload it again."),
            params={"line": line},
        ) from error
    if text.lstrip().startswith("<"):
        raise ValidationError(
            _("This is an XML or HTML file. Let your tool write a PO file, as you were sent.")
        )
    return text


def refuse_unreadable(text: str) -> None:
    """Refuse what would take a parser long, or mislead it, before it begins."""
    if len(ENTRY.findall(text)) > MOST_TEXTS + 1:
        raise ValidationError(
            _("The file has more than %(most)s texts. Send them in parts."),
            params={"most": MOST_TEXTS},
        )
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise ValidationError(
            _("The file has more than %(most)s lines. Send the texts in parts."),
            params={"most": MOST_LINES},
        )
    of_one = 0
    for number, line in enumerate(lines, 1):
        of_one = 0 if ENTRY.match(line) else of_one + 1
        if len(line) > LONGEST_LINE or of_one > MOST_LINES_OF_ONE:
            raise ValidationError(
                _("At line %(line)s there is more text than any that we send."),
                params={"line": number},
            )
        if line.strip() and not line.lstrip().startswith("#") and not PART.fullmatch(line.strip()):
            raise ValidationError(NO_PART, params={"line": number})


def parse_by_polib(text: str) -> polib.POFile:
    """polib reads files line by line, but splits a string where a text may have its own signs."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "uploaded.po")
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            return polib.pofile(str(path), encoding="utf-8")
        except Exception as error:  # whatever a broken file leads its parser to
            found = SYNTAX.search(str(error))
            if found:
                raise ValidationError(NO_PART, params={"line": found[1]}) from error
            raise ValidationError(_("This is not a PO file, or the file is damaged.")) from error


def language_in(header: dict[str, str]) -> Language:
    """The language that a file names. Its header must be one that we wrote."""
    if header.get(MARKER) != EXCHANGE:
        raise ValidationError(
            _(
                "The header of this file is not that of a file that is exported here. Export the "
                "texts again, and put the translations into the new file."
            )
        )
    kind = header.get("Content-Type", "").lower().replace(" ", "")
    if "charset=" in kind and "charset=utf-8" not in kind:
        raise ValidationError(
            _("The header of the file names another encoding than UTF-8. Save it as UTF-8.")
        )
    named = header.get("Language", "")
    code = named.strip().lower().replace("_", "-")
    language = BY_CODE.get(ALIASES.get(code, code))
    if language is None:
        raise ValidationError(
            _("The header of the file names “%(name)s”, which is none of the five languages."),
            params={"name": named[:40]},
        )
    return language


def read_entry(entry: polib.POEntry, names: Counter) -> IncomingText:
    sent = AS_SENT.search(entry.comment)
    fault = ""
    if entry.msgid_plural or entry.msgstr_plural:
        fault = "plural"
    elif names[entry.msgctxt] > 1:
        fault = "double"
    return IncomingText(
        line=entry.linenum or 0,
        name=entry.msgctxt or "",
        source=entry.msgid,
        text=entry.msgstr,
        is_fuzzy="fuzzy" in entry.flags,
        before=sent[1] if sent else None,
        fault=fault,
    )
