"""A page as a screen reader meets it: each piece of text with the language it is said to be in."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"base", "br", "circle", "hr", "img", "input", "link", "meta", "path", "source", "use"}
NOT_READ = {"script", "style", "code"}
READ_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")


@dataclass(frozen=True)
class Piece:
    """A text of a page, the language tag in force, and the element it stands in."""

    text: str
    tag: str
    element: str


class Reader(HTMLParser):
    """Collects the pieces of a page: its texts, the attributes that are read, its description."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self.open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, name, attrs):
        given = dict(attrs)
        tag = given.get("lang") or self.open[-1][1]
        for attribute in READ_ATTRIBUTES:
            self.add(given.get(attribute), tag, name)
        if given.get("name") == "description":
            self.add(given["content"], tag, name)
        if name not in VOID:
            self.open.append((name, tag))

    def handle_endtag(self, name):
        if name not in VOID:
            while self.open.pop()[0] != name:
                continue

    def handle_data(self, data):
        if not any(name in NOT_READ for name, _ in self.open):
            name, tag = self.open[-1]
            self.add(data, tag, name)

    def add(self, text: str | None, tag: str, element: str) -> None:
        if text and text.strip():
            self.pieces.append(Piece(" ".join(text.split()), tag, element))


def pieces_of(html: str) -> list[Piece]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.pieces


OWN_SCRIPTS = {
    "zh-Hant": {"CJK"},
    "zh-Hans": {"CJK"},
    "ja": {"CJK", "HIRAGANA", "KATAKANA"},
    "ko": {"HANGUL"},
}
FOREIGN = {"HANGUL": {"ko"}, "HIRAGANA": {"ja"}, "KATAKANA": {"ja"}, "CYRILLIC": {"mn"}}
OF_ALL_SCRIPTS = "・ー"
#: The characters that a reader of each language knows. Korean has them in brackets only.
REPERTOIRES = {"zh-Hant": "big5", "zh-Hans": "gb2312", "ja": "euc_jp", "ko": "euc_kr"}
#: In names of places, of a bird and of lagoons: sample/README.md says where.
EXCEPTIONS = "倻埼槻鹮潟"
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
IN_BRACKETS = re.compile(r"[(（].*?[)）]")
#: Names and signs that are Latin in every language.
LATIN_EVERYWHERE = re.compile(
    r"EN|TW|KR|JP|CN|CSV|XLSX|GeoJSON|ICLEI|CC BY 4\.0|Cookies?|[\d,.]+ (km|t CO₂e)"
    r"|[(（]UTC[+-]\d\d:\d\d[)）]|https?://\S+|([\w.+-]+@)?([\w-]+\.)+[a-z]{2,}"
)


def faults(piece: Piece) -> list[str]:
    """The scripts and characters that the language of a piece doesn't have."""
    scripts = scripts_of(piece.text)
    foreign = [script for script in scripts if piece.tag not in FOREIGN.get(script, {piece.tag})]
    return [*foreign, *foreign_characters(piece)]


def is_latin_alone(piece: Piece) -> bool:
    """Whether a piece in another script holds Latin words and none of its own."""
    scripts = scripts_of(piece.text)
    own = OWN_SCRIPTS.get(piece.tag, {"LATIN"})
    return "LATIN" in scripts and not scripts & own and not LATIN_EVERYWHERE.fullmatch(piece.text)


def scripts_of(text: str) -> set[str]:
    return {script_of(sign) for sign in text}


def script_of(sign: str) -> str:
    """The script of a letter; nothing for signs, digits and what all scripts share."""
    if not unicodedata.category(sign).startswith("L") or sign in OF_ALL_SCRIPTS:
        return ""
    return unicodedata.name(sign).split()[0]


def foreign_characters(piece: Piece) -> Iterator[str]:
    """The Han characters that a reader of the language would not know, or not there."""
    outside = IN_BRACKETS.sub("", piece.text) if piece.tag == "ko" else ""
    for sign in HAN.findall(piece.text):
        if sign in outside or not (is_known(sign, piece.tag) or sign in EXCEPTIONS):
            yield sign


def is_known(sign: str, tag: str) -> bool:
    return bool(sign.encode(REPERTOIRES.get(tag, "ascii"), "ignore"))
