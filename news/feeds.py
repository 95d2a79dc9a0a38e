"""The latest news of each language as Atom feeds (RFC 4287): all, and by area and theme."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.languages import Text, active, fallback_label, text_in
from editorial.languages.addresses import absolute
from editorial.public.freshness import fresh_answer
from editorial.records.portal import portal_text
from editorial.texts.letters import printable
from editorial.texts.prose import safe_html
from members.models import Theme
from news.models import IN_FEEDS, Article, StoryQuerySet
from secretariats.models import Area

LATEST = 30
FRESH = 900  # seconds in caches: what is published at a moment is to be read soon after
BEGINNING = datetime(2012, 10, 19, tzinfo=UTC)  # the secretariat opened


class NewsFeed(Atom1Feed):
    """Atom whose entries say which language they are in, and carry the whole text.

    Few programs tell their readers the language of an entry: a note of ours in its text does.
    """

    def latest_post_date(self) -> datetime:
        """The last change of an entry. Without any it is a moment that stays."""
        return max((item["updateddate"] for item in self.items), default=BEGINNING)

    def item_attributes(self, item):
        return {**super().item_attributes(item), "xml:lang": item["title_text"].tag}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        title, summary, body = (item[f"{name}_text"] for name in IN_FEEDS)
        if summary or not body:
            add_html(handler, "summary", notes_on(title, summary) + escape(summary.value), summary)
        if body:
            add_html(handler, "content", notes_on(title, body) + safe_html(body.value), body)
        for theme in item["themes"]:
            label = printable(text_in(theme, "name").value)
            handler.addQuickElement("category", "", {"term": theme.slug, "label": label})


def add_html(handler, name: str, html: str, text: Text) -> None:
    """An element with ``html`` in the language of ``text``, where there is any."""
    if html:
        attributes = {"type": "html", "xml:lang": text.tag}
        handler.addQuickElement(name, printable(html), attributes)


def notes_on(*texts: Text) -> str:
    """What the page tells the reader of the languages of ``texts``, as HTML, each once."""
    labels = dict.fromkeys(fallback_label(text) for text in texts if text and text.has_note)
    return "".join(f'<p lang="{active().tag}">{escape(label)}</p>\n' for label in labels)


@dataclass(frozen=True)
class Feed:
    """What tells one feed from another: its title, its part of the address, and its list."""

    title: str
    part: str = ""
    query: str = ""


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The latest public articles for the active language."""
    title = _("News of %(site)s") % {"site": portal_text("name")}
    return feed_of(request, Article.objects.public(), Feed(title))


@require_safe
def area_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Those about one area. Raises Http404 for a code that is not one of ours.

    A code in small letters leads to its own address, which readers of feeds then keep.
    """
    area = get_object_or_404(Area, code=code.upper())
    if code != area.code:
        return redirect("news:area_feed", area.code, permanent=True)
    about = Feed(narrowed_title(area), f"areas/{code}/", f"?area={code}")
    return feed_of(request, area.articles.public(), about)


@require_safe
def theme_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Those about one theme. Raises Http404 for a slug that is not one of ours."""
    theme = get_object_or_404(Theme, slug=slug)
    about = Feed(narrowed_title(theme), f"themes/{slug}/", f"?theme={slug}")
    return feed_of(request, theme.articles.public(), about)


def narrowed_title(subject: Area | Theme) -> str:
    words = {"site": portal_text("name"), "name": text_in(subject, "name")}
    return _("News of %(site)s: %(name)s") % words


def feed_of(request: HttpRequest, articles: StoryQuerySet, about: Feed) -> HttpResponse:
    """The latest of ``articles``, for readers that come again and again."""
    site = {"site": portal_text("name")}
    feed = NewsFeed(
        title=printable(about.title),
        link=absolute(reverse("news:list") + about.query),
        description=_("News and announcements of %(site)s and its members") % site,
        language=active().tag,
        author_name=printable(portal_text("name").value),
        feed_url=absolute(reverse("news:feed") + about.part),
        feed_guid=tag(f"feed/{about.part}{active().tag}"),
    )
    own = articles.in_language()
    latest = own.select_related("secretariat").prefetch_related("themes")[:LATEST]
    for article in latest:
        feed.add_item(**entry(article))
    return fresh_answer(
        request,
        lambda: feed.writeString("utf-8").encode(),
        content_type=feed.content_type,
        changed=max([feed.latest_post_date(), *(article.updated_at for article in latest)]),
        seconds=FRESH,
    )


def entry(article: Article) -> dict[str, Any]:
    """What the feed says of one article. No description: NewsFeed writes it with its language."""
    title, office = text_in(article, "title"), article.secretariat
    author = text_in(office, "name")
    return {
        "title": printable(title.value),
        "link": absolute(reverse("news:article", args=[article.slug])),
        "description": None,
        "unique_id": entry_id(article),
        "author_name": printable(author.value) if office.is_public() else None,
        "pubdate": article.publish_at,
        "updateddate": article.changed_in_feed(active()),
        "themes": article.themes.all(),
        "title_text": title,
        "summary_text": text_in(article, "summary"),
        "body_text": text_in(article, "body"),
    }


def entry_id(article: Article) -> str:
    return tag(f"{article.pk}/{active().tag}")


def tag(name: str) -> str:
    """A tag URI (RFC 4151): what has it keeps it when its address changes."""
    return f"tag:{settings.SITE.hostname},2026:news/{name}"
