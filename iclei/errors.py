"""Errors: in the back office its own pages answer, everywhere else those of the public site."""

from django.http import HttpRequest, HttpResponse
from django.views import csrf, defaults

from editorial.backoffice.refusals import NOT_FOUND, NOT_OPEN, NOT_SENT, UNREADABLE, refuse


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, UNREADABLE) or defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, NOT_OPEN) or defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, NOT_FOUND) or defaults.page_not_found(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refuse(request, NOT_SENT) or csrf.csrf_failure(request, reason)
