"""All rows of a database, read past Django's models: by table, then by key, then by column."""

from typing import Any

from django.db import connection

#: Tables whose rows are no content: what is cached, and PostgreSQL's and SQLite's own.
LEFT_OUT = {"portal_cache"}
#: SQLite's index of words, and the tables in which it keeps that.
INDEX = "editorial_searchtext_words"

Row = dict[str, Any]
Rows = dict[str, dict[Any, Row]]


def all_rows() -> Rows:
    """Every row of the database that Django is connected to."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        tables = {name for name in names if not name.startswith(INDEX)} - LEFT_OUT
        return {table: rows_of(cursor, table) for table in sorted(tables)}


def rows_of(cursor, table: str) -> dict[Any, Row]:
    key = connection.introspection.get_primary_key_column(cursor, table)
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    return {row[key]: row for row in rows}
