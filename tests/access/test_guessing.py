"""A right guess at what is hidden is answered as a wrong one is."""

import pytest

from tests.access.asking import Visitor
from tests.access.cast import ROLES
from tests.access.guesses import WAYS, tells
from tests.access.tally import noted

pytestmark = pytest.mark.django_db


def examples_at(world, at: str):
    living = [e for e in world.examples if e.at == at and e.deletion is None]
    return [e for e in living if world.speakers.of_kind(e)]


@pytest.mark.parametrize(
    ("role", "way"),
    [
        *(("editor of A", way) for way in WAYS if way != "columns"),
        ("manager of A", "columns"),
        # Beyond that a manager guesses as an editor does, at two kinds of record more.
        *(
            pytest.param("manager of A", way, marks=pytest.mark.thorough)
            for way in WAYS
            if way != "columns"
        ),
    ],
)
def test_guess_at_another_office_tells_nothing(world, role, way, request, record_property):
    """Of columns, which are many and refused by one rule, every sixth; with ``--all`` each."""
    visitor, wrong, tried = Visitor(world, ROLES[role]), [], 0
    step = 6 if way == "columns" and not request.config.option.all else 1
    for at, example in enumerate(examples_at(world, "B")):
        for guess in [*WAYS[way](example)][at % step :: step]:
            tried += 1
            if tells(visitor, guess):
                wrong.append(f"{role} learns of {example} from {guess}")
    assert noted(record_property, tried, wrong) == []


@pytest.mark.parametrize("way", ["searches", "searches_at_large", "keys", "papers", "links"])
def test_guess_at_the_own_office_tells_what_is_there(world, way):
    visitor, told = Visitor(world, ROLES["manager of A"]), set()
    for example in examples_at(world, "A"):
        told |= {example.kind.model for guess in WAYS[way](example) if tells(visitor, guess)}
    assert len(told) > 1
