"""A translator of Japanese at A changes Japanese texts at A, and nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editorial.languages import translated_columns
from editorial.translations.models import TranslationReview
from members.models import Member
from news.models import Article, Event
from secretariats.models import Person, Secretariat
from tests.access.cast import ROLES
from tests.access.deeds import DEEDS, FORGED, Hand, texts_of

pytestmark = pytest.mark.django_db

MODELS = (Member, Article, Event, Person, Secretariat)
each_kind = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
CLIENT = "translator of A"
#: What a save brings along.
COUNTED = {
    "version",
    "updated_at",
    "search_text",
    "search_names",
    "sequence",
    "shown_since",
    "corrected_at",
}


def japanese(model) -> set[str]:
    return {name for name, code in translated_columns(model).items() if code == "ja"}


@each_kind
def test_form_of_a_translator_is_open_in_their_language_alone(world, model):
    example = world.example(model, "A")
    page = world.clients[CLIENT].get(example.page("change", example.key))
    fields = {*page.context["adminform"].form.fields} - {"seen_version"}
    # What readers are told afterwards is asked for once there is something to tell.
    assert fields == japanese(model) - {"withdrawal_note_ja", "correction_ja"}


@each_kind
def test_forged_post_of_a_translator_changes_their_language_alone(world, model):
    example = world.example(model, "A")
    hand = Hand(world, world.clients[CLIENT])
    address = example.page("change", example.key)
    before = stored(example)
    texts = dict.fromkeys([name for name in texts_of(model) if name[-3:] != "_ko"], FORGED)
    hand.post(address, hand.shown(address) | texts | forged(world) | {"order": "9", "focus_x": "9"})
    after = stored(example)
    changed = {name for name in before if before[name] != after[name]} - COUNTED
    assert changed - japanese(model) - {"sort_ja"} == set()
    assert changed & japanese(model)


@each_kind
def test_forged_translation_changes_their_language_alone(world, model):
    """In the translator's view, with columns and boxes of other languages."""
    example = world.example(model, "A")
    before, said = stored(example), others_said(example)
    DEEDS["translate"].do(example, Hand(world, world.clients[CLIENT]))
    after = stored(example)
    changed = {name for name in before if before[name] != after[name]} - COUNTED
    assert changed - japanese(model) - {"sort_ja"} == set()
    assert changed & japanese(model)
    assert others_said(example) == said


def others_said(example) -> set[tuple]:
    """What was said of texts in other languages."""
    about = {"kind": example.kind.model._meta.label_lower, "key": example.key}
    found = TranslationReview.objects.filter(**about).exclude(language="ja")
    return {*found.values_list("pk", "field", "language", "by", "how")}


@pytest.mark.parametrize("way", ["hand_in_sheet", "hand_in_translations", "change_many", "review"])
def test_file_or_list_of_a_translator_changes_their_language_alone(world, way):
    example = world.example(Member, "A")
    before = stored(example)
    DEEDS[way].do(example, Hand(world, world.clients[CLIENT]))
    after = stored(example)
    changed = {name for name in before if before[name] != after[name]} - COUNTED
    assert changed - japanese(Member) - {"sort_ja"} == set()
    assert bool(changed) is way.startswith("hand_in")


@pytest.mark.parametrize("code", ["ko", "zh-hans"])
def test_file_of_a_translator_in_another_language_is_not_taken(world, code):
    example, hand = world.example(Member, "A"), Hand(world, world.clients[CLIENT])
    before = stored(example)
    file = hand.catalogue(example, code)
    where = hand.post(reverse("admin:translations_po"), {"file": SimpleUploadedFile("a.po", file)})
    hand.follow(where, {"take": [str(number) for number in range(50)]})
    assert stored(example) == before


def stored(example) -> dict:
    record, opts = example.record, example.kind.model._meta
    row = {field.name: getattr(record, field.attname) for field in opts.concrete_fields}
    links = {f.name: [*getattr(record, f.name).values_list("pk")] for f in opts.many_to_many}
    rows = {
        relation.name: [*getattr(record, relation.get_accessor_name()).values()]
        for relation in opts.related_objects
        if relation.name in ("memberships", "facts")
    }
    return row | links | rows


def forged(world) -> dict:
    """What an editor could send: a move, links, a state, rows."""
    return {
        "secretariat": world.offices["B"].pk,
        "areas": [],
        "themes": [],
        "members": [],
        "level": "town",
        "status": "published",
        "kind": "announcement",
        "population": "5",
        "is_public": "",
        "memberships-0-category": "associate",
        "facts-0-value": FORGED,
        "facts-0-wording_en": FORGED,
    }


@pytest.mark.parametrize("page", ["add", "changelist"])
def test_translator_adds_and_deletes_nothing(world, page):
    for model in MODELS:
        example = world.example(model, "A")
        data = {"action": "delete_selected", "_selected_action": example.key, "post": "yes"}
        world.clients[CLIENT].post(example.page(page), data)
        world.clients[CLIENT].post(example.page("delete", example.key), {"post": "yes"})
        assert model._base_manager.filter(pk=example.key).exists()
    assert ROLES[CLIENT].languages == ("ja",)
