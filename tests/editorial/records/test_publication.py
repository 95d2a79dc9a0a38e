from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from editorial.records.publication import Publication
from news.models import Article
from tests.factories.news import ArticleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NOON = datetime(2026, 6, 15, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
Status = Publication.Status


def is_seen(article: Article, at: datetime) -> bool:
    """Whether the public sees the article; record and QuerySet must agree."""
    article.refresh_from_db()
    seen = Article.objects.public(at).filter(pk=article.pk).exists()
    assert article.is_public(at) is seen
    return seen


@pytest.mark.parametrize(("late", "seen"), [(-SECOND, False), (0 * SECOND, True), (SECOND, True)])
def test_article_appears_at_its_moment(late, seen):
    assert is_seen(ArticleFactory(publish_at=NOON), NOON + late) is seen


@pytest.mark.parametrize(("late", "seen"), [(-SECOND, True), (0 * SECOND, False), (SECOND, False)])
def test_article_vanishes_at_its_moment(late, seen):
    article = ArticleFactory(publish_at=NOON - SECOND * 9, unpublish_at=NOON)
    assert is_seen(article, NOON + late) is seen


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.WITHDRAWN])
def test_article_of_another_status_is_not_seen(status):
    assert not is_seen(ArticleFactory(status=status, publish_at=NOON), NOON + SECOND)


def test_article_is_judged_by_the_clock_where_no_moment_is_named():
    now = datetime.now(UTC)
    soon, just_now = ArticleFactory(publish_at=now + SECOND * 60), ArticleFactory(publish_at=now)
    assert list(Article.objects.public()) == [just_now]
    assert (soon.is_public(), just_now.is_public()) == (False, True)


moments = st.integers(-3, 3).map(lambda seconds: NOON + seconds * SECOND)


@settings(max_examples=60)
@given(
    status=st.sampled_from(Status),
    publish_at=st.none() | moments,
    unpublish_at=st.none() | moments,
    at=moments,
)
def test_record_and_queryset_agree_whatever_the_moments(status, publish_at, unpublish_at, at):
    assume(publish_at or status != Status.PUBLISHED)
    assume(not (publish_at and unpublish_at) or publish_at < unpublish_at)
    article = ArticleFactory(status=status, publish_at=publish_at, unpublish_at=unpublish_at)
    is_seen(article, at)


@pytest.mark.parametrize(
    "moments",
    [
        {"status": Status.PUBLISHED, "publish_at": None},
        {"publish_at": NOON, "unpublish_at": NOON},
        {"publish_at": NOON, "unpublish_at": NOON - SECOND},
    ],
)
def test_moments_that_make_no_sense_are_refused_by_database_and_form(moments):
    article = ArticleFactory()
    for name, value in moments.items():
        setattr(article, name, value)
    with pytest.raises(ValidationError):
        article.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        article.save()
