"""Telephone numbers as people write them, and as telephones dial them (RFC 3966)."""

import re
import unicodedata

from editorial.texts.letters import INVISIBLE

#: Words before an extension, in our languages; the sign stands in brackets or behind a comma.
EXTENSION = re.compile(
    r"[\s,;(]*(?:(?:extension|extn|ext|内線|內線|内线|分机|分機|轉|转|내선(?:번호)?)\s*[.:=]?|[x#])\s*"
    r"(?P<extension>[0-9]{1,7})\s*\)?\Z",
    re.IGNORECASE,
)
LABEL = re.compile(r"(?:telephone|phone|tel|電話|电话|전화)\s*[.:]?\s*", re.IGNORECASE)
#: What parts the digits of a number, and may not stand between two numbers.
GROUPS = re.compile(r"[0-9]+(?:[ .()-]+[0-9]+)*\)?")
#: The nought that is dialled inside a country alone, as it is written between brackets.
TRUNK = re.compile(r"\(0\)")
#: Codes of countries within which each number begins with a nought that nobody dials from abroad.
WITH_TRUNK = ("81", "82", "84", "86", "886")
DASHES = re.compile("[‐‑‒–—―−]")
SHORTEST, LONGEST = 7, 15  # digits, with the code of the country (E.164)


def telephone_address(text: str) -> str:
    """The address by which the number in ``text`` is dialled from anywhere: ``tel:+82312553257``.

    Empty where that is not certain: without the code of a country, or of several numbers.
    """
    number, extension = split_extension(plain_number(text))
    digits = international_digits(number)
    if digits is None:
        return ""
    return f"tel:+{digits}{f';ext={extension}' if extension else ''}"


def plain_number(text: str) -> str:
    """``text`` in ASCII as far as it is a number, without what stands before one."""
    signs = DASHES.sub("-", unicodedata.normalize("NFKC", INVISIBLE.sub("", text))).strip()
    label = LABEL.match(signs)
    return signs[label.end() :] if label else signs


def split_extension(number: str) -> tuple[str, str]:
    """A number and its extension, empty where it has none."""
    found = EXTENSION.search(number)
    return (number[: found.start()], found["extension"]) if found else (number, "")


def international_digits(number: str) -> str | None:
    """The digits behind the plus, the code of the country first; None where it has none."""
    start = next((one for one in ("+", "00") if number.startswith(one)), None)
    rest = TRUNK.sub(" ", number.removeprefix(start or "")).strip()
    if start is None or not GROUPS.fullmatch(rest):
        return None
    digits = without_trunk(re.sub("[^0-9]", "", rest))
    is_known = SHORTEST <= len(digits) <= LONGEST and not digits.startswith("0")
    return digits if is_known else None


def without_trunk(digits: str) -> str:
    """The digits without a nought behind the code of a country that has one inside alone."""
    for code in WITH_TRUNK:
        if digits.startswith(f"{code}0"):
            return code + digits.removeprefix(f"{code}0")
    return digits
