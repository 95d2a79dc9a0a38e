"""Share cards of articles and events: the title, when, from whom, and where it happens."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from editorial.languages import Text, text_in
from editorial.public.cards import Card, said, site_name
from members.cards import locator, places_on
from members.models import Member
from news.models import Article, Event, Story
from secretariats.cards import EAST_ASIA, Map
from secretariats.models import Secretariat

PICTURE_WIDTH = 440  # of the 1200: titles are longer than names


def article_card(article: Article) -> Card:
    """The card of an article that has its links at hand."""
    day = date_format(timezone.localtime(article.publish_at), "DATE_FORMAT")
    return story_card(
        article,
        above=(said(article.get_kind_display()), said(day)),
        below=named(article.secretariat),
        members=article.listed_members,
    )


def event_card(event: Event) -> Card:
    """The card of an event that has its links at hand. This causes one query."""
    host = event.listed_host()
    place = text_in(event, "place")
    return story_card(
        event,
        above=what_and_when(event),
        below=(place,) if place else named(event.secretariat),
        members=[host] if host else event.listed_members,
    )


def story_card(
    story: Story, above: tuple[Text, ...], below: tuple[Text, ...], members: list[Member]
) -> Card:
    """In the hue of the first of its themes, with where ``members`` lie."""
    themes = story.themes.all()
    hue = themes[0].hue_step if themes else None
    return Card(
        title=text_in(story, "title"),
        site=site_name(),
        above=above,
        below=below,
        hue=hue,
        picture=map_of(members, hue),
        picture_width=PICTURE_WIDTH,
    )


def named(office: Secretariat) -> tuple[Text, ...]:
    return (text_in(office, "name"),) if office.is_public() else ()


def what_and_when(event: Event) -> tuple[Text, ...]:
    """What became of an event before all else; no day while nobody knows the new one."""
    mark, days = event.mark, event.shown_days()
    return (
        *((mark,) if mark else ()),
        said(gettext("Event")),
        *((said(str(days)),) if days else ()),
    )


def map_of(members: list[Member], hue: int | None) -> Map | None:
    """Where the members lie that a story names, if that is known of one or more."""
    if len(members) == 1:
        return locator(members[0], hue)
    places = places_on(EAST_ASIA, members)
    return Map(EAST_ASIA, dots=places, hue=hue) if places else None
