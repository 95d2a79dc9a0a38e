"""System checks: what would go wrong quietly."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin
from django.core.checks import Error, Tags, Warning, register
from django.db import connection
from modeltranslation.translator import translator

from editorial.accounts.second_factors import unreadable_users
from editorial.languages import translated_names
from editorial.records.history import tracked_models
from editorial.records.scope import Owned
from editorial.records.wording import Guarded
from editorial.screens.scoped import ScopedAdmin

EXPRESSION = re.compile(r"{[{%](.*?)[%}]}", re.DOTALL)
#: Who compares text for PostgreSQL, but for the system's library, as pg_database has it.
PROVIDERS = {"i": "ICU", "b": "PostgreSQL"}
#: Orders by code point, in which letters of all scripts have both cases.
BINARY_ORDERS = {"C.UTF-8", "C.utf8", "C.UTF-8 and C.utf8", "C.UTF-8 of PostgreSQL"}
STRING = re.compile(r"\"[^\"]*\"|'[^']*'")


def all_translated_names() -> set[str]:
    """The names of all fields of all models that have five columns."""
    models = translator.get_registered_models(abstract=False)
    return {name for model in models for name in translated_names(model)}


def direct_reads(source: str, fields: set[str]) -> Iterator[str]:
    """The translated attributes that a template reads past the ``text`` tag.

    A Language has a label of its own, which is the same in all languages; ``attrs`` are those of a
    form element.
    """
    attribute = re.compile(
        rf"\b(?:\w+\.)*(?!language\.|attrs\.)\w+\.(?:{'|'.join(sorted(fields))})\b"
    )
    for expression in EXPRESSION.findall(source):
        yield from attribute.findall(STRING.sub("", expression))


@register(Tags.templates)
def templates_read_texts_by_the_tag(app_configs, **kwargs):
    """A template that reads ``obj.name`` would show a fallback without a word about it."""
    fields = all_translated_names()
    return [
        Error(
            f"{path.relative_to(settings.BASE_DIR)} reads {found} directly.",
            hint='Use {% text obj "field" %}.',
            id="editorial.E001",
        )
        for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
        for found in direct_reads(path.read_text(encoding="utf-8"), fields)
    ]


@register(Tags.models)
def translated_texts_are_guarded(app_configs, **kwargs):
    """A translated text that no check reads could say in public what none may say."""
    return [
        Error(f"{model.__name__} has translated texts and is not Guarded.", id="editorial.E005")
        for model in translator.get_registered_models(abstract=False)
        if not issubclass(model, Guarded)
    ]


@register(Tags.models)
def changes_are_proposed(app_configs, **kwargs):
    """Of a record that says no way to an office nobody could tell who publishes its changes."""
    return [
        Error(
            f"Nobody knows whether readers see {model.__name__}.",
            hint="Make it Owned, so that changes are proposed, or say is_for_staff.",
            id="editorial.E007",
        )
        for model in tracked_models()
        if not (issubclass(model, Owned) or getattr(model, "is_for_staff", False))
    ]


@register(Tags.database)
def database_compares_in_binary(app_configs, databases=None, **kwargs):
    """PostgreSQL must be in C.UTF-8: other collations break the order of lists."""
    if not databases or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(d) FROM pg_database d WHERE datname = current_database()")
        (row,) = cursor.fetchone()
    order = order_of(json.loads(row) if isinstance(row, str) else row)
    if order in BINARY_ORDERS:
        return []
    return [
        Error(
            f"The database compares text as {order}.",
            hint="Create it with LC_COLLATE and LC_CTYPE C.UTF-8.",
            id="editorial.E002",
        )
    ]


def order_of(database: dict[str, str | None]) -> str:
    """By which rules a database compares text, from its row in ``pg_database``.

    Whose rules they are, it says from version 15 on; of 17 are PostgreSQL's own.
    """
    provider = database.get("datlocprovider", "c")
    own = database.get("datlocale") or database.get("daticulocale")
    if provider != "c":
        return f"{own} of {PROVIDERS.get(provider or '', provider)}"
    locales = {database.get("datcollate"), database.get("datctype")}
    return " and ".join(sorted(map(str, locales)))


@register(Tags.database)
def second_factors_are_read(app_configs, databases=None, **kwargs):
    """Who set one up under a key that is gone cannot sign in any more, and should be told."""
    table = Authenticator._meta.db_table
    if not databases or table not in connection.introspection.table_names():
        return []
    return [
        Warning(
            f"The second factor of {user.username} cannot be read with any of MFA_KEYS.",
            hint="Add the key of before to MFA_KEYS, or reset the second factor.",
            id="editorial.W006",
        )
        for user in unreadable_users()
    ]


@register(Tags.admin)
def admin_asks_for_scope(app_configs, **kwargs):
    """A model in the back office whose QuerySet knows no scope would show all to everybody."""
    return [
        Error(
            f"{model.__name__}'s QuerySet has no {method}(user).",
            hint="Say who sees and who changes its records before you register it.",
            id="editorial.E003",
        )
        for model in admin.site._registry
        for method in ("visible_to", "changeable_by")
        if not hasattr(model._default_manager.all(), method)
    ]


@register(Tags.admin)
def admin_screens_are_scoped(app_configs, **kwargs):
    """A screen that is no ScopedAdmin would not call them."""
    return [
        Error(f"{type(screen).__name__} is no ScopedAdmin.", id="editorial.E004")
        for screen in admin.site._registry.values()
        if not isinstance(screen, ScopedAdmin)
    ]
