"""Events as calendars read them (RFC 5545).

A withdrawn event is left out, not listed as cancelled: an entry for it, even without a word, would
tell that there was one, and who draws back a text wants it gone. Calendars that subscribe take what
they are given as the whole, so that it goes from them too. A cancelled event that is public stays
in, as cancelled: nobody notices what leaves a calendar without a word.

So it is with languages: feeds leave out what is in others only, a calendar does not. It is asked
for days, has no place below where the rest could be told, and an event that went from it would seem
to be off. An entry in another language says so in its description: clients show no languages.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial.languages import Text, active, fallback_label, text_in
from editorial.languages.addresses import absolute
from editorial.records.portal import english_name, home_zone, portal_text
from editorial.texts.letters import printable
from news.models import Event

#: What a calendar is told of an event that is not sure to be: RFC 5545, 3.8.1.11.
STATUS: dict[str, str] = {Event.State.CANCELLED: "CANCELLED", Event.State.POSTPONED: "TENTATIVE"}
ONE_DAY = timedelta(days=1)
FRESH = 900  # seconds in caches
OFTEN = timedelta(hours=6)  # how often subscribers are asked to come again


def calendar_of(events: Iterable[Event]) -> bytes:
    """A calendar of ``events`` in the reader's language, each text saying which it is in.

    Values of names that the library does not know are given as what clients read: it would write
    them as Python does.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{english_name()}//Portal//{active().tag.upper()}")
    calendar.add("version", "2.0")
    name = icalendar.vText(printable(_("Events of %(site)s") % {"site": portal_text("name")}))
    calendar.add("name", name)  # RFC 7986, and how it was called before
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", icalendar.vText(home_zone()))
    calendar.add("refresh-interval", OFTEN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(OFTEN))
    for event in events:
        calendar.add_component(entry(event))
    calendar.add_missing_timezones()
    if not calendar.subcomponents:  # the standard asks for one
        calendar.add_component(icalendar.Timezone.from_tzid(home_zone()))
    return calendar.to_ical()


def entry(event: Event) -> icalendar.Event:
    """One event. Its UID outlives a change of address; its stamp is that of its last change."""
    found = icalendar.Event()
    found.add("uid", f"event-{event.pk}@{settings.SITE.hostname}")
    found.add("sequence", event.sequence)
    found.add("dtstamp", event.updated_at)
    found.add("last-modified", event.updated_at)
    found.add("status", STATUS.get(event.state, "CONFIRMED"))
    if event.state in STATUS:  # nobody is busy then
        found.add("transp", "TRANSPARENT")
    start, end = span(event)
    found.add("dtstart", start)
    if end > start:  # else it ends as it starts, which the standard says by no end at all
        found.add("dtend", end)
    add_text(found, "summary", event.marked(text_in(event, "title")))  # many show no status
    add_text(found, "description", described(event))
    add_text(found, "location", text_in(event, "place"))
    if event.mark:
        add_text(found, "comment", text_in(event, "state_note"))
    found.add("url", absolute(reverse("news:event", args=[event.slug])))
    return found


def described(event: Event) -> Text:
    """Its summary; before it, if its title is in another language or nobody has reviewed it, that.

    The note is in the reader's language; the whole is told to be in that of the summary.
    """
    title, summary = text_in(event, "title"), text_in(event, "summary")
    if not title.has_note:
        return summary
    parts = filter(None, (fallback_label(title), summary.value))
    return Text("\n\n".join(parts), summary.language, active())


def span(event: Event) -> tuple[date | datetime, date | datetime]:
    """Start and end at the event's place: moments, or days of which the end is the day after."""
    first, last = event.days()
    return (first, last + ONE_DAY) if event.all_day else event.local_span()


def add_text(entry: icalendar.Event, name: str, text: Text) -> None:
    if text:
        entry.add(name, printable(text.value), parameters={"language": text.tag})
