"""Where a preview link leads: a record as it is now, to somebody without an account."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from editorial.history.screen import screen_of
from editorial.languages import active
from editorial.links.models import AccessLink
from editorial.screens.publications import PublicationAdmin


@require_safe
def preview_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page behind a link, in the language of the address; 410 once the link has ended."""
    response = answer(request, token)
    patch_cache_control(response, private=True, no_store=True)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """Raises Http404 for a token that no link has."""
    link = AccessLink.objects.by_token(token, AccessLink.Purpose.PREVIEW)
    if link is None:
        raise Http404("no such link")
    screen: Any = screen_of(apps.get_model(link.kind))
    record = screen.model._default_manager.filter(pk=link.key).first()
    if record is None or not link.is_open or not isinstance(screen, PublicationAdmin):
        context = {"title": "", "is_unlisted": True}
        return render(request, "pages/link_ended.html", context, status=410)
    link.note_opening()
    if screen.is_public(record):
        return HttpResponseRedirect(record.get_absolute_url())
    view = screen.preview.as_view(link=link)
    return view(request, pk=record.pk, language=active())
