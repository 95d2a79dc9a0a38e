"""The latest news as an Atom feed (RFC 4287), one for each language."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from editorial.context_processors import absolute
from editorial.languages import Text, active, text_in
from editorial.prose import clean_html
from news.models import Article

LATEST = 30
#: What XML 1.0 cannot hold.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NewsFeed(Atom1Feed):
    """Atom whose entries say which language they are in, and carry the whole text."""

    def item_attributes(self, item):
        return {**super().item_attributes(item), "xml:lang": item["title_text"].tag}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        add_html(handler, "summary", item["summary_text"], escape)
        add_html(handler, "content", item["body_text"], clean_html)


def add_html(handler, name: str, text: Text, as_html) -> None:
    """An element with ``text`` as HTML and its language, where there is any text."""
    if text:
        attributes = {"type": "html", "xml:lang": text.tag}
        handler.addQuickElement(name, printable(as_html(text.value)), attributes)


def printable(text: str) -> str:
    return CONTROL_CHARACTERS.sub("", text)


def news_feed(request: HttpRequest) -> HttpResponse:
    """The latest public articles for the active language."""
    feed = NewsFeed(
        title=_("News of ICLEI East Asia"),
        link=absolute(reverse("news:list")),
        description=_("News and announcements of ICLEI East Asia and its members"),
        language=active().tag,
        author_name="ICLEI East Asia",
        feed_url=absolute(reverse("news:feed")),
    )
    for article in Article.objects.public().select_related("secretariat")[:LATEST]:
        feed.add_item(**entry(article))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def entry(article: Article) -> dict[str, Any]:
    """What the feed says of one article. No description: NewsFeed writes it with its language."""
    title, office = text_in(article, "title"), article.secretariat
    author = text_in(office, "name", title.language)
    return {
        "title": printable(title.value),
        "link": absolute(reverse("news:article", args=[article.slug])),
        "description": None,
        "unique_id": entry_id(article),
        "author_name": printable(author.value) if office.is_public() else None,
        "pubdate": article.publish_at,
        "updateddate": article.updated_at,
        "title_text": title,
        "summary_text": text_in(article, "summary"),
        "body_text": text_in(article, "body"),
    }


def entry_id(article: Article) -> str:
    """A tag URI (RFC 4151) that outlives a change of address."""
    return f"tag:{settings.SITE.hostname},2026:news/{article.pk}/{active().tag}"
