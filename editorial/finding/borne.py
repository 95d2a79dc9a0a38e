"""Conditions on the names of records, as SQL that is written at once.

Django takes several times as long to put such a condition together as a database to answer it, and
suggestions ask for some at each key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func

from editorial.finding.models import Form, Role

#: Comes after all letters, so that what begins with a text lies between it and it with this behind.
AFTER_ALL = "\U0010ffff"

KEYS = "SELECT key FROM editorial_searchname WHERE {}"


@dataclass(frozen=True)
class Way:
    """A way in which a row of the table of names answers: ``test`` is SQL about its columns.

    ``{regex}`` and ``{contains}`` stand for the operators of a database, with the value's place.
    """

    forms: tuple[Form, ...]
    test: str
    values: tuple[str, ...]

    @classmethod
    def is_one_of(cls, forms: tuple[Form, ...], folded: tuple[str, ...]) -> "Way":
        return cls(forms, f"folded IN ({places(folded)})", folded)

    @classmethod
    def begins(cls, form: Form, begun: str) -> "Way":
        """As a range, which a database looks up in an index."""
        return cls((form,), "folded >= %s AND folded < %s", (begun, begun + AFTER_ALL))

    @classmethod
    def holds(cls, form: Form, words: Sequence[str], *, but: Role) -> "Way":
        """That what is compared has each word within; no name ``but`` those of another role."""
        tests = ["NOT role = %s", *("folded {contains}" for _word in words)]
        return cls((form,), " AND ".join(tests), (str(but), *(f"%{word}%" for word in words)))

    def with_pattern(self, pattern: str) -> "Way":
        """And that the name as it is written matches a pattern."""
        test = f"{self.test} AND name {{regex}}"
        return replace(self, test=test, values=(*self.values, pattern))


class Bears(Func):
    """That the record of a kind whose key a column has bears a name that answers in some way."""

    output_field = BooleanField()

    def __init__(self, key: str, kind: str, ways: tuple[Way, ...], itself: bool) -> None:
        super().__init__(key)
        self.kind, self.ways, self.itself = kind, ways, itself

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        column, given = compiler.compile(self.source_expressions[0])
        keys, values = keys_of(self.kind, self.ways, itself=self.itself)
        return f"{column} IN ({keys})", [*given, *values]


def keys_of(kind: str, ways: Sequence[Way], *, itself: bool = False) -> tuple[str, list[str]]:
    """SQL, and its values, for the keys of the records of a kind that bear such a name."""
    database: Any = connection  # each has its own operators
    tests, values = [], []
    for way in ways:
        # The kind stands in each, so that a database looks all of them up in the index.
        test = way.test.format_map(database.operators)
        tests.append(f"(kind = %s AND form IN ({places(way.forms)}) AND {test})")
        values += [kind, *map(str, way.forms), *way.values]
    answers = " OR ".join(tests)
    if itself:
        answers = f"({answers}) AND NOT role = %s"
        values.append(str(Role.PART))
    return KEYS.format(answers), values


def is_borne(kind: str, ways: Sequence[Way]) -> bool:
    """Whether some record of a kind, hidden or not, bears such a name. One short query."""
    keys, values = keys_of(kind, ways)
    with connection.cursor() as cursor:
        cursor.execute(f"{keys} LIMIT 1", values)
        return cursor.fetchone() is not None


def places(values: Sequence[str]) -> str:
    """Where values stand in SQL."""
    return ", ".join(["%s"] * len(values))
