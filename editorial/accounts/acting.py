"""Doing something for a staff user who is not at a screen: with their rights as they are now."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.utils import timezone, translation
from simple_history.models import HistoricalRecords

from editorial.accounts.models import User
from editorial.accounts.requests import StaffRequest


class NobodyThere(Exception):
    """The user was switched off meanwhile."""


@contextmanager
def acting_as(user_id: int, query: str = "") -> Iterator[StaffRequest]:
    """A request of the user, in their language and time zone; what is saved is theirs.

    Raises NobodyThere if they may not sign in any more. ``query`` is that of an address.
    """
    user = User.objects.filter(pk=user_id, is_active=True, is_staff=True).first()
    if user is None:
        raise NobodyThere
    request: Any = HttpRequest()
    request.method, request.GET, request.user = "GET", QueryDict(query), user
    request.META["QUERY_STRING"] = query
    with translation.override(user.interface_language), timezone.override(ZoneInfo(user.time_zone)):
        HistoricalRecords.context.request = request
        try:
            yield request
        finally:
            del HistoricalRecords.context.request
