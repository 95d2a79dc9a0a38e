"""Numbers as people write them: digits of any script, groups of three, a sign, a fraction."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

LONGEST = 40  # characters
#: What parts groups of three digits, and what stands before a fraction, on keyboards of the region
#: and beyond; signs that look like a minus.
SIGNS = str.maketrans({**dict.fromkeys("，、٬،", ","), "’": "'", **dict.fromkeys("。٫", ".")})
MINUS = str.maketrans(dict.fromkeys("−–‐‑‒", "-"))
NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>[0-9]{1,3}(?P<group>[,' ])[0-9]{3}(?:(?P=group)[0-9]{3})*|[0-9]*)"
    r"(?:\.(?P<fraction>[0-9]*))?"
)

#: From this number on its digits are shown in groups of three. Years have fewer.
GROUPED_FROM = 10_000

NOT_WHOLE = _("Enter a whole number, in digits: 1210150 or 1,210,150.")
NOT_REAL = _("Enter a number, with a full stop before the decimals: 37.2636.")


def parse_whole(text: str) -> int | None:
    """Return the whole number that ``text`` says; None where it says none.

    A fraction of one or two noughts is none, but three may be meant as thousands. A plus is none:
    it may be meant as so many more.
    """
    found = matched(text)
    if found is None or (found["fraction"] or "") not in ("", "0", "00") or found["sign"] == "+":
        return None
    return int(found["sign"] + digits_of(found)) if digits_of(found) else None


def parse_real(text: str) -> float | None:
    """Return the number that ``text`` says, with its fraction; None where it says none.

    ``37,263`` is none: for some people the comma stands before a fraction, for others it parts
    thousands.
    """
    found = matched(text)
    if found is None or (found["group"] == "," and found["fraction"] is None):
        return None
    digits = digits_of(found), found["fraction"] or ""
    return float(found["sign"] + ".".join(digits)) if any(digits) else None


def parse_decimal(text: str) -> Decimal | None:
    """Return the figure that ``text`` says, with its fraction; None where it says none.

    A comma parts thousands, as everywhere in the region: what stands before a fraction is a stop.
    """
    found = matched(text)
    if found is None or (found["sign"] == "+"):
        return None
    digits = digits_of(found), found["fraction"] or ""
    return Decimal(found["sign"] + ".".join(digits)) if any(digits) else None


def matched(text: str) -> re.Match[str] | None:
    """The parts of a number in plain signs; None where it is none, or may be another."""
    plain = plain_signs(text)
    is_doubtful = any(map(is_raised_or_framed, text)) or len(scripts_of_digits(text)) > 1
    return NUMBER.fullmatch(plain) if len(plain) < LONGEST and not is_doubtful else None


def is_raised_or_framed(sign: str) -> bool:
    """Whether a sign is more than a digit: a power, a note, a number in a circle, a fraction."""
    is_raised = unicodedata.decomposition(sign).startswith(("<super>", "<sub>"))
    return is_raised or unicodedata.category(sign) in ("No", "Nl")


def scripts_of_digits(text: str) -> set[int]:
    """The codes of the noughts of the scripts of all digits; full-width ones are ours."""
    signs = unicodedata.normalize("NFKC", text)
    return {ord(sign) - unicodedata.decimal(sign) for sign in signs if sign.isdecimal()}


def digits_of(found: re.Match[str]) -> str:
    """The digits before the fraction, without what parts their groups."""
    return re.sub("[^0-9]", "", found["whole"])


def plain_signs(text: str) -> str:
    """``text`` in ASCII as far as it is a number, without what nobody sees."""
    signs = unicodedata.normalize("NFKC", text).translate(SIGNS).translate(MINUS)
    seen = (sign for sign in signs if unicodedata.category(sign) != "Cf")
    return "".join(map(plain_digit, seen)).strip()


def plain_digit(sign: str) -> str:
    """A decimal digit of any script as one of ours; other signs as they are."""
    return str(unicodedata.decimal(sign, sign))


def without_noughts(number: Decimal) -> str:
    """A figure as a form shows it: grouped, and with no nought at the end of its fraction."""
    whole, _stop, fraction = f"{abs(number):f}".partition(".")
    sign, fraction = "-" if number < 0 else "", fraction.rstrip("0")
    return sign + grouped_digits(int(whole)) + (f".{fraction}" if fraction else "")


def plain_figure(number: Decimal) -> str:
    """A figure in plain digits, one way of writing for one value: ``1210150``, ``46.51``."""
    whole, _stop, fraction = f"{number or Decimal(0):f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def grouped_digits(number: int) -> str:
    """The number as a form shows it, its digits in groups of three once they are many."""
    return f"{number:,}" if abs(number) >= GROUPED_FROM else str(number)
