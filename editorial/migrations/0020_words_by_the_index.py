from django.db import migrations

# What finds records by their words. To read all rows looks cheap to PostgreSQL, because it does not
# count that their words lie apart and are long: within this function it asks the index, and what
# the function is part of is planned as before.
MADE = """
CREATE FUNCTION editorial_found(wanted tsquery) RETURNS SETOF bigint
LANGUAGE sql STABLE SET enable_seqscan = off
AS 'SELECT key FROM editorial_searchtext WHERE words @@ wanted'
"""
UNMADE = 'DROP FUNCTION editorial_found(tsquery)'


def make_function(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(MADE)


def unmake_function(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(UNMADE)


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0019_names_and_words'),
    ]

    operations = [
        migrations.RunPython(make_function, unmake_function),
    ]
