"""What is answered where something below the portal failed, in the reader's language.

503 while it is away, 409 where the database refused what somebody sent.
"""

import logging
import sys
from collections.abc import Callable

from django.db import IntegrityError, connection
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.defaults import server_error

from editorial.history.clashes import REFUSED
from editorial.languages import language_of_path
from editorial.languages.negotiation import negotiated
from iclei.availability.failures import Failure, failure_of, is_of_database
from iclei.availability.outage import OUTAGE

LOG = logging.getLogger(__name__)
#: What needs no database, and is asked for to learn how the portal is.
ASKED_ANYWAY = ("/healthz", "/readyz")
#: Seconds after which to ask again, for browsers and search engines.
RETRY_AFTER = {Failure.AWAY: 10, Failure.FULL: 300}
#: Requests that change nothing.
READING = ("GET", "HEAD", "OPTIONS")


class Away(HttpResponse):
    """What is answered meanwhile; its reason is logged where it is found, and need not be twice."""

    status_code = 503
    _has_been_logged = True


class AvailabilityMiddleware:
    """Lets nobody wait for a database that is known to be away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if OUTAGE.is_known and request.path not in ASKED_ANYWAY:
            return come_back_later(request, Failure.AWAY)
        return self.get_response(request)


def answer_error(request: HttpRequest) -> HttpResponseBase:
    """Django's handler of errors: 503 or 409 if something below the portal failed, else 500."""
    error = sys.exc_info()[1]
    if isinstance(error, IntegrityError) and request.method not in READING:
        return refuse(request)
    failure = failure_of(error)
    if error is None or failure is None:
        with translation.override(language_of(request)):
            return server_error(request)
    LOG.error("%s: %s: %s", failure.value, type(error).__name__, error, extra={"request": request})
    if failure is Failure.AWAY and connection.vendor == "postgresql" and is_of_database(error):
        OUTAGE.note()
    return come_back_later(request, failure)


def come_back_later(request: HttpRequest, failure: Failure) -> HttpResponse:
    """A page that needs nothing but the catalogues, and says when to ask again."""
    context = {"is_full": failure is Failure.FULL, "is_sent": request.method not in READING}
    with translation.override(language_of(request)):
        page = Away(render_to_string("503.html", context))
    page.headers["Retry-After"] = str(RETRY_AFTER[failure])
    add_never_cache_headers(page)
    return page


def refuse(request: HttpRequest) -> HttpResponse:
    """A page for what the database refused, where no form could say so: nothing was saved."""
    with translation.override(language_of(request)):
        page = HttpResponse(render_to_string("409.html", {"reason": REFUSED}), status=409)
    add_never_cache_headers(page)
    return page


def language_of(request: HttpRequest) -> str:
    """The language of the page that was asked for; where nothing said yet, of the browser."""
    known = getattr(request, "LANGUAGE_CODE", None)
    return known or (language_of_path(request.path) or negotiated(request)).code
