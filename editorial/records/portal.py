"""The portal itself: what it is called, whose it is, and in which time zone its days begin.

A record says so, which lies on a floor above (``settings.PORTAL_MODEL``). Inside a request it is
read at most once, outside one whenever somebody asks: an edit shows with the next page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from editorial.languages import BY_CODE, ENGLISH, Language, Text, active, text_in
from editorial.languages.zones import zone_named

#: What is asked for without a page: it needs no database, or answers where there is none.
WITHOUT_PORTAL = ("/healthz", "/readyz", "/robots.txt", "/favicon.ico", "/media/")
#: The name of the whole network, where nothing can be read.
NETWORK = "ICLEI"


class Portal(Protocol):
    """What others ask of the record; its texts, such as ``name``, are read by ``portal_text``."""

    time_zone: str
    own_office_id: int | None
    #: What stands out until a moment: as ``urgent`` what stands at the top of every page, the
    #: latest first, each with from and until when (ISO 8601), titles by language, and path.
    prominent: dict[str, Any] | None

    def served_zones(self) -> list[str]:
        """The time zones of the areas that are served, in their order."""


class Reading:
    """The record of the portal, read when somebody first asks for it."""

    def __init__(self, found: Portal | None = None) -> None:
        if found is not None:
            self.portal = found

    @cached_property
    def portal(self) -> Portal:
        return read()

    @property
    def is_done(self) -> bool:
        return "portal" in self.__dict__


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def read() -> Portal:
    """The record as it is stored now; one that says no more than the network's name if none is."""
    found: Any = apps.get_model(settings.PORTAL_MODEL)
    return found.objects.present()


def portal() -> Portal:
    """The record of the portal. This causes one query in each request."""
    reading = _reading.get()
    return read() if reading is None else reading.portal


@contextmanager
def portal_read_once(found: Portal | None = None) -> Iterator[None]:
    """Inside, the record (``found``, if somebody has it at hand) is read no more than once."""
    token = _reading.set(Reading(found))
    try:
        yield
    finally:
        _reading.reset(token)


def portal_text(field: str, language: Language | None = None) -> Text:
    """A text of the portal in ``language`` (the reader's), or in the nearest that it has."""
    return text_in(portal(), field, language)


def urgent_now() -> tuple[Text, str] | None:
    """What stands at the top of every page now: its title for the reader, and its address."""
    now, reader = timezone.now(), active()
    for one in (portal().prominent or {}).get("urgent", ()):
        begins, ends = (datetime.fromisoformat(one[edge]) for edge in ("from", "until"))
        if begins <= now < ends and (found := title_for(one, reader)):
            return found, f"/{reader.code}/{one['path']}"
    return None


def title_for(urgent: dict[str, Any], reader: Language) -> Text | None:
    """The title in the reader's language, or in that of the source."""
    titles = urgent["titles"]
    code = reader.code if reader.code in titles else urgent["source"]
    return Text(titles[code], BY_CODE[code], reader) if code in titles else None


def english_name() -> str:
    """What machines are told whose data these are, in every language the same."""
    return portal_text("name", ENGLISH).value


def name_if_known() -> str:
    """The name for pages on which nothing can be relied on: nothing is asked for it."""
    reading = _reading.get()
    return portal_text("name").value if reading is not None and reading.is_done else NETWORK


def back_office_name() -> str:
    return gettext("%(site)s – back office") % {"site": portal_text("name")}


def home_zone() -> str:
    """The time zone of the portal: that of new events and users, until somebody says otherwise.

    Before there are tables it is ``TIME_ZONE``: a check of Django's makes a user even then.
    """
    try:
        return portal().time_zone
    except (OperationalError, ProgrammingError):
        return settings.TIME_ZONE


def served_zones() -> list[str]:
    """The time zones of the areas that are served, with that of the portal. Causes one query."""
    found = portal()
    return [*found.served_zones(), found.time_zone]


class PortalMiddleware:
    """Reads the record once for a request, whose days begin and end in the portal's time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with portal_read_once():
            if request.path.startswith(WITHOUT_PORTAL):
                return self.get_response(request)
            with timezone.override(zone_named(portal().time_zone)):
                return self.get_response(request)
