"""Whatever somebody who may not publish does, and by whichever way: no reader sees any of it."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from editorial.proposals.deeds import reaches_readers
from editorial.proposals.models import Proposal, gate_of
from editorial.records.history import tracked_models
from editorial.records.publication import Publication
from editorial.records.scope import Owned
from secretariats.models import Person, Secretariat
from tests.access.deeds import DEEDS, Hand
from tests.access.tally import noted
from tests.access.test_writing import Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(world):
    """All that office A has is public, and nothing of translators goes through."""
    office = Secretariat.objects.get(pk=world.offices["A"].pk)
    office.lets_translations_through = False
    office.save()
    world.forms.clear()
    world.files.clear()
    for example in examples(world):
        record = gate_of(example.record) if isinstance(example.record, Owned) else example.record
        if isinstance(record, Publication):
            record.status, record.publish_at = Publication.Status.PUBLISHED, timezone.now()
            record.picture = ""  # of which there is a name alone
        if isinstance(record, Person):
            record.is_public = True
        if isinstance(record, Publication | Person):
            record.save()


def examples(world):
    living = [e for e in world.examples if e.at in ("", "A") and not e.deletion]
    return [e for e in living if world.speakers.of_kind(e)]


def stored() -> dict[tuple, bool]:
    """All rows of records that have an office, with whether readers see something of them."""
    found = {}
    for model in tracked_models():
        if issubclass(model, Owned):
            names = [field.attname for field in model._meta.concrete_fields]
            links = [field.name for field in model._meta.many_to_many]
            for record in model._base_manager.all():
                values = [str(getattr(record, name)) for name in names]
                linked = [str(sorted(getattr(record, n).values_list("pk"))) for n in links]
                found[model.__name__, *values, *linked] = reaches_readers(gate_of(record))
    return found


def leaks(before: dict[tuple, bool], after: dict[tuple, bool]) -> list[str]:
    """The kinds of rows that readers saw and that changed, or that they see now.

    A source that a draft names counts as seen: it may be new among these.
    """
    changed = [row[0] for row, is_seen in before.items() if is_seen and row not in after]
    added = [row[0] for row, is_seen in after.items() if is_seen and row not in before]
    return [*changed, *(kind for kind in added if kind not in ("Source", "Indicator", "Place"))]


@pytest.mark.parametrize("deed", DEEDS.values(), ids=lambda deed: deed.name)
@pytest.mark.parametrize(
    "role", ["editor of A", pytest.param("translator of A", marks=pytest.mark.thorough)]
)
def test_deed_changes_nothing_that_readers_see(world, published, role, deed, record_property):
    before, wrong, tried = stored(), [], 0
    for example in examples(world):
        with transaction.atomic():
            watch = Watch()
            with connection.execute_wrapper(watch):
                deed.do(example, Hand(world, world.clients[role]))
            after = stored() if watch.has_stored else before
            transaction.set_rollback(True)
        tried += 1
        wrong += [f"{deed.name} of {example} changed {kind}" for kind in leaks(before, after)]
    assert noted(record_property, tried, wrong) == []


def test_deed_of_an_editor_is_proposed(world, published):
    """So that the test above cannot pass by a deed that is refused."""
    hand = Hand(world, world.clients["editor of A"])
    for deed in DEEDS.values():
        for example in examples(world):
            deed.do(example, hand)
    assert Proposal.objects.values("origin").distinct().count() > 2
