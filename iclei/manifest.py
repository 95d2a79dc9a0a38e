"""The site as a device sees it that keeps it beside its apps (W3C's Web App Manifest)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from editorial.languages import active
from editorial.public.cards import PAPER
from editorial.records.portal import portal_text

A_DAY = 24 * 3600  # seconds


@require_safe
@cache_control(public=True, max_age=A_DAY)
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, colours and icons, in the reader's language."""
    described = {
        "id": "/",
        "name": portal_text("name").value,
        "short_name": portal_text("name").value,
        "description": portal_text("description").value,
        "lang": active().tag,
        "dir": "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            icon("favicon.svg", "any", "image/svg+xml"),
            icon("icon-192.png", "192x192"),
            icon("icon-512.png", "512x512"),
            icon("icon-maskable-512.png", "512x512") | {"purpose": "maskable"},
        ],
    }
    return JsonResponse(described, content_type="application/manifest+json")


def icon(name: str, sizes: str, kind: str = "image/png") -> dict[str, str]:
    return {"src": static(f"icons/{name}"), "sizes": sizes, "type": kind}


@require_safe
@cache_control(public=True, max_age=A_DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """Where the icon is for those who ask for it without having read a page."""
    return HttpResponseRedirect(static("icons/favicon.ico"))
