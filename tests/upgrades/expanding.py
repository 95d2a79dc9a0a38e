"""Which operations of a migration the version before can live with: those that only expand.

Version N's code reads and writes the schema of version N+1, as while an upgrade is under way, or
after one that was taken back. So what is dropped, renamed or made stricter in N+1 must have been
unused since N: it is announced in ``CONTRACTED``, with the version whose code needs it no more.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.models import Value

#: By migration, as ``members.0009_name``: the version that stopped to use what it takes away, and
#: what that is. Before 0.1.0 nothing was promised.
CONTRACTED: dict[str, str] = {}

APPS = ("editorial", "secretariats", "members", "news")
HARMLESS = (
    *(ops.CreateModel, ops.AddIndex, ops.RemoveIndex, ops.RenameIndex, ops.RemoveConstraint),
    ops.AlterConstraint,  # that is its sentence; a new condition is a removal and an addition
    *(ops.AlterModelOptions, ops.AlterModelManagers, ops.AlterModelTableComment, ops.RunPython),
)


def contracting(done: set[tuple[str, str]]) -> list[str]:
    """The operations of our migrations beyond ``done`` that need an announcement, in words."""
    loader = MigrationLoader(None)
    nodes = [node for node in done if node in loader.graph.nodes]
    state = loader.project_state(nodes)
    known = state.clone()
    found = []
    for node in later(loader, done):
        migration = loader.disk_migrations[node]
        for operation in migration.operations:
            why = strictness(operation, migration.app_label, state, known)
            operation.state_forwards(migration.app_label, state)
            if why and ".".join(node) not in CONTRACTED:
                found.append(f"{'.'.join(node)}: {why}")
    return found


def later(loader: MigrationLoader, done: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Our migrations that are not ``done``, each after those that it depends on."""
    seen = set(done)
    for leaf in sorted(loader.graph.leaf_nodes()):
        for node in loader.graph.forwards_plan(leaf):
            if node not in seen:
                seen.add(node)
                if node[0] in APPS:
                    yield node


def strictness(operation: Any, app: str, state: Any, known: Any) -> str:
    """Why the code of the version before could fail after ``operation``; empty if it cannot.

    ``state`` is what the operation changes, ``known`` what that code knows.
    """
    if isinstance(operation, HARMLESS):
        return ""
    if isinstance(operation, ops.AddConstraint):
        is_kept = is_kept_unknowingly(operation, app, state, known)
        return "" if is_kept else operation.describe()
    if isinstance(operation, ops.SeparateDatabaseAndState):
        parts = (strictness(part, app, state, known) for part in operation.database_operations)
        return "; ".join(filter(None, parts))
    if isinstance(operation, ops.AddField):
        is_new = (app, operation.model_name_lower) not in known.models
        return (
            ""
            if is_new or is_optional(operation.field)
            else f"{operation.describe()}: it must be given"
        )
    if isinstance(operation, ops.AlterField):
        model = state.models[app, operation.model_name_lower]
        old = model.fields[operation.name]
        return "" if is_wider(old, operation.field) else f"{operation.describe()}: it is stricter"
    return operation.describe()


def is_optional(field: models.Field) -> bool:
    """Whether a row may be stored by code that does not know the column."""
    return field.null or field.many_to_many or field.has_db_default()


def is_kept_unknowingly(operation: ops.AddConstraint, app: str, state: Any, known: Any) -> bool:
    """Whether rows that are stored by code that knows none of its columns keep a constraint."""
    model, check = (app, operation.model_name_lower), operation.constraint
    if model not in known.models:
        return True
    if not isinstance(check, models.CheckConstraint) or not isinstance(check.condition, models.Q):
        return False
    names = check.condition.referenced_base_fields
    fields = {name: state.models[model].fields.get(name) for name in names}
    if names & {*known.models[model].fields} or None in fields.values():
        return False
    return check.condition.check({name: untouched(field) for name, field in fields.items()})


def untouched(field: models.Field) -> Any:
    """What a column holds of which a row says nothing."""
    kept = models.BigIntegerField() if field.is_relation else field
    return Value(field.db_default if field.has_db_default() else None, kept)


def is_wider(old: models.Field, new: models.Field) -> bool:
    """Whether all that fits into the ``old`` field fits into the ``new`` one, and is read alike."""
    same_kind = type(old) is type(new) and old.db_column == new.db_column
    not_stricter = (new.null or not old.null) and (old.unique or not new.unique)
    lengths = old.max_length, new.max_length
    not_shorter = lengths[1] is None or (lengths[0] is not None and lengths[0] <= lengths[1])
    same_target = old.remote_field is None or old.related_model == new.related_model
    return same_kind and not_stricter and not_shorter and same_target
