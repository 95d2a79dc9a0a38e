"""The pages of steps: what a step asks, what it refuses, and what came of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from editorial.records.models import TakenStep
from secretariats.models import Posting
from tests.factories.members import ListedMemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import ForbiddenVariantFactory, PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

Role = Posting.Role
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return SecretariatFactory(lets_translations_through=False)


@pytest.fixture
def draft(office):
    return ArticleFactory(secretariat=office, status="draft", publish_at=None)


@pytest.fixture
def editor(client_of, office):
    return client_of(PostingFactory(secretariat=office, role=Role.EDITOR).user)


@pytest.fixture
def publisher(client_of, office):
    return client_of(PostingFactory(secretariat=office, role=Role.PUBLISHER).user)


def address(record, page="change/"):
    return f"/admin/{record._meta.label_lower.replace('.', '/')}/{record.pk}/{page}"


def take(client, record, code, **data):
    record.refresh_from_db()
    seen = {"seen": record.version}
    response = client.post(address(record, f"step/{code}/"), seen | data, follow=True)
    record.refresh_from_db()
    return response


def test_editor_hands_in_and_takes_back(editor, draft):
    assert "It was handed in for review." in take(editor, draft, "hand-in").text
    assert draft.status == "review"
    take(editor, draft, "take-back")
    assert draft.status == "draft"


@pytest.mark.parametrize("code", ["approve", "publish", "publish-on", "return", "withdraw"])
def test_editor_takes_no_step_of_a_publisher(editor, draft, code):
    assert editor.get(address(draft, f"step/{code}/")).status_code == 403
    assert take(editor, draft, code).status_code == 403
    assert draft.status == "draft"


def test_publisher_of_another_office_finds_no_step(client_of, draft):
    stranger = client_of(PostingFactory(role=Role.PUBLISHER).user)
    assert stranger.get(address(draft, "step/publish/")).status_code in (302, 404)
    take(stranger, draft, "publish")
    assert draft.status == "draft"


def test_unknown_step_is_no_page(publisher, draft):
    assert publisher.get(address(draft, "step/leap/")).status_code == 404


def test_publishing_now_is_public_at_once(publisher, draft):
    assert "Readers see it now." in take(publisher, draft, "publish").text
    assert draft.is_public()
    assert Client().get(f"/en/news/{draft.slug}/").status_code == 200


def test_publishing_on_a_moment_is_read_by_the_clock_of_the_portal(publisher, draft):
    day = timezone.localdate() + DAY
    response = take(publisher, draft, "publish-on", due_at=f"{day}T09:00")
    assert draft.publish_at == datetime(*day.timetuple()[:3], 9, tzinfo=ZoneInfo("Asia/Seoul"))
    assert "Readers see it from" in response.text
    assert Client().get(f"/en/news/{draft.slug}/").status_code == 404


@pytest.mark.parametrize("moment", ["", "soon", "2020-01-01T09:00", "2199-01-01T09:00"])
def test_moment_that_is_none_or_past_is_refused_and_what_was_typed_is_kept(
    publisher, draft, moment
):
    response = take(publisher, draft, "publish-on", due_at=moment, sentence="At noon.")
    assert draft.status == "draft"
    assert "At noon." in response.text
    assert response.context["form"].errors["due_at"]


def test_returning_wants_a_sentence_which_stands_above_the_form(editor, publisher, draft):
    take(editor, draft, "hand-in")
    take(publisher, draft, "return", sentence="  ")
    assert draft.status == "review"
    take(publisher, draft, "return", sentence="The figure is of 2019.")
    assert draft.status == "draft"
    assert "The figure is of 2019." in editor.get(address(draft)).text
    take(editor, draft, "hand-in")
    assert "The figure is of 2019." not in editor.get(address(draft)).text


def test_sentence_of_a_step_stands_in_the_history(publisher, draft):
    take(publisher, draft, "approve", sentence="Checked with the city.")
    page = publisher.get(address(draft, "history/")).text
    assert "Checked with the city." in page
    assert "approved" in page


def test_calling_off_leaves_it_approved(publisher, draft):
    take(publisher, draft, "publish-on", due_at=f"{timezone.localdate() + DAY}T09:00")
    take(publisher, draft, "call-off")
    assert (draft.status, draft.publish_at) == ("approved", None)


def test_step_that_is_not_open_any_more_says_where_the_record_stands(publisher, draft):
    take(publisher, draft, "publish")
    response = take(publisher, draft, "publish")
    assert "This step is not open any more" in response.text
    assert TakenStep.objects.count() == 1


def test_step_of_a_page_that_is_outdated_is_refused(publisher, draft):
    draft.title_en = "Changed by somebody"
    draft.save()
    response = take(publisher, draft, "publish", seen=1)
    assert "Somebody saved this record since" in response.text
    assert draft.status == "draft"


def test_author_meets_the_refusal_where_two_people_are_wanted(publisher, draft, office):
    office.wants_two_people = True
    office.save()
    publisher.post(address(draft), form_data(publisher.get(address(draft))) | {"title_en": "Mine"})
    assert "The last change is yours" in publisher.get(address(draft, "step/publish/")).text
    take(publisher, draft, "publish")
    assert draft.status == "draft"
    take(publisher, draft, "hand-in")
    assert draft.status == "review"


def test_forbidden_words_are_refused_at_the_step(publisher, draft):
    ForbiddenVariantFactory(text="Republic of Korea")
    draft.title_en = "News from the Republic of Korea"
    draft.save()
    response = take(publisher, draft, "publish")
    assert draft.status == "draft"
    assert response.context["errors"]


# Withdrawing


@pytest.mark.parametrize(
    ("make", "page"), [(ArticleFactory, "news/{}/"), (EventFactory, "events/{}/")]
)
def test_withdrawn_page_is_gone_in_five_languages_and_says_why(publisher, office, make, page):
    story = make(secretariat=office, title_en="Open call")
    notes = {"withdrawal_note_en": "The call was moved.", "withdrawal_note_ko": "연기되었습니다."}
    take(publisher, story, "withdraw", sentence="Budget.", **notes)
    assert story.status == "withdrawn"
    for code in ("en", "zh-hant", "ko", "ja", "zh-hans"):
        response = Client().get(f"/{code}/{page.format(story.slug)}")
        assert response.status_code == 410
        assert "Open call" in response.text
        told = "연기되었습니다." if code == "ko" else "The call was moved."
        assert told in response.text
        assert "Budget." not in response.text
    assert "Open call" not in Client().get("/en/news/").text


def test_withdrawing_wants_a_sentence_in_the_language_of_the_source(publisher, office):
    story = ArticleFactory(secretariat=office, source_language="ko", title_ko="공모")
    response = take(publisher, story, "withdraw", withdrawal_note_en="Moved.")
    assert story.status == "published"
    assert response.context["form"].errors.keys() == {"withdrawal_note_ko"}


def test_member_without_such_a_text_is_withdrawn_too(publisher, office):
    city = ListedMemberFactory(secretariat=office, name_en="Suwon")
    take(publisher, city, "withdraw")
    response = Client().get(f"/ko/members/{city.slug}/")
    assert response.status_code == 410
    assert "noindex" in response.text


def test_what_is_withdrawn_can_be_published_again(publisher, office):
    story = ArticleFactory(secretariat=office)
    begun = story.publish_at
    take(publisher, story, "withdraw", withdrawal_note_en="Wrong.")
    take(publisher, story, "publish")
    assert (story.publish_at, story.unpublish_at, story.withdrawal_note_en) == (begun, None, "")
    assert Client().get(f"/en/news/{story.slug}/").status_code == 200


def test_note_is_a_field_of_the_form_only_while_it_is_withdrawn(publisher, office):
    story = ArticleFactory(secretariat=office)
    field = 'name="withdrawal_note_en"'
    assert field not in publisher.get(address(story)).text
    take(publisher, story, "withdraw", withdrawal_note_en="Wrong.")
    assert field in publisher.get(address(story)).text


# From the form


def test_form_offers_the_steps_and_saves_before_it_leads_to_one(editor, publisher, draft):
    page = editor.get(address(draft))
    assert [step.code for step in page.context["steps"]] == ["hand-in"]
    sent = form_data(page) | {"title_en": "Written", "_step": "hand-in"}
    response = editor.post(address(draft), sent)
    assert response.headers["Location"] == address(draft, "step/hand-in/")
    draft.refresh_from_db()
    assert (draft.title_en, draft.status) == ("Written", "draft")
    assert 'value="withdraw"' not in publisher.get(address(draft)).text


def test_unknown_step_of_a_form_only_saves(editor, draft):
    sent = form_data(editor.get(address(draft))) | {"title_en": "Written", "_step": "leap"}
    assert editor.post(address(draft), sent).headers["Location"] == "/admin/news/article/"


def test_save_bar_says_what_is_to_come(publisher, draft):
    take(publisher, draft, "publish-on", due_at=f"{timezone.localdate() + DAY}T09:00")
    page = publisher.get(address(draft))
    assert "To be published" in page.text
    assert "Readers do not see this record: saving keeps it for staff." in page.text
