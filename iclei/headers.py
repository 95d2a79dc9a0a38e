"""Headers that keep the portal to itself: no other site's page reads it, no device is asked for."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: A view that means to be used elsewhere says so itself, and is left alone.
KEPT_APART = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}


class IsolationMiddleware:
    """Sets ``KEPT_APART`` on every answer that says nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in KEPT_APART.items():
            response.headers.setdefault(name, value)
        return response
