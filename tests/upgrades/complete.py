"""Whether a database has a row in every table, and every choice of every field in some row."""

from collections.abc import Iterator

from django.apps import apps

from tests.upgrades.kinds import LABELS

#: Choices that no code stores: texts are converted between the two Chinese scripts alone, and every
#: record has a name, which is to be translated. The one record of the portal is never deleted.
NEVER_STORED = {
    (LABELS["converted text"], "language"): {"en", "ko", "ja"},
    (LABELS["converted text"], "origin"): {"en", "ko", "ja"},
    (LABELS["translation status"], "worst"): {"not_due"},
    ("secretariats.HistoricalPortal", "history_type"): {"-"},
}


def gaps() -> list[str]:
    """The tables without a row, and the choices that no row has."""
    return [*empty_tables(), *missing_choices()]


def stored_models() -> list:
    """All models with a table, those of links between records and of histories among them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def empty_tables() -> Iterator[str]:
    for model in stored_models():
        if not model._base_manager.exists():
            yield f"{model._meta.label}: no row"


def missing_choices() -> Iterator[str]:
    for model in stored_models():
        for field in model._meta.local_concrete_fields:
            if field.choices:
                found = set(model._base_manager.values_list(field.name, flat=True).distinct())
                never = NEVER_STORED.get((model._meta.label, field.name), set())
                for missing in sorted(
                    map(str, {key for key, name in field.flatchoices} - found - never)
                ):
                    yield f"{model._meta.label}.{field.name}: no row has “{missing}”"
