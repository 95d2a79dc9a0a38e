"""Changes that came at once: a load or an import brings dozens of rows, which are shown as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.text import capfirst

from editorial.records.scope import is_row, row_link

#: New rows of a record that come no further apart are shown as one, if there are so many.
MOST_APART, FOLDED_FROM = timedelta(minutes=1), 3


@dataclass(frozen=True)
class Group:
    """Changes that are shown as one, or a single one."""

    changes: list[Any]

    @property
    def is_folded(self) -> bool:
        return len(self.changes) > 1

    @property
    def newest(self) -> Any:
        return self.changes[0]

    @property
    def kind(self) -> str:
        """What they are, several of them."""
        return str(capfirst(self.newest.model._meta.verbose_name_plural))


class Grouped(Sequence[Any]):
    """A page of changes, the newest first."""

    @property
    def groups(self) -> list[Group]:
        found: list[list[Any]] = []
        for change in self:
            if found and came_together(change, found[-1][-1]):
                found[-1].append(change)
            else:
                found.append([change])
        return [
            Group(part)
            for changes in found
            for part in ([changes] if len(changes) >= FOLDED_FROM else [[c] for c in changes])
        ]


def came_together(earlier: Any, later: Any) -> bool:
    """Whether two changes that follow each other are new rows from one save, import or load."""
    apart = later.version.history_date - earlier.version.history_date
    batch = batch_of(earlier)
    return batch is not None and batch == batch_of(later) and apart <= MOST_APART


def batch_of(change: Any) -> tuple[Any, ...] | None:
    """What new rows of a record that came at once have in common; None of any other change."""
    model, version = change.model, change.version
    if version.history_type != "+" or not is_row(model):
        return None
    owner = getattr(version, row_link(model).attname)
    return model, owner, version.history_user_id, version.history_change_reason
