"""The database refuses circles: a member within itself by way of others, a place likewise.

Whoever saves is asked by the form first. Two who save at once do not see each other's rows; here
they wait for each other (PostgreSQL) or write one after the other anyway (SQLite).
"""

from django.db import migrations

#: Who is above whom, within the days that all rows on the way share. Both ends belong to a row.
ABOVE_MEMBER = """
WITH RECURSIVE above(id, first, last) AS (
    SELECT NEW.container_id, {since_new}, {until_new}
    UNION
    SELECT row.container_id, {greatest}(above.first, {since}), {least}(above.last, {until})
    FROM members_containment AS row JOIN above ON row.member_id = above.id
    WHERE row.container_id IS NOT NULL AND {since} <= above.last AND {until} >= above.first
)
SELECT 1 FROM above WHERE above.id = NEW.member_id
"""
ABOVE_PLACE = """
WITH RECURSIVE above(id) AS (
    SELECT NEW.within_id
    UNION
    SELECT row.within_id FROM members_place AS row JOIN above ON row.id = above.id
    WHERE row.within_id IS NOT NULL
)
SELECT 1 FROM above WHERE above.id = NEW.id
"""
#: Days without a beginning or an end, in each database's words for a day.
WORDS = {
    "postgresql": {
        "greatest": "greatest",
        "least": "least",
        "first": "'-infinity'::date",
        "last": "'infinity'::date",
    },
    "sqlite": {"greatest": "max", "least": "min", "first": "'0000'", "last": "'9999-99'"},
}
#: By its name: the table, the column that is not null in a row that may close one, and the query.
CIRCLES = {
    "members_containment_no_circle": ("members_containment", "container_id", ABOVE_MEMBER),
    "members_place_no_circle": ("members_place", "within_id", ABOVE_PLACE),
}
ON_POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('{name}'));
    IF EXISTS ({query}) THEN
        RAISE EXCEPTION 'a circle' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER INSERT OR UPDATE ON {table}
FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION {name}();
"""
ON_SQLITE = """
CREATE TRIGGER {name}_{deed} AFTER {deed} ON {table} WHEN NEW.{column} IS NOT NULL
BEGIN SELECT RAISE(ABORT, '{name}') WHERE EXISTS ({query}); END
"""


def query_for(vendor, query):
    words = WORDS[vendor]
    first, last = words["first"], words["last"]
    return query.format(
        **words,
        since=f"coalesce(row.since, {first})",
        until=f"coalesce(row.until, {last})",
        since_new=f"coalesce(NEW.since, {first})",
        until_new=f"coalesce(NEW.until, {last})",
    )


def refuse_circles(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, (table, column, query) in CIRCLES.items():
        told = {"name": name, "table": table, "column": column, "query": query_for(vendor, query)}
        if vendor == "postgresql":
            schema_editor.execute(ON_POSTGRESQL.format(**told))
        else:
            for deed in ("INSERT", "UPDATE"):
                schema_editor.execute(ON_SQLITE.format(deed=deed, **told))


def allow_circles(apps, schema_editor):
    for name, (table, _, _) in CIRCLES.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            for deed in ("INSERT", "UPDATE"):
                schema_editor.execute(f"DROP TRIGGER {name}_{deed}")


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0009_places_and_sources'),
    ]

    operations = [
        migrations.RunPython(refuse_circles, allow_circles),
    ]
