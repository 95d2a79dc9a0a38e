"""What names a model by its label, in data, follows the models that 0009 has renamed."""

from django.db import migrations

RENAMED = {
    'editorial.draft': 'editorial.convertedtext',
    'editorial.term': 'editorial.glossaryentry',
    'editorial.confirmation': 'editorial.translationreview',
    'editorial.standing': 'editorial.translationstatus',
    'editorial.historicalterm': 'editorial.historicalglossaryentry',
}
#: What permissions call the models, by their names before and after.
CALLED = {
    'draft': 'draft',
    'term': 'term',
    'confirmation': 'confirmation',
    'standing': 'standing',
    'historicalterm': 'historical term',
    'convertedtext': 'converted text',
    'glossaryentry': 'glossary entry',
    'translationreview': 'translation review',
    'translationstatus': 'translation status',
    'historicalglossaryentry': 'historical glossary entry',
}
HOLD_KINDS = (
    *('Presence', 'SavedFilter', 'Import', 'LoadedRecord'),
    *('TranslationReview', 'TranslationStatus', 'ConvertedText'),
)


def rename_kinds(apps, names):
    for model in HOLD_KINDS:
        for old, new in names.items():
            apps.get_model('editorial', model)._base_manager.filter(kind=old).update(kind=new)


def rename_permissions(apps, names):
    """Give permissions the names of their models; Django renames content types alone."""
    Permission = apps.get_model('auth', 'Permission')
    for old, new in names.items():
        app, model = new.split('.')
        for deed in ('add', 'change', 'delete', 'view'):
            codename = f'{deed}_{old.split(".")[1]}'
            known = Permission.objects.filter(content_type__app_label=app, codename=codename)
            known.update(codename=f'{deed}_{model}', name=f'Can {deed} {CALLED[model]}')


def follow(apps, schema_editor):
    rename_kinds(apps, RENAMED)
    rename_permissions(apps, RENAMED)


def lead_back(apps, schema_editor):
    names = {new: old for old, new in RENAMED.items()}
    rename_kinds(apps, names)
    rename_permissions(apps, names)


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0009_plain_names'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [migrations.RunPython(follow, lead_back)]
