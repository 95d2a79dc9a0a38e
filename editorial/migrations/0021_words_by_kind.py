from django.db import migrations

# Each kind has words of its own in the index now. They are put there anew by `recompute_search`,
# for which the words that SQLite has not, and those that PostgreSQL has no lexemes of, are lost.
DROP = 'DROP TABLE editorial_searchtext_words'
MADE = (
    "CREATE VIRTUAL TABLE editorial_searchtext_words USING fts5"
    "(words, tokenize = 'ascii', detail = none, columnsize = 0, prefix = '{}')"
)
LOST = 'UPDATE editorial_searchtext SET words = NULL'


def make_anew(schema_editor, beginnings):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(LOST)
        return
    schema_editor.execute(DROP)
    schema_editor.execute(MADE.format(beginnings))


def part_kinds(apps, schema_editor):
    """A sign stands before each word: beginnings are longer by it."""
    make_anew(schema_editor, '2 3 4')


def join_kinds(apps, schema_editor):
    make_anew(schema_editor, '1 2 3')


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0020_words_by_the_index'),
    ]

    operations = [
        migrations.RunPython(part_kinds, join_kinds),
    ]
