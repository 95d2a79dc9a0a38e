"""Whatever happens at another office, those who do not see it are answered with the same bytes."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from editorial.records.publication import Publication
from members.models import Fact, Member
from news.models import Article, Event
from secretariats.models import Person, Posting, Secretariat, Staff
from tests.access.asking import Visitor
from tests.access.cast import KINDS, ROLES
from tests.access.surfaces import SURFACES
from tests.access.tally import noted
from tests.factories.secretariats import PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

#: The surfaces where something of others could show; pages of others' records are guessed at in
#: ``test_guessing.py``.
ASKED = [s for name, s in SURFACES.items() if name not in ("popped_up", "ordered")]

#: What becomes of the fields of office B.
SHAKEN = {
    **dict.fromkeys(["name_en", "title_en", "name_ko", "title_ko", "display_name"], "Shaken"),
    **{"order": 9, "population": 5, "opened": 1999, "status": Publication.Status.PUBLISHED},
}


@pytest.fixture
def stopped_clock(monkeypatch):
    """The board's report names its minute, which is no answer of another office."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)


def answers(world, role: str) -> dict[str, str]:
    visitor = Visitor(world, ROLES[role])
    for surface in ASKED:
        for example in world.examples:
            if example.at in ("", "A") and world.speakers.of_kind(example):
                visitor.visit(surface, example)
    for model in (Secretariat, Member, Article, Event, Person, Posting, Staff):
        example = world.example(model, "A")
        SURFACES["ordered"].ask(example, visitor.ask)
    return visitor.answers


def shake(world) -> None:
    """Change, add, delete and publish at office B, which nobody of A may notice."""
    office = world.offices["B"]
    for example in [e for e in world.examples if e.at == "B" and not e.deletion]:
        record = example.record
        for name, value in SHAKEN.items():
            if hasattr(record, name) and (name != "status" or isinstance(record, Publication)):
                setattr(record, name, value)  # a target has a status of another kind
        if isinstance(record, Member | Article | Event):
            record.publish_at = datetime(2020, 1, 1, tzinfo=UTC)
        record.save()
        if example.kind.is_deletable and example.kind.model is not Posting:
            record.delete()
    member = world.example(Member, "B").record
    Fact.objects.filter(member=member).delete()
    for kind in [kind for kind in KINDS if kind.office == "secretariat"]:
        world.filled(kind, kind.make(office), "B")
    Member.objects.filter(secretariat=office).update(status=Publication.Status.WITHDRAWN)
    PostingFactory(secretariat=office)


@pytest.mark.parametrize(
    "role", [pytest.param("translator of A", marks=pytest.mark.thorough), "manager of A"]
)
def test_answers_are_the_same_whatever_another_office_does(world, role, record_property):
    before = answers(world, role)
    shake(world)
    after = answers(world, role)
    wrong = [address for address in before if before[address] != after.get(address)]
    assert len(before) > 300
    assert noted(record_property, len(before), wrong) == []


def test_who_reaches_both_offices_notices(world):
    visitors = [Visitor(world, ROLES["editor of A and B"]) for _ in "ab"]
    address = world.example(Member, "B").page("changelist")
    before = visitors[0].ask(address)
    shake(world)
    assert visitors[1].ask(address) != before
