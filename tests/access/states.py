"""What is stored: to see whether a deed touched what is not its doer's."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import F, Model

from editorial.accounts.models import User
from editorial.exchange.models import Exchange
from editorial.records.history import tracked_models, versions_of
from editorial.screens.models import Presence, SavedFilter
from editorial.sheets.models import Import, ImportRow
from editorial.translations.models import ConvertedText, TranslationReview, TranslationStatus
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
    for model in (ConvertedText, TranslationReview, TranslationStatus):
        found[model.__name__] = {*rows_about(model, closed)}
    found["papers"] = {*papers_of_others(world, role)}
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
        is_beyond = (at and not at & reached) or model in closed_kinds(role)
        if row["id"] in closed.get(model, ()) or is_beyond:
            yield {name: str(value) for name, value in row.items() if name not in PASSING}


def closed_kinds(role: Role) -> set[type[Model]]:
    """The kinds of which the role may not add any either."""
    return {kind.model for kind in KINDS if kind.is_regional and not role.is_regional}


def rows_about(model: type[Model], closed: dict[type[Model], set[int]]) -> Iterator[frozenset]:
    """What is kept beside the records that the role may not change, such as their drafts."""
    keys = {kind._meta.label_lower: keys for kind, keys in closed.items()}
    for row in model._base_manager.values():
        if row["key"] in keys.get(row["kind"], ()):
            yield frozenset((name, str(value)) for name, value in row.items())


def papers_of_others(world: World, role: Role) -> Iterator[tuple[str, str]]:
    """Filters, imports and files as they are, but those that the role may decide on."""
    own = {
        (paper.what, paper.key)
        for example in world.examples
        for paper in example.papers
        if world.may_read(role, example, paper)
    }
    user = world.users.get(role.name)
    for what, model in (("filter", SavedFilter), ("import", Import), ("exchange", Exchange)):
        others = model._base_manager.exclude(user=user) if user else model._base_manager.all()
        for row in others.values():
            if (what, row["id"]) not in own:
                yield what, str(row)
    for row in ImportRow.objects.exclude(made_by__user=user) if user else ImportRow.objects.all():
        if ("import", row.made_by_id) not in own:
            yield "row", f"{row.pk} {row.outcome} {row.choice} {row.done}"


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
