"""The map of steps: who may take which, from where, whichever way a record is saved."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial.accounts.powers import ALL_POWERS, Powers
from editorial.records.models import TakenStep
from editorial.records.publication import Publication
from editorial.screens.steps import (
    STEPS,
    last_author,
    place_of,
    refuse_move,
    states_in_reach,
    steps_from,
    take,
    values_of,
)
from news.models import Article
from secretariats.models import Posting
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

Role, Status = Posting.Role, Publication.Status
WRITER = Powers(write=True)
DAY = timedelta(days=1)


def now():
    return timezone.now()


@pytest.fixture
def office():
    return SecretariatFactory(lets_translations_through=False)


@pytest.fixture
def draft(office):
    return ArticleFactory(secretariat=office, status="draft", publish_at=None)


def posted(client_of, office, role):
    return client_of(PostingFactory(secretariat=office, role=role).user)


def address(record, page="change/"):
    return f"/admin/news/article/{record.pk}/{page}"


def save(client, record, **data):
    return client.post(address(record), form_data(client.get(address(record))) | data)


@pytest.mark.parametrize(
    ("state", "place"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "review"}, "review"),
        ({"status": "approved"}, "approved"),
        ({"status": "published", "publish_at": now() + DAY}, "to come"),
        ({"status": "published", "publish_at": now() - DAY}, "public"),
        (
            {"status": "published", "publish_at": now() - DAY, "unpublish_at": now() - DAY / 2},
            "ended",
        ),
        ({"status": "withdrawn", "publish_at": now() - DAY}, "withdrawn"),
    ],
)
def test_place_of_a_record_is_its_state_and_what_the_clock_makes_of_it(state, place):
    assert place_of(ArticleFactory.build(secretariat=None, **state)) == place


@pytest.mark.parametrize(
    ("place", "powers", "codes"),
    [
        ("draft", WRITER, {"hand-in"}),
        ("review", WRITER, {"take-back"}),
        *((place, WRITER, set()) for place in ("approved", "to come", "public", "withdrawn")),
        ("draft", ALL_POWERS, {"hand-in", "publish", "publish-on", "approve"}),
        ("review", ALL_POWERS, {"publish", "publish-on", "approve", "return", "take-back"}),
        ("approved", ALL_POWERS, {"publish", "publish-on", "return"}),
        ("to come", ALL_POWERS, {"publish", "publish-on", "call-off"}),
        ("public", ALL_POWERS, {"withdraw"}),
        ("ended", ALL_POWERS, {"publish"}),
        ("withdrawn", ALL_POWERS, {"publish"}),
        ("draft", Powers(), set()),
    ],
)
def test_map_says_who_may_take_which_step(place, powers, codes):
    assert {step.code for step in steps_from(place, powers)} == codes


def test_what_readers_have_seen_becomes_no_draft_again():
    seen = ArticleFactory()
    for status in ("draft", "review", "approved"):
        with pytest.raises(ValidationError, match="What readers have seen"):
            refuse_move(seen, status, ALL_POWERS)
    assert states_in_reach(seen, ALL_POWERS) == {"published", "withdrawn"}


def test_what_is_to_come_may_be_called_off():
    coming = ArticleFactory(publish_at=now() + DAY)
    refuse_move(coming, "approved", ALL_POWERS)
    with pytest.raises(ValidationError, match="no step leads"):
        refuse_move(coming, "withdrawn", ALL_POWERS)


def test_publishing_keeps_a_day_that_is_past_and_gives_one_to_what_has_none(draft):
    begins = values_of(STEPS["publish"], draft)["publish_at"]
    assert abs(begins - now()) < timedelta(minutes=1)
    draft.publish_at = now() - 400 * DAY
    assert values_of(STEPS["publish"], draft)["publish_at"] == draft.publish_at


def test_publishing_again_clears_the_end_and_its_sentence():
    gone = ArticleFactory(
        status="withdrawn", unpublish_at=now() - DAY, withdrawal_note_en="It was wrong."
    )
    values = values_of(STEPS["publish"], gone)
    assert values["unpublish_at"] is None
    assert values["publish_at"] == gone.publish_at
    assert values["withdrawal_note_en"] == ""


def test_step_that_is_taken_is_kept_with_its_sentence(draft, office):
    user = PostingFactory(secretariat=office, role=Role.PUBLISHER).user
    step = STEPS["approve"]
    take(step, draft, user, values_of(step, draft), "Fine.")
    kept = TakenStep.objects.get()
    assert (kept.name, kept.sentence, kept.by, kept.version) == ("approve", "Fine.", user, 2)
    assert draft.past.first().history_change_reason == "step:approve"


# The form keeps to the map


def test_form_offers_the_states_that_one_step_leads_to(client_of, office, draft):
    offered = {}
    for role in (Role.EDITOR, Role.PUBLISHER):
        page = posted(client_of, office, role).get(address(draft))
        choices = page.context["adminform"].form.fields["status"].choices
        offered[role] = [value for value, words in choices]
    assert offered[Role.EDITOR] == ["draft", "review"]
    assert offered[Role.PUBLISHER] == ["draft", "review", "approved", "published"]


def test_form_refuses_a_move_that_no_step_makes(client_of, office):
    public = ArticleFactory(secretariat=office)
    response = save(posted(client_of, office, Role.PUBLISHER), public, status="draft")
    assert "What readers have seen is withdrawn" in response.text
    public.refresh_from_db()
    assert public.status == "published"


def test_nothing_begins_as_withdrawn(client_of, office):
    client = posted(client_of, office, Role.PUBLISHER)
    form = form_data(client.get("/admin/news/article/add/"))
    sent = {"title_en": "News", "slug": "news-x", "secretariat": office.pk, "status": "withdrawn"}
    response = client.post("/admin/news/article/add/", form | sent)
    assert "no step leads" in response.text
    assert not Article.objects.exists()


def test_change_to_many_keeps_to_the_map(client_of, office):
    public = ArticleFactory(secretariat=office)
    sent = {"seen": f"{public.pk}:{public.version}", "status": "draft", "whole": "on"}
    response = posted(client_of, office, Role.PUBLISHER).post("/admin/news/article/bulk/", sent)
    assert "What readers have seen is withdrawn" in response.text
    public.refresh_from_db()
    assert public.status == "published"


def test_approved_text_is_changed_by_an_editor_as_a_proposal(client_of, office, draft):
    Article.objects.filter(pk=draft.pk).update(status="approved")
    editor = posted(client_of, office, Role.EDITOR)
    assert save(editor, draft, title_en="Another").status_code == 302
    draft.refresh_from_db()
    assert draft.title_en != "Another"


# Author and approver


@pytest.fixture
def strict(office):
    office.wants_two_people = True
    office.save()
    return office


def test_author_does_not_publish_where_the_office_wants_two(client_of, strict, draft):
    publisher = posted(client_of, strict, Role.PUBLISHER)
    save(publisher, draft, title_en="Mine")
    response = save(publisher, draft, status="published", publish_at_0="2026-01-01")
    assert "The last change is yours" in response.text
    other = posted(client_of, strict, Role.PUBLISHER)
    times = {"publish_at_0": "2026-01-01", "publish_at_1": "09:00"}
    assert save(other, draft, status="published", **times).status_code == 302


def test_who_changes_and_publishes_at_once_is_refused_too(client_of, strict, draft):
    publisher = posted(client_of, strict, Role.PUBLISHER)
    response = save(publisher, draft, title_en="Mine", status="approved")
    assert "The last change is yours" in response.text


def test_where_the_office_does_not_mind_one_person_does_both(client_of, office, draft):
    publisher = posted(client_of, office, Role.PUBLISHER)
    assert save(publisher, draft, title_en="Mine", status="approved").status_code == 302


def test_steps_are_no_work_on_a_record(client_of, office, draft):
    editor, publisher = (
        PostingFactory(secretariat=office, role=role).user for role in (Role.EDITOR, Role.PUBLISHER)
    )
    save(client_of(editor), draft, title_en="Written by the editor")
    save(client_of(publisher), draft, status="approved")
    assert last_author(Article.objects.get()) == editor.pk


def test_of_an_accepted_proposal_the_work_is_the_proposers(client_of, office):
    public = ArticleFactory(secretariat=office)
    editor, publisher = (
        PostingFactory(secretariat=office, role=role).user for role in (Role.EDITOR, Role.PUBLISHER)
    )
    save(client_of(editor), public, title_en="Proposed")
    proposal = editor.proposals.get()
    change = proposal.changes.get()
    taken = {f"take-{change.pk}-title_en": "on", "accept": "1"}
    client_of(publisher).post(f"/admin/proposals/{proposal.pk}/", taken)
    public.refresh_from_db()
    assert public.title_en == "Proposed"
    assert last_author(public) == editor.pk


def test_old_version_brings_no_draft_back_of_what_readers_have_seen(client_of, office, draft):
    draft.title_en, draft.status, draft.publish_at = "Published", "published", now() - DAY
    draft.save()
    first = draft.past.earliest("history_id")
    where = address(draft, f"history/article/{first.history_id}/")
    page = posted(client_of, office, Role.PUBLISHER).post(where, {"seen_version": draft.version})
    assert "What readers have seen is withdrawn" in page.text
    draft.refresh_from_db()
    assert draft.status == "published"
