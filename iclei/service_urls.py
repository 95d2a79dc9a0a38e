"""What an operator writes after the ``?`` of a DATABASE_URL, CACHE_URL or EMAIL_URL is what holds.

Whatever is no such URL, and whatever nobody would heed, is a ValueError whose text is for the
operator. It never repeats a value: a password that is not encoded may stand anywhere.
"""

from urllib.parse import SplitResult, parse_qsl, urlsplit

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
ENCODED = "a user's name or password with one of / ? # @ % in it must be percent-encoded"


def split(url: str) -> SplitResult:
    """The parts of a URL; raises ValueError where what a password holds has torn them apart."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read here, because reading it is what fails
    except ValueError:
        raise ValueError(f"not a URL; {ENCODED}.") from None
    torn = "@" in parts.path or any("@" in name for name, _ in pairs(parts))
    if parts.fragment or (parts.netloc and torn):
        raise ValueError(f"not a whole URL; {ENCODED}.")
    return parts


def pairs(parts: SplitResult) -> list[tuple[str, str]]:
    return parse_qsl(parts.query, keep_blank_values=True)


def options(url: str) -> dict[str, str]:
    """The options of a URL, each as it is written; raises ValueError if one is given twice."""
    found = pairs(split(url))
    names = [name for name, _ in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{', '.join(twice)}: given twice.")
    return dict(found)


def refuse_unknown(given: dict[str, str], known: set[str]) -> None:
    if unknown := sorted(given.keys() - known):
        raise ValueError(
            f"{', '.join(unknown)}: no such option; there are {', '.join(sorted(known))}."
        )


def is_yes(name: str, text: str) -> bool:
    if text.lower() not in YES | NO:
        raise ValueError(f"{name} must be yes or no.")
    return text.lower() in YES


def whole_number(name: str, text: str, least: int = 0) -> int:
    if not text.isdecimal() or int(text) < least:
        raise ValueError(f"{name} must be a whole number from {least} on.")
    return int(text)


def seconds(name: str, text: str) -> float:
    """A time of more than none; raises ValueError."""
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ValueError(f"{name} must be a number of seconds.")
    return value
