"""Links that let somebody without an account do one thing: only the hash of a token is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.links.models import AccessLink, digest_of, make_link
from editorial.links.retention import LINK_KEPT, forget_old_links
from tests.factories.editorial import UserFactory
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db

PREVIEW = AccessLink.Purpose.PREVIEW
DAY = timedelta(days=1)


def made(lasts=DAY):
    return make_link(ArticleFactory(), PREVIEW, UserFactory(), lasts)


def test_token_is_stored_nowhere():
    link, token = made()
    assert token not in str(AccessLink.objects.values().get())
    assert link.digest == digest_of(token)
    assert len(token) >= 43


def test_link_is_found_by_its_token_and_purpose_alone():
    link, token = made()
    assert AccessLink.objects.by_token(token, PREVIEW) == link
    assert AccessLink.objects.by_token(token[:-1], PREVIEW) is None
    assert AccessLink.objects.by_token(link.digest, PREVIEW) is None
    assert AccessLink.objects.by_token(token, "confirm") is None


def test_link_ends_at_its_time_or_when_it_is_taken_back():
    link, _token = made()
    assert link.is_open
    link.revoke()
    first = link.revoked_at
    link.revoke()
    assert not link.is_open and link.revoked_at == first
    assert not made(lasts=-DAY)[0].is_open


def test_first_opening_is_kept():
    link, _token = made()
    link.note_opening()
    link.refresh_from_db()
    first = link.opened_at
    link.note_opening()
    AccessLink.objects.get(pk=link.pk).note_opening()
    link.refresh_from_db()
    assert first is not None and link.opened_at == first


def test_links_that_ended_long_ago_are_forgotten():
    made(lasts=-(LINK_KEPT + DAY))
    kept, _token = made(lasts=-DAY)
    forget_old_links()
    assert AccessLink.objects.get() == kept
    assert kept.expires_at < timezone.now()
