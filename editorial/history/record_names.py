"""The names of the records that versions and proposals name, as far as a user sees those."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext

from editorial.records.history import Version
from editorial.records.names import name_in
from editorial.records.scope import visible

NAMES = ("title", "name", "label", "wording")  # under which a record is known


def name_field(version: Version) -> str:
    """The translated field under which the record is known, if it has one."""
    return next((name for name in NAMES if hasattr(version, f"{name}_en")), "")


class Naming(Protocol):
    """What names records by their keys."""

    def linked(self) -> Iterable[tuple[type[models.Model], int]]:
        """All records that are named."""


class RecordNames:
    """The names of the records that versions name, as far as the user sees those."""

    def __init__(self, pairs: Iterable["Naming"], user) -> None:
        keys: dict[type[models.Model], set[int]] = {}
        for pair in pairs:
            for model, key in pair.linked():
                keys.setdefault(model, set()).add(key)
        self._names: Mapping[type[models.Model], dict[int, str]] = {
            model: {record.pk: str(record) for record in visible(model, user).filter(pk__in=found)}
            for model, found in keys.items()
        }

    def of(self, model: type[models.Model], key: int | None) -> str:
        if key is None:
            return ""
        return self._names.get(model, {}).get(key, gettext("a record that you do not see"))

    def subject(self, version: Version) -> str:
        """The name of the record itself, as it was then."""
        name, named_by = name_field(version), getattr(version.instance_type, "named_by", "")
        if name and ((told := str(name_in(version, name))) or not named_by):
            return told
        if hasattr(version, "username"):
            return version.display_name or version.username
        if text := getattr(version, "text", ""):
            return text
        link: Any = version.instance_type._meta.get_field(named_by)
        return self.of(link.related_model, getattr(version, link.attname))
