from django.db.models.functions import Greatest
from django.urls import reverse

from editorial.public.sitemaps import SitemapPage, SitemapRecords, written_in
from news.models import Article, Event


def kinds() -> list[SitemapRecords]:
    """Public articles and events."""
    return [
        SitemapRecords(
            "news",
            Article.objects.public(),
            list_view="news:list",
            view="news:article",
            text="body",
            changed=Greatest("updated_at", "publish_at"),
            order=("publish_at", "pk"),
        ),
        SitemapRecords(
            "events",
            Event.objects.public(),
            list_view="news:events",
            view="news:event",
            text="body",
            changed=Greatest("updated_at", "publish_at"),
        ),
    ]


def story_page(story: Article | Event) -> SitemapPage:
    view = "news:article" if isinstance(story, Article) else "news:event"
    path = reverse(view, args=[story.slug])
    return SitemapPage(path, story.updated_at, written_in(story, "body"))
