"""The language of a page: by its address, else by what the visitor chose or the browser asks for.

The back office and the sign-in speak the staff user's own language, in the user's time zone.
"""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.encoding import escape_uri_path, iri_to_uri

from editorial.languages import Language, language_of_path
from editorial.languages.negotiation import negotiated
from editorial.languages.zones import zone_named

BACK_OFFICE = ("/admin/", "/accounts/")
CHOICE = "set=1"


class LanguageMiddleware(LocaleMiddleware):
    """Activates the language of the address, and remembers the one chosen in the switcher."""

    def process_request(self, request):
        in_address = language_of_path(request.path_info)
        if in_address and is_choice(request):
            return remembering(request, in_address)
        language = in_address or negotiated(request)
        translation.activate(language.code)
        request.LANGUAGE_CODE = language.code

    def process_response(self, request, response):
        if language_of_path(request.path_info) is None:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return super().process_response(request, response)


def is_choice(request: HttpRequest) -> bool:
    """Whether the address is a link of the switcher."""
    return request.method in ("GET", "HEAD") and CHOICE in request.META["QUERY_STRING"].split("&")


def remembering(request: HttpRequest, language: Language) -> HttpResponse:
    """Sends on to the same address without the choice, which a cookie now holds."""
    parts = request.META["QUERY_STRING"].split("&")
    query = "&".join(part for part in parts if part != CHOICE)
    address = escape_uri_path(request.path) + (f"?{iri_to_uri(query)}" if query else "")
    response = HttpResponseRedirect(address, headers={"Cache-Control": "private, no-store"})
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language.code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


class BackOfficeMiddleware:
    """Speaks the signed-in user's language, in their time zone, and to nobody else.

    What the back office and the sign-in answer is kept by no cache.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(BACK_OFFICE):
            return self.get_response(request)
        response = self.answer(request)
        add_never_cache_headers(response)
        return response

    def answer(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        language, zone = request.user.interface_language, zone_named(request.user.time_zone)
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers["Content-Language"] = language
            return (
                response.render() if getattr(response, "is_rendered", True) is False else response
            )


class SecondFactorMiddleware:
    """Leads staff without a second factor to where they set one up, if ``REQUIRE_MFA`` asks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.REQUIRE_MFA and self.is_missing(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def is_missing(request: HttpRequest) -> bool:
        """Whether a signed-in user asks for the back office with a password alone."""
        is_asked = request.path.startswith("/admin/") and request.path != reverse("admin:logout")
        return is_asked and request.user.is_authenticated and not is_mfa_enabled(request.user)
