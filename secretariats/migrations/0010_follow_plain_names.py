"""Exceptions name the kind of their record by its label, which editorial 0009 may have changed."""

from django.db import migrations

OLD, NEW = 'editorial.term', 'editorial.glossaryentry'


def rename(apps, old, new):
    for model in ('DesignationException', 'HistoricalDesignationException'):
        apps.get_model('secretariats', model)._base_manager.filter(kind=old).update(kind=new)


def follow(apps, schema_editor):
    rename(apps, OLD, NEW)


def lead_back(apps, schema_editor):
    rename(apps, NEW, OLD)


class Migration(migrations.Migration):

    dependencies = [
        ('secretariats', '0009_designations'),
        ('editorial', '0009_plain_names'),
    ]

    operations = [migrations.RunPython(follow, lead_back)]
