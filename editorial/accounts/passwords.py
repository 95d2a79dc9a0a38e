"""One password, many keyboards: what looks the same is the same.

Keyboards and systems write one letter in several ways, as composed and as decomposed syllables or
in full and half width. So a password is kept and compared in one form of Unicode, NFKC, as NIST
(SP 800-63B) asks. Passwords from before were kept as they were typed: they go on working in each
form in which they can have been typed, and are kept in the one form from then on.
"""

from unicodedata import normalize


def normalised(password: str) -> str:
    return normalize("NFKC", password)


def spellings(password: str) -> list[str]:
    """The forms in which a password can be kept, today's first. Plain letters have one."""
    typed = (password, normalize("NFC", password), normalize("NFD", password))
    return list(dict.fromkeys((normalised(password), *typed)))
