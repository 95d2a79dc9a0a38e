"""The categories of membership that a migration brings."""

from importlib import import_module


def make_categories() -> None:
    """Those that are not there, as after the migration."""
    from members.models import Category  # once Django is set up

    brought = import_module("members.migrations.0016_categories")
    for values in brought.CATEGORIES:
        Category.objects.get_or_create(code=values["code"], defaults=values)
