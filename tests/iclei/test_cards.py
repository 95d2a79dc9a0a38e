"""The cards of the whole sample: each says what it should, in every language."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.utils import translation

from editorial.languages import LANGUAGES
from editorial.public.cards import Card
from iclei.cards import site_card
from iclei.sample.loading import load_sample
from members.cards import member_card, theme_card
from members.models import Member, Theme
from news.cards import article_card, event_card
from news.models import Article, Event
from secretariats.cards import office_card
from secretariats.models import Secretariat
from tests.factories.members import ListedMemberFactory, MemberFactory

pytestmark = pytest.mark.django_db

PLACE = {"latitude": 37.3, "longitude": 127.0}


@pytest.fixture
def sample(settings, tmp_path):
    with override_settings(VAR_DIR=tmp_path):
        load_sample(settings.BASE_DIR / "sample", lambda *report: None)


def all_cards() -> Iterator[Card]:
    yield site_card()
    yield from (member_card(m) for m in Member.objects.listed().select_related("area"))
    yield from (theme_card(theme) for theme in Theme.objects.all())
    yield from (office_card(office) for office in Secretariat.objects.public())
    yield from (article_card(article) for article in Article.objects.public().with_links())
    yield from (event_card(event) for event in Event.objects.public().with_links())


def test_no_card_of_the_sample_lacks_a_glyph(sample):
    for language in LANGUAGES:
        with translation.override(language.code):
            cards = list(all_cards())
            assert len(cards) > 100
            assert [card.title for card in cards if not card.is_covered] == []


def test_site_card_shows_listed_members_only():
    ListedMemberFactory(**PLACE)
    MemberFactory(latitude=36.0, longitude=128.0)
    assert site_card().picture.dots == ((127.0, 37.3),)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_site_has_a_card_in_each_language(client, language):
    response = client.get(f"/{language.code}/card.png")
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
