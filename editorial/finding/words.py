"""The index of words, by each database's own means, which need no extension that could be missing.

On PostgreSQL it is a column of lexemes under a GIN index, on SQLite a table of FTS5, which every
Python brings. Neither takes words apart or folds them: both get the terms of ``texts/terms.py``, so
that they find the same. Before each term stands a sign of its kind, so that what few records hold
is not looked for among the words of many; terms of names come once more, with another sign before.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

from django.db import connection
from django.db.models import BooleanField, F, Func, Value

from editorial.texts.terms import Need, Term

#: What stands before a term that is one of a name: no sign of a kind.
OF_NAME = "\u00b6"
#: The first sign of a kind, and how many there are: two bytes each, as they stand before all terms.
FIRST_SIGN, SIGNS = 0x100, 0x600

PUT = "UPDATE editorial_searchtext SET words = array_to_tsvector(%s::text[]) WHERE place = %s"
#: A function, because PostgreSQL would rather read the words of all records than ask their index.
MEETS = " IN (SELECT * FROM editorial_found("
ADD = "INSERT INTO editorial_searchtext_words(rowid, words) VALUES (%s, %s)"
DROP = "DELETE FROM editorial_searchtext_words WHERE rowid = %s"
LOST = {
    "postgresql": "SELECT place FROM editorial_searchtext WHERE words IS NULL",
    "sqlite": "SELECT place FROM editorial_searchtext"
    " WHERE place NOT IN (SELECT rowid FROM editorial_searchtext_words)",
}
#: The key of a record is told by its place, so that no other table has to be read.
MATCHES = (
    " IN (SELECT rowid >> 16 FROM editorial_searchtext_words"
    " WHERE editorial_searchtext_words MATCH "
)


def place_of(kind: str, key: int) -> int:
    """The number of a record in the index: its key, and in the last 16 bits its kind."""
    return key << 16 | crc32(kind.encode()) & 0xFFFF


def sign_of(kind: str) -> str:
    """What stands before each term of a kind; alone it is a term of all its records."""
    return chr(FIRST_SIGN + crc32(kind.encode()) % SIGNS)


def put(place: int, kind: str, names: set[str], words: set[str]) -> None:
    """Keep the terms of a record, instead of those that were kept at its place."""
    sign = sign_of(kind)
    told = {sign + term for term in words | names | {""}}
    terms = sorted(told | {OF_NAME + sign + name for name in names})
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(PUT, [terms, place])
        else:
            cursor.execute(DROP, [place])
            cursor.execute(ADD, [place, " ".join(terms)])


def drop(places: Iterable[int]) -> None:
    """Forget the terms of rows that are deleted; PostgreSQL has them in the rows themselves."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(DROP, [(place,) for place in places])


def lost() -> list[int]:
    """The places of records that the table of texts has and the index has not."""
    with connection.cursor() as cursor:
        cursor.execute(LOST[connection.vendor])
        return [place for (place,) in cursor.fetchall()]


def holding(kind: str, needs: Sequence[Need], *, in_names: bool = False, path: str = "") -> Any:
    """That the words of the record of that kind at ``path`` meet all needs: a condition."""
    if connection.vendor == "postgresql":
        query = written(kind, needs, in_names, lexeme, "&", "|")
        how = {"arg_joiner": MEETS, "template": "%(expressions)s::tsquery))"}
    else:
        query = written(kind, needs, in_names, token, "AND", "OR")
        how = {"arg_joiner": MATCHES, "template": "%(expressions)s)"}
    return Func(F(f"{path}pk"), Value(query), output_field=BooleanField(), **how)


def written(
    kind: str, needs: Sequence[Need], in_names: bool, one: Any, both: str, either: str
) -> str:
    """The needs as a query of a database: ``one`` writes a term."""
    sign = (OF_NAME if in_names else "") + sign_of(kind)

    def way(terms: tuple[Term, ...]) -> str:
        found = (one(sign + term.text, term.is_begun) for term in terms)
        return f"({f' {both} '.join(found)})"

    parts = [f"({f' {either} '.join(map(way, need))})" for need in needs]
    return f" {both} ".join(parts) or one(sign_of(kind), False)


def lexeme(text: str, is_begun: bool) -> str:
    """A term as a ``tsquery`` has it. No term has a quotation mark or a backslash."""
    return f"'{text}'{':*' if is_begun else ''}"


def token(text: str, is_begun: bool) -> str:
    """A term as FTS5 has it."""
    return f'"{text}"{"*" if is_begun else ""}'
