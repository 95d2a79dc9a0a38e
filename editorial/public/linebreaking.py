"""Where the lines of a title end: whole words, kinsoku, and lines as even as can be.

For pictures, which no browser sets. Korean keeps its words whole, Japanese its phrases; Chinese
may end a line after most characters, but not within the words that titles here are made of.
Sources: W3C's "Requirements for Japanese Text Layout" 3.1.7 and 3.1.8, and "Requirements for
Chinese Text Layout" 3.1.3.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from editorial.languages import Language
from editorial.public.chinese_words import SIMPLIFIED, TRADITIONAL

Length = Callable[[str], float]
MayEnd = Callable[[str, str], bool]  # a line, between a character and the next

NOT_AT_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー—–…‥·’”）〕］｝〉》」』】〙〗°′″℃％～〜‰"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    "!%),.:;?]}"
)
#: Chinese words of one character that lean on the word before them.
LEANING = frozenset("的了們们嗎吗")
NOT_AT_END = frozenset("‘“（〔［｛〈《「『【〘〖([{￥＄£$#＃")
#: Between a number and what it counts: one word, as Chinese typists write it.
COUNTED = re.compile(r"\d [年月日号號个個届屆次第]")
STEPS = 40  # of widths that are tried for even lines
TORN = 0.2  # how bad it is to tear a word, against lines of which one is that much shorter


def broken(text: str, language: Language, width: float, length: Length) -> list[str]:
    """The text in as few lines as ``width`` allows; ``length`` measures in the same unit."""
    pieces = [*measured(pieces_of(text, language, width, length), length)]
    widths = [width * step / STEPS for step in range(STEPS, STEPS // 2, -1)]
    ways = [filled(pieces, narrower) for narrower in widths]
    shortest = [lines for lines in ways if len(lines) == len(ways[0])]
    return [line.text.rstrip() for line in min(shortest, key=lambda lines: badness(lines, width))]


def badness(lines: Sequence["LinePiece"], width: float) -> float:
    """0 for even lines that end between words; lines that are too wide are the worst."""
    lengths = [line.bare for line in lines]
    torn = sum(is_torn(line.text, after.text) for line, after in pairwise(lines))
    return 1 - min(lengths) / max(*lengths, 1) + TORN * torn + (max(lengths) > width)


def is_torn(line: str, after: str) -> bool:
    """Whether a line ends between two Han characters, which may be one word."""
    return is_han(line[-1:]) and is_han(after[:1])


def widest_piece(text: str, language: Language, length: Length) -> float:
    """What a line must hold so that no word is torn."""
    return max(length(piece.rstrip()) for piece in words_of(text, language))


def pieces_of(text: str, language: Language, width: float, length: Length) -> list[str]:
    """What stays together on a line, cut finer where it is wider than a line."""
    pieces = words_of(text, language)
    for finer in (within_names, within_characters, anywhere):
        pieces = [
            part
            for piece in pieces
            for part in ([piece] if length(piece.rstrip()) <= width else cut(piece, finer))
        ]
    return pieces


def words_of(text: str, language: Language) -> list[str]:
    """Words, phrases or characters, by the rule of the language; known words stay whole."""
    line = " ".join(text.split())
    known = KNOWN.get(language.code)
    kept = [*COUNTED.finditer(line), *(known.finditer(line) if known else ())]
    whole = {at for found in kept for at in range(found.start() + 1, found.end())}
    return cut(line, RULES.get(language.code, between_words), whole)


def cut(text: str, may_end: MayEnd, whole: Collection[int] = ()) -> list[str]:
    """The text in pieces, each of which may end a line; none ends ``whole`` places of it."""
    pieces = [text[:1]]
    for at, (before, after) in enumerate(pairwise(text), start=1):
        if at not in whole and may_end(before, after):
            pieces.append(after)
        else:
            pieces[-1] += after
    return pieces


def between_words(before: str, after: str) -> bool:
    """The rule of English and Korean: after spaces, and after the hyphen of a compound."""
    return before == " " or (before == "-" and after.isalpha())


def within_characters(before: str, after: str) -> bool:
    """The rule of Chinese: after any Han character, but for what belongs to a neighbour."""
    if before == " ":
        return True
    is_bound = after in NOT_AT_START or after in LEANING or before in NOT_AT_END or after == " "
    return not is_bound and (is_wide(before) or is_wide(after)) and not is_hangul(before)


def within_phrases(before: str, after: str) -> bool:
    """The rule of Japanese: after the particles and endings that hiragana write, never before.

    Nor before a katakana word that goes on a Han one, such as East Asia's name.
    """
    if before == " " or not within_characters(before, after):
        return before == " "
    if is_hiragana(after):
        return False
    is_new_word = is_katakana(before) and is_wide(after) and not is_katakana(after)
    return is_hiragana(before) or before in NOT_AT_START - KATAKANA_SIGNS or is_new_word


def within_names(before: str, after: str) -> bool:
    """Where a Japanese name has a joint: after its point, and before katakana behind Han."""
    return before == "・" or (is_han(before) and is_katakana(after))


def anywhere(before: str, after: str) -> bool:
    return after not in NOT_AT_START and before not in NOT_AT_END


RULES: dict[str, MayEnd] = {
    "zh-hant": within_characters,
    "zh-hans": within_characters,
    "ja": within_phrases,
}
ORDINAL = "第[一二三四五六七八九十百0-9]+[屆届次個个號号年期]?"
#: What finds the words of a language that are known, the longest at each place.
KNOWN = {
    code: re.compile("|".join([ORDINAL, *sorted(words, key=len, reverse=True)]))
    for code, words in (("zh-hant", TRADITIONAL), ("zh-hans", SIMPLIFIED))
}
KATAKANA_SIGNS = frozenset("ー・ヽヾァィゥェォッャュョヮヵヶ々")


def is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


def is_hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"


def is_katakana(character: str) -> bool:
    return "\u30a0" <= character <= "\u30ff"


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@dataclass(frozen=True)
class LinePiece:
    """``bare`` is its length at the end of a line, where a space has none."""

    text: str
    full: float
    bare: float

    def __add__(self, after: "LinePiece") -> "LinePiece":
        return LinePiece(self.text + after.text, self.full + after.full, self.full + after.bare)


def measured(pieces: Iterable[str], length: Length) -> Iterable[LinePiece]:
    return (LinePiece(text, length(text), length(text.rstrip())) for text in pieces)


def filled(pieces: Sequence[LinePiece], width: float) -> list[LinePiece]:
    """Lines, each with all the pieces that it holds, and at least one."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if lines[-1].full + piece.bare <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines
