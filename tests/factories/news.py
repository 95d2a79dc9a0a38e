from datetime import UTC, datetime

import factory

from editorial.records.publication import Publication
from news.models import Article, Event
from tests.factories.members import LONG_AGO
from tests.factories.secretariats import SecretariatFactory


class StoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    picture_credit = "A. Maker"
    picture_licence = "cc-by"
    slug = factory.Sequence(lambda n: f"story-{n}")
    title_en = factory.Sequence(lambda n: f"Story {n}")
    secretariat = factory.SubFactory(SecretariatFactory)
    status = Publication.Status.PUBLISHED
    publish_at = LONG_AGO


class ArticleFactory(StoryFactory):
    class Meta:
        model = Article


class EventFactory(StoryFactory):
    class Meta:
        model = Event

    starts_at = datetime(2030, 5, 1, 1, tzinfo=UTC)
    ends_at = datetime(2030, 5, 1, 9, tzinfo=UTC)
