"""What the back office answers where it has no page: in its own frame, with a way back to the list.

The public site has pages of its own for that. They would lead staff out of their work.
"""

from typing import Any, NamedTuple

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial.history.screen import ScreenPages


class Refusal(NamedTuple):
    """An answer that is no page: its status, and what it says."""

    status: int
    title: Promise
    words: Promise


UNREADABLE = Refusal(
    400,
    _("This request could not be read"),
    _("Something in the address or the form is not as it should be. Start again from the list."),
)
NOT_OPEN = Refusal(
    403,
    _("You do not have access to this page"),
    _("Your office or your role gives you no access to it. Ask the manager of your office."),
)
NOT_SENT = Refusal(
    403,
    _("The form could not be sent"),
    _(
        "It was open for too long, or your browser blocks cookies. Go back, load the page again "
        "and send the form once more; what you typed is usually still there."
    ),
)
NOT_FOUND = Refusal(
    404,
    _("Page not found"),
    _(
        "The address may be mistyped, the record may have been deleted, or you "
        "are not allowed to see it."
    ),
)


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse | None:
    """The answer to somebody at work in the back office; None to all others, who see none of it."""
    user: Any = getattr(request, "user", None)
    is_inside = request.path.startswith(reverse("admin:index"))
    if not is_inside or user is None or not site.has_permission(request):
        return None
    context = {
        **site.each_context(request),
        **way_back(request),
        "title": refusal.title,
        "subtitle": None,
        "words": refusal.words,
    }
    page = "editorial/backoffice/refusal.html"
    return render(request, page, context, status=refusal.status)


def way_back(request: HttpRequest) -> dict[str, str]:
    """The address and the name of the list in which the request was made, if the user sees one."""
    screen = screen_at(request.path)
    if screen is None or not screen.has_view_permission(request):
        return {}
    staff_request: Any = request
    name = str(capfirst(screen.opts.verbose_name_plural))
    return {"list_address": screen.list_address(staff_request), "list_name": name}


def screen_at(path: str) -> ScreenPages | None:
    """The screen under whose address ``path`` lies."""
    screens: Any = site._registry.values()
    return next((s for s in screens if path.startswith(s.address("changelist"))), None)
