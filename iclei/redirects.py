"""The root, which only leads on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from editorial.languages.negotiation import negotiated


def to_best_language(request: HttpRequest) -> HttpResponse:
    """The home page in the visitor's language; shared caches must not keep the answer."""
    response = redirect(f"/{negotiated(request).code}/")
    response.headers["Cache-Control"] = "private"
    return response
