"""Pages of news and events."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from editorial.languages import languages_of, text_in
from editorial.public.cards import card_response
from editorial.public.freshness import fresh_answer
from editorial.public.gone import withdrawn_page
from editorial.records.portal import english_name
from editorial.screens.previews import Preview
from news import cards
from news.calendars import FRESH, calendar_of
from news.filters import ArticleFilter, EventFilter
from news.lists import StoryListView
from news.models import Article, Event, StoryQuerySet
from news.prominence import MOST_PINNED, has_pinned
from news.sitemaps import story_page
from news.structured import article_data, event_data


class ArticleListView(StoryListView):
    template_name = "news/article_list.html"
    filterset = ArticleFilter

    def stories(self):
        return Article.objects.public().brief().prefetch_related("themes")

    def get_context_data(self, **kwargs):
        return super().get_context_data(pinned=self.pinned(), **kwargs)

    def pinned(self) -> Iterable[Article]:
        """What stands at the head of the list where nothing is asked of it. A query if any does."""
        if not has_pinned() or self.filter.asked or "page" in self.request.GET:
            return ()
        return Article.objects.public().pinned().in_language().brief()[:MOST_PINNED]


class StoryDetailView(DetailView):
    """What the pages of an article and of an event share."""

    def gate(self) -> StoryQuerySet:
        """The stories that have a page."""
        return self.model.objects.public()

    def get_queryset(self):
        return self.gate().with_links()

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return withdrawn_page(
                request, self.model.objects.all(), kwargs.get("slug", ""), "title"
            )

    def get_context_data(self, **kwargs):
        title = text_in(self.object, "title")
        return super().get_context_data(
            main_text=text_in(self.object, "body"),
            title=title,
            description=text_in(self.object, "summary") or title,
            alternates=story_page(self.object).alternates(),
            written_in=languages_of(self.object, "body"),
            **kwargs,
        )


class ArticleDetailView(StoryDetailView):
    model = Article

    def get_context_data(self, **kwargs):
        articles = Article.objects.public().brief().in_language()
        return super().get_context_data(
            newer=articles.after(self.object).first(),
            older=articles.before(self.object).first(),
            structured=article_data(self.object),
            **kwargs,
        )


class EventListView(StoryListView):
    """The events that are coming, and below them, page by page, the past ones."""

    template_name = "news/event_list.html"
    filterset = EventFilter

    def stories(self):
        return Event.objects.public().brief().latest_first()

    def get_queryset(self):
        return self.shown().past()

    def total(self) -> int:
        return self.filter.total_past

    def get_context_data(self, **kwargs):
        coming = self.shown().coming()
        return super().get_context_data(coming=coming, told_coming=self.told(coming), **kwargs)


class EventDetailView(StoryDetailView):
    model = Event

    def get_context_data(self, **kwargs):
        event, host = self.object, self.object.listed_host()
        return super().get_context_data(
            host=host,
            marked_title=event.marked(text_in(event, "title")),
            structured=event_data(event, host),
            **kwargs,
        )


class ArticlePreview(Preview, ArticleDetailView):
    """The page of an article that need not be public."""


class EventPreview(Preview, EventDetailView):
    """The page of an event that need not be public."""


@require_safe
def article_card(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.public().with_links(), slug=slug)
    return card_response(request, cards.article_card(article))


@require_safe
def event_card(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.public().with_links(), slug=slug)
    return card_response(request, cards.event_card(event))


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """All public events, for a calendar that subscribes."""
    events = Event.objects.public().for_calendars()
    return calendar_response(request, events, f"{slugify(english_name())}.ics")


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.public(), slug=slug)
    return calendar_response(request, [event], f"{event.slug}.ics")


def calendar_response(request: HttpRequest, events: Iterable[Event], filename: str) -> HttpResponse:
    events = list(events)
    response = fresh_answer(
        request,
        lambda: calendar_of(events),
        content_type="text/calendar; charset=utf-8",
        changed=max((event.updated_at for event in events), default=None),
        seconds=FRESH,
    )
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response
