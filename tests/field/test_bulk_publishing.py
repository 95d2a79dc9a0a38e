"""Many drafts are published at once: now, or at a moment, as a form of each would do it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from editorial.records.publication import Publication
from members.models import Member
from news.models import Article, Event
from secretariats.models import Posting
from tests.editorial.sheets.test_bulk import asked, change
from tests.factories.members import LONG_AGO, MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Status = Publication.Status
NEWS, EVENTS = "/admin/news/article/", "/admin/news/event/"
DRAFT = {"status": Status.DRAFT, "publish_at": None}


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture
def publisher(client_of, office):
    """A client of somebody who publishes at the office and works in Tokyo."""
    posting = PostingFactory(secretariat=office, role=Posting.Role.PUBLISHER)
    posting.user.time_zone = "Asia/Tokyo"
    posting.user.save()
    return client_of(posting.user)


@pytest.mark.parametrize(
    ("factory", "where"), [(ArticleFactory, NEWS), (EventFactory, EVENTS), (MemberFactory, None)]
)
def test_drafts_without_a_moment_are_published_now(publisher, office, factory, where):
    drafts = [factory(secretariat=office, **DRAFT) for _ in range(2)]
    before = timezone.now()
    answer = change(publisher, drafts, *filter(None, [where]), status="published")
    assert answer.status_code == 302
    for record in type(drafts[0]).objects.all():
        assert record.status == Status.PUBLISHED
        assert before <= record.publish_at <= timezone.now()


def test_moment_is_read_in_the_time_zone_that_the_page_names(publisher, office):
    """That of the portal; the page names the user's beside it."""
    drafts = [ArticleFactory(secretariat=office, **DRAFT) for _ in range(2)]
    page = asked(publisher, drafts, NEWS).text
    assert "By the clock of Seoul (UTC+09:00). Yours is that of Tokyo (UTC+09:00)." in page
    moment = {"publish_at_0": "2031-03-04", "publish_at_1": "09:30"}
    assert change(publisher, drafts, NEWS, status="published", **moment).status_code == 302
    moments = set(Article.objects.values_list("publish_at", flat=True))
    assert moments == {datetime(2031, 3, 4, 0, 30, tzinfo=UTC)}


def test_record_that_has_a_moment_keeps_it(publisher, office):
    withdrawn = EventFactory(secretariat=office, status=Status.WITHDRAWN, publish_at=LONG_AGO)
    draft = EventFactory(secretariat=office, **DRAFT)
    moment = {"publish_at_0": "2031-03-04", "publish_at_1": "09:30"}
    change(publisher, [withdrawn, draft], EVENTS, status="published", **moment)
    assert Event.objects.get(pk=withdrawn.pk).publish_at == LONG_AGO
    assert Event.objects.get(pk=draft.pk).publish_at.year == 2031


@pytest.mark.parametrize("status", ["", "review", "withdrawn"])
def test_moment_without_publishing_is_refused_in_words(publisher, office, status):
    draft = ArticleFactory(secretariat=office, **DRAFT)
    moment = {"publish_at_0": "2031-03-04", "publish_at_1": "09:30"}
    answer = change(publisher, [draft], NEWS, status=status, **moment)
    assert "Choose “Published” as well" in answer.text
    assert 'value="2031-03-04"' in answer.text
    assert Article.objects.get().status == Status.DRAFT


@pytest.mark.parametrize("moment", [("2031-03-04", ""), ("tomorrow", "09:30")])
def test_half_a_moment_is_no_moment(publisher, office, moment):
    draft = ArticleFactory(secretariat=office, **DRAFT)
    given = dict(zip(("publish_at_0", "publish_at_1"), moment, strict=True))
    answer = change(publisher, [draft], NEWS, status="published", **given)
    assert answer.context["form"].errors["publish_at"]
    assert Article.objects.get().status == Status.DRAFT


def test_what_ended_before_the_moment_is_named(publisher, office):
    ended = timezone.now() - timedelta(days=1)
    draft = MemberFactory(secretariat=office, unpublish_at=ended, **DRAFT)
    answer = change(publisher, [draft], status="published")
    assert "The time of withdrawal must be after the time of publication." in answer.text
    assert Member.objects.get().publish_at is None


def test_who_may_not_publish_is_offered_no_moment(client_of, office):
    editor = client_of(PostingFactory(secretariat=office, role=Posting.Role.EDITOR).user)
    draft = ArticleFactory(secretariat=office, **DRAFT)
    assert "publish_at" not in asked(editor, [draft], NEWS).context["form"].fields
    change(editor, [draft], NEWS, status="published", publish_at_0="2031-03-04")
    assert Article.objects.get().status == Status.DRAFT


def test_publisher_elsewhere_publishes_nothing_here(client_of, office):
    posting = PostingFactory(secretariat=office, role=Posting.Role.EDITOR)
    PostingFactory(user=posting.user, role=Posting.Role.PUBLISHER)
    draft = ArticleFactory(secretariat=office, **DRAFT)
    answer = change(client_of(posting.user), [draft], NEWS, status="published")
    assert "You may not publish here." in answer.text
    assert Article.objects.values_list("status", "publish_at").get() == (Status.DRAFT, None)
