"""Look-alikes: letters that a reader takes for plain Latin ones, whatever script they are from.

An outline has one letter for each of a text's, so that places stay. Nothing is stored or shown so:
it is for comparing with names that were listed, which a word of another script spells by
chance only where all of its letters look like theirs.
"""

import unicodedata

#: Latin letters with marks; what a mark was added to is told by Unicode.
MARKED = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0x2C60, 0x2C80)]
#: By the plain letter: hooked, crossed and small Latin ones, Greek, Cyrillic, Armenian, Cherokee,
#: digits. “n” and “h” are one here, since Greek has “η” for the one and “Η” for the other.
ALIKE = {
    "a": "ᴀɑɐαаәꭺӑӓ4ⱥꭤ",
    "b": "ʙβвьѣƀɓъᏼƃ",
    "c": "ᴄсϲçꮯↄƈȼċҫ",
    "d": "ᴅԁɖɗđꭰðƌ",
    "e": "ᴇεеёєꭼɛǝəɘ3эѐҽ",
    "f": "ꜰғƒϝꞙ",
    "g": "ɢɡցꮐǥɠ",
    "i": "ɪɩıιіїꭵlʟɭłҙ1ӏӀⅼǀɨ",
    "j": "ᴊјյϳꭻɉ",
    "k": "ᴋκкқҝҟꮶƙҡќ",
    "m": "ᴍмꮇɱμ",
    "n": "пɴηνпɲŋɳƞնիhʜнћһհꮋħңӊҥ",
    "o": "ᴏοоσөօøɵ0ӧѳơ",
    "p": "ᴘρрҏꮲƥþ",
    "q": "ԛգɋ",
    "r": "ʀгꭱꮢɾɽɼ",
    "s": "ꜱѕꮥꮪʂ5ƨ",
    "t": "ᴛτтꭲŧƫțʈꚍҭ",
    "u": "ᴜυսʉʊц",
    "v": "ᴠѵꮩʋ",
    "w": "ᴡωшԝꮃꮤɯա",
    "x": "χхҳ",
    "y": "ʏγуүұỿўɣʎ",
    "z": "ᴢζꮓƶʐʑ",
}


def table_of_outlines() -> dict[int, str]:
    """For each letter that looks like a plain one, that one."""
    found = {ord(char.casefold()): plain for plain, alike in ALIKE.items() for char in alike}
    for code in MARKED:
        base = unicodedata.normalize("NFKD", chr(code).casefold())[0]
        if "a" <= base <= "z":
            found.setdefault(code, found.get(ord(base), base))
    return found


OUTLINES = table_of_outlines()


def outline(folded: str) -> str:
    """The plain letters that those of a folded text look like; others as they are."""
    return folded.translate(OUTLINES)
