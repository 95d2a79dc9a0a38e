"""What is stored: to see whether a deed touched what is not its doer's."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import F, Model

from editorial.history import tracked_models, versions_of
from editorial.models import Presence, User
from secretariats.models import Staff
from tests.access.cast import KINDS, ROWS, Role, World

State = dict[str, set]
#: What changes by looking.
PASSING = {"last_login"}


def state(world: World, role: Role) -> State:
    """All that the role may not change: rows, links to what it does not see, versions."""
    found: State = {}
    closed = closed_keys(world, role)
    for model, office in tables():
        rows = {frozenset(row.items()) for row in rows_of(model, office, closed, role, world)}
        found[model.__name__] = rows
    for model in tracked_models():
        keys = closed.get(model, set())
        found[f"versions of {model.__name__}"] = {
            *versions_of(model).filter(id__in=keys).values_list("pk", flat=True)
        }
    found["links"] = {*links_to_hidden(world, role)}
    found["presence"] = {
        (presence.kind, presence.key)
        for presence in Presence.objects.all()
        if presence.key in set().union(*closed.values())
    }
    users = {str(key) for key in closed[User]}
    found["sessions"] = {
        s.session_key for s in Session.objects.all() if s.get_decoded().get(SESSION_KEY) in users
    }
    return found


def tables() -> Iterator[tuple[type[Model], str]]:
    for kind in KINDS:
        yield kind.model, kind.office
    yield from ROWS.items()


def closed_keys(world: World, role: Role) -> dict[type[Model], set[int]]:
    """The keys of what the role may not change."""
    keys: dict[type[Model], set[int]] = {}
    for example in world.examples:
        if not world.may_change(role, example):
            keys.setdefault(example.kind.model, set()).add(example.key)
    keys[User] = keys.get(Staff, set())
    return keys


def rows_of(model, office: str, closed, role: Role, world: World) -> Iterator[dict[str, Any]]:
    """The rows of what is closed, and any that stands at an office which is none of the role's."""
    reached = {world.offices[at].pk for at in role.sees}
    offices: dict[int, set] = {}
    kept = model._base_manager.annotate(at=F(office)).values_list("pk", "at") if office else ()
    for key, at in kept:
        offices.setdefault(key, set()).add(at)
    for row in model._base_manager.values():
        at = offices.get(row["id"], {None}) - {None}
        if row["id"] in closed.get(model, ()) or (at and not at & reached):
            yield {name: str(value) for name, value in row.items() if name not in PASSING}


def links_to_hidden(world: World, role: Role) -> Iterator[tuple]:
    """Each link from any record to one that the role does not see."""
    hidden: dict[type[Model], set[int]] = {}
    for example in world.others(role):
        hidden.setdefault(example.kind.model, set()).add(example.key)
    for model, _ in tables():
        for field in model._meta.get_fields():
            keys = hidden.get(getattr(field, "related_model", None), set())
            if keys and field.concrete and field.is_relation:
                rows = model._base_manager.filter(**{f"{field.name}__in": keys})
                for pair in rows.values_list("pk", field.name):
                    yield model.__name__, field.name, *pair
