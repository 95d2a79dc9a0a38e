"""Pages of news and events."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from editorial.languages import languages_of, text_in
from editorial.public.cards import card_response
from editorial.public.freshness import fresh_answer
from editorial.public.tidy_queries import to_shared_address
from editorial.records.portal import english_name
from editorial.screens.previews import Preview
from news import cards
from news.calendars import FRESH, calendar_of
from news.filters import ArticleFilter, shortened
from news.models import Article, Event, StoryQuerySet
from news.sitemaps import story_page
from news.structured import article_data, event_data


class LenientListView(ListView):
    """A list that answers any page number with the nearest page, and says what it left out."""

    paginate_by = 20

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        asked = self.request.GET.get("page") or "1"
        page = paginator.get_page(asked)
        self.left_out = [] if asked == str(page.number) else [shortened("page", asked)]
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"left_out": self.left_out}


class ArticleListView(LenientListView):
    template_name = "news/article_list.html"

    def get(self, request, *args, **kwargs):
        articles = Article.objects.public().brief().prefetch_related("themes")
        self.filter = ArticleFilter(request.GET, articles)
        moved = to_shared_address(request, self.filter.data)
        return moved or super().get(request, *args, **kwargs)

    def get_queryset(self):
        return self.filter.qs

    def get_paginator(self, queryset, per_page, *args, **kwargs):
        """One that counts nothing anew."""
        paginator = super().get_paginator(queryset, per_page, *args, **kwargs)
        paginator.count = self.filter.total
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(filter=self.filter, **kwargs)
        return context | {
            "facets": self.filter.facets(),
            "chosen": list(self.filter.chosen()),
            "left_out": [*self.filter.left_out, *self.left_out],
        }


class StoryDetailView(DetailView):
    """What the pages of an article and of an event share."""

    def gate(self) -> StoryQuerySet:
        """The stories that have a page."""
        return self.model.objects.public()

    def get_queryset(self):
        return self.gate().with_links()

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
        articles = Article.objects.public().brief()
        return super().get_context_data(
            newer=articles.after(self.object).first(),
            older=articles.before(self.object).first(),
            structured=article_data(self.object),
            **kwargs,
        )


class EventListView(LenientListView):
    """The events that are coming, and below them, page by page, the past ones."""

    template_name = "news/event_list.html"

    def get_queryset(self):
        return Event.objects.public().brief().past()

    def get_context_data(self, **kwargs):
        return super().get_context_data(coming=Event.objects.public().brief().coming(), **kwargs)


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
