"""Keys and versions of records, as addresses, forms and files give them."""

#: More digits than any key has; eighteen always fit into the column of a key.
MOST_DIGITS_OF_KEY = 18
#: The same for a version, whose column is smaller.
MOST_DIGITS_OF_VERSION = 9


def parse_key(text: str) -> int | None:
    """The key that ``text`` gives in ASCII digits; None for anything else."""
    return parse_digits(text, MOST_DIGITS_OF_KEY)


def parse_version(text: str) -> int | None:
    """The number of a version that ``text`` gives in ASCII digits; None for anything else."""
    return parse_digits(text, MOST_DIGITS_OF_VERSION)


def parse_digits(text: str, most: int) -> int | None:
    """The number that ``text`` is in at most ``most`` ASCII digits; None for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= most
    return int(text) if is_number else None
