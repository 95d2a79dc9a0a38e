from django.db import migrations

from editorial.texts.ordering import kana_key


def fill(apps, schema_editor):
    """ー sorts as the vowel that it prolongs: the keys that are stored are made anew."""
    members = apps.get_model("members", "Member")._base_manager
    columns = ("pk", "reading_kana", "name_ja", "name_en", "slug")
    for row in members.values(*columns).iterator():
        name = row["name_ja"] or row["name_en"] or row["slug"]
        members.filter(pk=row["pk"]).update(sort_ja=kana_key(row["reading_kana"] or name.casefold()))


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0006_converted"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
