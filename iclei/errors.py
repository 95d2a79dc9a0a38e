"""Errors: in the back office its own pages answer, everywhere else those of the public site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import csrf, defaults

from editorial.backoffice.refusals import NOT_FOUND, NOT_OPEN, NOT_SENT, UNREADABLE, refuse
from iclei.handed_on import nearest_page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, UNREADABLE) or defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, NOT_OPEN) or defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Where nothing is found: the page nearest to it, among the ways on."""
    found = refuse(request, NOT_FOUND)
    return found or render(request, "404.html", {"nearest": nearest_page(request)}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refuse(request, NOT_SENT) or csrf.csrf_failure(request, reason)
