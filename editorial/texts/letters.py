"""Letters as they are meant: what nobody sees or typed on purpose goes, what means something stays.

People paste from web pages, PDF files, phones and other systems. The same rule holds for forms,
sheets, files of translators, the sample, and the shell.
"""

import re
import unicodedata

#: What neither XML, a calendar nor a database can hold.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
#: What nobody sees: joiners, marks of direction, soft hyphens, fillers, selectors of variants.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e01ef]"
)
#: All that a text may hold and not mean: whoever finds none of it need not look closer.
SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0300-\u036f\u0600-\u08ff\u1100-\u11ff\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2126\u212a\u212b\u2e80-\u2fdf\u3099"
    "\u309a\u3164\ud7b0-\ud7ff\ud800-\udfff\ufb00-\ufb06\ufe00-\ufe0f\ufeff\uff61-\uffdc"
    "\ufff9-\uffff\U000e0000-\U000e01ef]"
)
SURROGATES = re.compile("[\ud800-\udfff]")
#: Ends of lines in other systems; the pair that browsers send stays a pair.
LINE_ENDS = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
#: What an old Windows encoding leaves behind where its quotation marks and dashes were meant.
OF_WINDOWS = re.compile("[\x80-\x9f]")
#: Half-width kana and hangul, radicals and ligatures that PDF files give for characters.
STAND_INS = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06\uff61-\uffdc]+")
#: Compatible ideographs have a form of their own in names; normalising would take it from them.
NORMALISED = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
#: The flag of a part of a country: a black flag, its code in tags, and their end.
FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
#: Letters of scripts in which joiners choose the form, from Arabic to Mongolian; no jamo.
JOINING = re.compile("[\u0600-\u10ff\u1200-\u18af\ua840-\ua8ff\ua980-\uabff]")
MONGOLIAN = re.compile("[\u1800-\u18af]")
JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7ff]")
SPACES_IN_A_LINE = re.compile(r"[ ]*[\t\r\n]+[ ]*")
JOINERS, DIRECTIONS = "\u200c\u200d", "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e"
ISOLATES = "\u2066\u2067\u2068\u2069"


def composed(text: str) -> str:
    """With letters and their marks, and the letters of a Hangul syllable, as one."""
    return NORMALISED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def printable(text: str) -> str:
    """``text`` without the control characters that neither XML nor a calendar can hold."""
    return CONTROL_CHARACTERS.sub("", text)


def tidied(text: str) -> str:
    """``text`` in the letters that it means. Spaces at its ends stay: they may be part of it."""
    if SUSPECT.search(text) is None:
        return text
    text = LINE_ENDS.sub("\n", SURROGATES.sub("", text))
    text = printable(OF_WINDOWS.sub(from_windows, text))
    text = STAND_INS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return composed(without_invisible(text))


def tidied_line(text: str) -> str:
    """A text of one line in the letters that it means, without spaces at its ends."""
    return SPACES_IN_A_LINE.sub(" ", tidied(text).strip())


def from_windows(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252", "ignore")


def without_invisible(text: str) -> str:
    """``text`` without what nobody sees, but for what shapes the letters or signs beside it."""
    flags = [range(*flag.span()) for flag in FLAG.finditer(text)]
    is_rtl = any(unicodedata.bidirectional(char) in ("R", "AL") and char.isalpha() for char in text)

    def kept(found: re.Match[str]) -> str:
        at = found.start()
        is_meant = is_shaping(text, at) or any(at in flag for flag in flags)
        turns = found[0] in DIRECTIONS + ISOLATES
        return found[0] if is_meant or (is_rtl and turns) else ""

    return INVISIBLE.sub(kept, text)


def is_shaping(text: str, at: int) -> bool:
    """Whether what nobody sees ``at`` a place changes how its neighbours look."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not before:
        return char == "\u115f" and JAMO.match(after) is not None
    if char in JOINERS:
        return bool(JOINING.match(before) or (is_sign(before) and is_sign(after)))
    if "\u180b" <= char <= "\u180f":
        return MONGOLIAN.match(before) is not None
    if char >= "\U000e0100":
        return HAN.match(before) is not None
    if "\ufe00" <= char <= "\ufe0f":
        return is_varied(before, after)
    is_filler = char in "\u115f\u1160"
    return is_filler and bool(JAMO.match(before) or JAMO.match(after))


def is_varied(before: str, after: str) -> bool:
    """Whether a sign comes in variants: emoji, symbols, Han; digits as keys of a telephone."""
    if before in "0123456789#*":
        return after == "\u20e3"
    return is_sign(before) or HAN.match(before) is not None or before in "‼⁉〰〽、。，．！？"


def is_sign(char: str) -> bool:
    """Whether a character is a picture, a symbol, or what varies one."""
    return char in ("\ufe0e", "\ufe0f") or unicodedata.category(char or " ") in ("So", "Sk", "Sm")
