from django.urls import reverse

from editorial.sitemaps import Page, latest, written_in
from news.models import Article, Event


def pages() -> list[Page]:
    """Public articles and events, each after its list."""
    articles = [story_page(a) for a in Article.objects.public()]
    events = [story_page(e) for e in Event.objects.public()]
    return [
        Page(reverse("news:list"), latest(articles)),
        *articles,
        Page(reverse("news:events"), latest(events)),
        *events,
    ]


def story_page(story: Article | Event) -> Page:
    view = "news:article" if isinstance(story, Article) else "news:event"
    path = reverse(view, args=[story.slug])
    return Page(path, story.updated_at, written_in(story, "body"))
