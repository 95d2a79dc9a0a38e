"""What a posting allows at one office another does not: manager of A, translator of B."""

import pytest
from django.test import Client

from members.models import Member
from news.models import Article, Event
from secretariats.models import Person
from tests.access.cast import KEYS, ROLES
from tests.access.deeds import DEEDS, Hand
from tests.access.states import state
from tests.access.tally import noted
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

#: What a translator may do, as far as it changes Japanese texts alone.
DEEDS_OF_TRANSLATORS = (
    *("change", "restore", "link", "report"),
    *("translate", "hand_in_sheet", "hand_in_translations", "meddle_with_imports"),
)
DEEDS_OF_OTHERS = [name for name in DEEDS if name not in DEEDS_OF_TRANSLATORS]


@pytest.fixture
def client(world):
    user = UserFactory(id=next(KEYS))
    for office, role, languages in (("A", "manager", []), ("B", "translator", ["ja"])):
        PostingFactory(
            id=next(KEYS),
            user=user,
            secretariat=world.offices[office],
            role=role,
            languages=languages,
        )
    client = Client()
    client.force_login(user)
    return client


def rows_of_b(world) -> dict[str, set]:
    """All that a manager of A may not change. Links may be made to what the user sees at B."""
    found = state(world, ROLES["manager of A"])
    return {name: rows for name, rows in found.items() if name != "links"}


@pytest.mark.parametrize("model", [Member, Article, Event, Person])
def test_form_at_the_office_of_the_translator_is_open_in_japanese_alone(world, client, model):
    page = client.get(world.example(model, "B").page("change", world.example(model, "B").key))
    fields = {*page.context["adminform"].form.fields} - {"seen_version"}
    assert fields
    assert all(name.endswith("_ja") for name in fields)


@pytest.mark.parametrize("deed", DEEDS_OF_OTHERS)
def test_manager_elsewhere_does_nothing_that_a_translator_may_not(
    world, client, deed, record_property
):
    before, hand, tried = rows_of_b(world), Hand(world, client), 0
    for example in [e for e in world.examples if e.at == "B"]:
        DEEDS[deed].do(example, hand)
        tried += 1
    after = rows_of_b(world)
    wrong = [f"{deed} changed {name}" for name, rows in before.items() if after[name] != rows]
    assert noted(record_property, tried, wrong) == []


def test_manager_deletes_at_their_own_office(world, client):
    example = world.example(Article, "A")
    Hand(world, client).post(example.page("delete", example.key), {"post": "yes"})
    assert not Article.objects.filter(pk=example.key).exists()
