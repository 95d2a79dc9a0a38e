"""A story goes out in its languages together, or as each is ready; it never waits in silence."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from news.language_field import LanguagesField
from news.models import Article, Event
from news.release_languages import are_languages, in_order
from secretariats.models import Posting
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

Role = Posting.Role
DAY = timedelta(days=1)
TOGETHER = {"go_out_together": True, "wanted_languages": "en,ko,ja"}


@pytest.fixture
def office():
    return SecretariatFactory(lets_translations_through=False)


@pytest.fixture
def publisher(client_of, office):
    return client_of(PostingFactory(secretariat=office, role=Role.PUBLISHER).user)


@pytest.fixture(params=[ArticleFactory, EventFactory])
def story(request, office):
    return request.param(secretariat=office, title_en="Call", title_ko="공모", **TOGETHER)


def status_of(story, code="en"):
    return Client().get(f"/{code}/{story.slug_prefix}/{story.slug}/").status_code


def address(story, page="change/"):
    return f"/admin/{story._meta.label_lower.replace('.', '/')}/{story.pk}/{page}"


def test_story_with_a_language_missing_does_not_go_out(story):
    assert story.waits_for_languages
    assert not story.is_public()
    assert status_of(story) == 404
    assert "Call" not in Client().get("/en/search/?q=call").text.partition("<main")[2].replace(
        'value="call"', ""
    ).replace("“call”", "")


def test_it_goes_out_in_all_when_the_last_is_there(story):
    story.title_ja = "募集"
    story.save()
    assert not story.waits_for_languages
    assert {status_of(story, code) for code in ("en", "ko", "ja", "zh-hans")} == {200}


def test_what_is_out_stays_out(story):
    story.title_ja = "募集"
    story.save()
    story.title_ja = ""
    story.save()
    assert story.is_public()
    story.wanted_languages = "en,ko,ja,zh-hans"
    story.save()
    assert story.is_public()


def test_story_as_ready_waits_for_nothing(office):
    ready = ArticleFactory(secretariat=office, wanted_languages="en,ko")
    assert ready.is_public()


def test_urgent_article_waits_for_nothing(office):
    urgent = ArticleFactory(secretariat=office, urgent_until=timezone.now() + DAY, **TOGETHER)
    assert urgent.is_public()


def test_draft_does_not_wait_and_is_told_once_it_is_published(publisher, office):
    draft = ArticleFactory(secretariat=office, status="draft", publish_at=None, **TOGETHER)
    assert not draft.waits_for_languages
    sent = {"seen": draft.version}
    page = publisher.post(address(draft, "step/publish/"), sent, follow=True).text
    assert "it waits for 한국어, 日本語" in page
    assert status_of(draft) == 404


def test_ready_languages_are_released_by_a_step(publisher, story):
    story.refresh_from_db()
    page = publisher.get(address(story)).text
    assert 'value="release-ready"' in page
    assert "Waits for its languages" in page
    publisher.post(address(story, "step/release-ready/"), {"seen": story.version})
    story.refresh_from_db()
    assert story.is_public() and not story.go_out_together
    assert timezone.now() - story.publish_at < timedelta(minutes=1)


def test_step_keeps_a_moment_that_is_to_come(publisher, office):
    coming = timezone.now() + DAY
    story = ArticleFactory(secretariat=office, publish_at=coming, **TOGETHER)
    publisher.post(address(story, "step/release-ready/"), {"seen": story.version})
    story.refresh_from_db()
    assert story.publish_at == coming and not story.waits_for_languages


def test_what_never_went_out_has_no_page_that_is_gone(story):
    story.unpublish_at = timezone.now() - DAY
    story.publish_at = timezone.now() - 2 * DAY
    story.save()
    assert status_of(story) == 404


def test_desk_is_told_of_what_waits(publisher, story):
    page = publisher.get("/admin/")
    blocks = {str(section.words): found for section, found in page.context["waiting"]}
    (entry,) = blocks["Waiting for languages"][0].entries
    assert "日本語" in entry.note
    assert entry.called == "Call"
    listed = publisher.get(f"{address(story).partition(str(story.pk))[0]}?when=languages")
    assert listed.context["cl"].result_count == 1


def test_form_ticks_the_languages(publisher, office):
    story = ArticleFactory(secretariat=office)
    form = form_data(publisher.get(address(story)))
    chosen = {"go_out_together": "on", "wanted_languages": ["ja", "en"]}
    assert publisher.post(address(story), form | chosen).status_code == 302
    story.refresh_from_db()
    assert story.wanted_languages == "en,ja"
    shown = publisher.get(address(story)).context["adminform"].form["wanted_languages"].value()
    assert shown in ("en,ja", ["en", "ja"])
    assert story.is_public()


def test_form_that_changes_nothing_makes_no_version(publisher, office):
    story = ArticleFactory(secretariat=office, wanted_languages="en,ja")
    sent = form_data(publisher.get(address(story)))
    publisher.post(address(story), sent)
    assert story.past.count() == 1


@pytest.mark.parametrize("written", ["fr", "en,xx", "EN"])
def test_other_languages_are_refused(written):
    with pytest.raises(ValidationError):
        are_languages(written)


def test_languages_are_kept_in_one_order():
    assert in_order(["zh-hans", "en", "en"]) == "en,zh-hans"
    field = LanguagesField()
    assert field.clean(["ja", "ko"]) == "ko,ja"
    assert not field.has_changed("ko,ja", ["ja", "ko"])
    assert field.has_changed("ko,ja", ["ko"])
    assert field.prepare_value("ko,ja") == ["ko", "ja"]


@pytest.mark.parametrize("model", [Article, Event])
def test_gate_of_many_is_that_of_one(model, story):
    shown = model.objects.public().filter(pk=story.pk).exists()
    assert shown is (isinstance(story, model) and story.is_public())
