"""A forged post changes nothing that is not its sender's."""

import re

import pytest
from django.db import connection, transaction

from tests.access.cast import ROLES, Example
from tests.access.deeds import DEEDS, Hand
from tests.access.states import state
from tests.access.tally import noted

pytestmark = pytest.mark.django_db

#: A publisher reaches no more of others than an editor does.
FORGERS = [
    pytest.param(name, marks=pytest.mark.each_database if name == "editor of A" else ())
    for name in ROLES
    if name not in ("superuser", "publisher of A")
]


#: What stores something, and is no savepoint.
STORES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE|MERGE)\b", re.IGNORECASE)


class Watch:
    """Notes whether anything is stored. Most of what is forged is refused before."""

    has_stored = False

    def __call__(self, execute, sql, params, many, context):
        self.has_stored = self.has_stored or STORES.match(sql) is not None
        return execute(sql, params, many, context)


def done(world, role: str, deed, example) -> list[str]:
    """What changed that the role may not change; everything is as before, afterwards."""
    judge = ROLES["stranger"] if role == "superuser" else ROLES[role]
    if judge.name not in world.states:
        world.states[judge.name] = state(world, judge)
    before = world.states[judge.name]
    with transaction.atomic():
        watch = Watch()
        with connection.execute_wrapper(watch):
            deed.do(example, Hand(world, world.clients[role]))
        after = state(world, judge) if watch.has_stored else before
        transaction.set_rollback(True)
    return [name for name, rows in before.items() if after[name] != rows]


def aims(role: str) -> tuple[str, ...]:
    """The offices of what the role tries to change; to who has none, all are alike."""
    return ("", "R", "A", "B", "AB") if ROLES[role].sees else ("", "B")


def aimed_at(world, role: str) -> list[Example]:
    speaks = world.speakers.forged
    return [e for e in world.examples if e.at in aims(role) and speaks(ROLES[role], e)]


@pytest.mark.parametrize("deed", DEEDS.values(), ids=lambda deed: deed.name)
@pytest.mark.parametrize("role", FORGERS)
def test_forged_post_changes_nothing_of_others(world, role, deed, record_property):
    wrong, tried = [], 0
    for example in aimed_at(world, role):
        if not world.may_change(ROLES[role], example):
            tried += 1
            wrong += [f"{role}: {example}: {name}" for name in done(world, role, deed, example)]
    assert noted(record_property, tried, wrong) == []


@pytest.mark.parametrize("deed", DEEDS.values(), ids=lambda deed: deed.name)
def test_deed_of_a_superuser_has_its_effect(world, deed):
    tried = [e for e in world.examples if e.at in ("", "B")]
    changed = {e.kind.model for e in tried if done(world, "superuser", deed, e)}
    assert changed >= {*deed.effective}
