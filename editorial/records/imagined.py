"""Imagined rows: what queries read in place of what is stored, for as long as a page is made.

A preview shows what nobody has saved. Nothing may be written for that, not even to be taken back:
on SQLite it would keep everybody else from saving. So each query that reads a table with imagined
rows is given a common table expression of the table's own name, which holds the stored rows and
the imagined ones. Whatever is asked, by a view, a manager or a template, then reads these. Nothing
but reading is let through.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

Values = dict[str, Any]

#: What may be asked while rows are imagined.
READING = re.compile(r"[\s(]*SELECT\b", re.IGNORECASE)


class WrittenError(RuntimeError):
    """Something was to be written while rows were only imagined."""


@dataclass
class ImaginedRows:
    """What is read of the table of ``model`` beside, or instead of, what is stored.

    ``changed`` holds values by key and attribute, ``added`` whole rows, ``gone`` keys.
    """

    model: Any
    changed: dict[int, Values] = field(default_factory=dict)
    added: list[Values] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.gone)

    @property
    def table(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    @property
    def stored(self) -> str:
        """The table itself. A name without a schema would be the expression's own, on SQLite."""
        return f'"main".{self.table}' if connection.vendor == "sqlite" else self.table

    def expression(self) -> tuple[str, list[Any]]:
        """The rows as a common table expression, and its parameters."""
        fields = self.model._meta.local_concrete_fields
        quote = connection.ops.quote_name
        names = ",".join(quote(field.column) for field in fields)
        key = quote(self.model._meta.pk.column)
        aside = sorted({*self.gone, *self.changed})
        places = ",".join(["%s"] * len(aside))
        where = f" WHERE {key} NOT IN ({places})" if aside else ""
        parts = [f"SELECT {names} FROM {self.stored}{where}"]  # noqa: S608 names of columns alone
        given: list[Any] = [*aside]
        for pk, values in self.changed.items():
            columns, own = self._columns(fields, values)
            own_row = f"SELECT {columns} FROM {self.stored} WHERE {key} = %s"  # noqa: S608 as above
            parts.append(own_row)
            given += [*own, pk]
        for values in self.added:
            columns, own = self._columns(fields, values)
            parts.append(f"SELECT {columns}")
            given += own
        return f"{self.table} ({names}) AS ({' UNION ALL '.join(parts)})", given

    def _columns(self, fields: Sequence[Any], values: Values) -> tuple[str, list[Any]]:
        """What is read of one row: the values that are given, and else what is stored."""
        columns, given = [], []
        for one in fields:
            if one.attname in values:
                columns.append(placed(one))
                given.append(one.get_db_prep_save(values[one.attname], connection))
            else:
                columns.append(connection.ops.quote_name(one.column))
        return ",".join(columns), given


def placed(of: Any) -> str:
    """The place of a value in SQL, of the type that the column of a field has."""
    if connection.vendor != "sqlite":
        return f"CAST(%s AS {of.db_type(connection)})"
    return "CAST(%s AS NUMERIC)" if isinstance(of, models.DecimalField) else "%s"


@contextmanager
def imagining(rows: Sequence[ImaginedRows]) -> Iterator[None]:
    """Inside, queries read the imagined rows, and nothing can be written."""
    known = [(one.table, *one.expression()) for one in rows if one]

    def read(execute, sql, params, many, context):
        if many or not READING.match(sql):
            raise WrittenError(sql.split(maxsplit=1)[0])
        here = [(words, given) for table, words, given in known if table in sql]
        if not here:
            return execute(sql, params, many, context)
        if params is None:
            sql, params = sql.replace("%", "%%"), ()
        given = [value for _, own in here for value in own]
        together = ",".join(words for words, _ in here)
        return execute(f"WITH {together} {sql}", (*given, *params), many, context)

    features: Any = connection.features
    # Django would begin a transaction to find out; our models have such fields.
    vars(features).setdefault("supports_json_field", True)
    # An expression has no primary key by which PostgreSQL would know the other columns.
    grouped = features.allows_group_by_selected_pks
    features.allows_group_by_selected_pks = False
    try:
        with connection.execute_wrapper(read):
            yield
    finally:
        features.allows_group_by_selected_pks = grouped
