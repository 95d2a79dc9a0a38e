"""Articles and events in the words of schema.org."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from editorial.languages import text_in
from editorial.public.structured import (
    Node,
    card_of,
    identity,
    logo,
    node,
    organization,
    page_of,
    picture_at,
    place,
    plain,
)
from members.models import Member
from members.structured import short_member, short_theme
from news.models import Article, Event, Story
from secretariats.structured import area_data, short_office

#: What became of an event. One without a new date keeps its old one, as schema.org wants it.
STATUS: dict[str, str] = {
    Event.State.PLANNED: "EventScheduled",
    Event.State.MOVED: "EventRescheduled",
    Event.State.POSTPONED: "EventPostponed",
    Event.State.CANCELLED: "EventCancelled",
}


def article_data(article: Article) -> list[Node]:
    """A public article that has its links at hand."""
    return [
        node(
            "NewsArticle",
            **shared(article),
            headline=text_in(article, "title").value,
            datePublished=moment(article.publish_at),
            dateModified=moment(article.updated_at),
            mainEntityOfPage=page_of(article),
            author=issuer(article),
            publisher=organization(logo=logo()),
            isBasedOn=article.source_url,
        )
    ]


def event_data(event: Event, host: Member | None) -> list[Node]:
    """A public event that has its links at hand; ``host`` is the member where it takes place."""
    start, end = event.days() if event.all_day else event.local_span()
    return [
        node(
            "Event",
            **shared(event),
            name=text_in(event, "title").value,
            startDate=start.isoformat(),
            endDate=end.isoformat(),
            eventStatus=f"https://schema.org/{STATUS[event.state]}",
            previousStartDate=iso(event.previous_start()),
            location=location(event, host),
            organizer=issuer(event),
        )
    ]


def shared(story: Story) -> dict[str, Any]:
    """What an article and an event say alike, in the language that the page shows."""
    body, title = text_in(story, "body"), text_in(story, "title")
    picture = [picture_at(story.picture.url)] if story.picture else []
    named = [
        *map(short_member, story.listed_members),
        *map(short_theme, story.themes.all()),
        *map(area_data, story.areas.all()),
    ]
    return {
        "id": identity(story),
        "url": page_of(story),
        "inLanguage": (body or title).tag,
        "description": plain(text_in(story, "summary")),
        "image": [*picture, card_of(story)],
        "about": named,
    }


def issuer(story: Story) -> Node:
    """The office that issued it, while it is open."""
    office = story.secretariat
    return short_office(office) if office.is_public() else organization()


def location(event: Event, host: Member | None) -> Node | None:
    """Where an event takes place, as it says itself or by its host."""
    name = text_in(event, "place").value
    if name:
        return place(name) | {"address": name}
    return short_member(host) if host else None


def iso(at: date | None) -> str | None:
    """A day or a moment by the clock of its place."""
    return at.isoformat() if at else None


def moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None
