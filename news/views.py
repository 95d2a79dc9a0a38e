"""Pages of news and events."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, ListView

from editorial.languages import languages_of, text_in
from editorial.previews import Preview
from members.models import Member
from news.calendars import calendar_of
from news.filters import ArticleFilter, shortened
from news.models import Article, Event, StoryQuerySet
from news.sitemaps import story_page


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

    def get_queryset(self):
        articles = Article.objects.public().prefetch_related("themes")
        self.filter = ArticleFilter(self.request.GET, articles)
        return self.filter.qs

    def get_context_data(self, **kwargs):
        context = super().get_context_data(filter=self.filter, **kwargs)
        return context | {"left_out": [*self.filter.left_out, *self.left_out]}


class StoryDetailView(DetailView):
    """What the pages of an article and of an event share."""

    def gate(self) -> StoryQuerySet:
        """The stories that have a page."""
        return self.model.objects.public()

    def get_queryset(self):
        listed = Member.objects.listed().in_order().select_related("area")
        stories = self.gate().select_related("secretariat")
        return stories.prefetch_related(
            "themes", "areas", Prefetch("members", queryset=listed, to_attr="listed_members")
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


class EventListView(LenientListView):
    """The events that are coming, and below them, page by page, the past ones."""

    template_name = "news/event_list.html"

    def get_queryset(self):
        return Event.objects.public().past()

    def get_context_data(self, **kwargs):
        return super().get_context_data(coming=Event.objects.public().coming(), **kwargs)


class EventDetailView(StoryDetailView):
    model = Event

    def get_context_data(self, **kwargs):
        hosts = Member.objects.listed().filter(pk=self.object.host_member_id)
        return super().get_context_data(host=hosts.first(), **kwargs)


class ArticlePreview(Preview, ArticleDetailView):
    """The page of an article that need not be public."""


class EventPreview(Preview, EventDetailView):
    """The page of an event that need not be public."""


def calendar(request):
    """All public events, for a calendar that subscribes."""
    return calendar_response(Event.objects.public(), "iclei-east-asia.ics")


def event_calendar(request, slug: str):
    event = get_object_or_404(Event.objects.public(), slug=slug)
    return calendar_response([event], f"{event.slug}.ics")


def calendar_response(events, filename: str) -> HttpResponse:
    return HttpResponse(
        calendar_of(events),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{filename}"'},
    )
