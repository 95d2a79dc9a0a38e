"""Addresses that only lead on: the root, and prefixes that people type or once had."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import re_path

from editorial.languages.negotiation import negotiated

#: Labels of the switcher and tags of other sites, by the prefix that they mean.
OTHER_PREFIXES = {
    "tw": "zh-hant",
    "kr": "ko",
    "jp": "ja",
    "cn": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-Hant": "zh-hant",
    "zh-Hans": "zh-hans",
}


def to_best_language(request: HttpRequest) -> HttpResponse:
    """The home page in the visitor's language; shared caches must not keep the answer."""
    response = redirect(f"/{negotiated(request).code}/")
    response.headers["Cache-Control"] = "private"
    return response


def to_prefix(request: HttpRequest, code: str) -> HttpResponse:
    """The same address under the prefix ``code``, for good."""
    after = request.get_full_path().lstrip("/").partition("/")[2]
    return redirect(f"/{code}/{after}", permanent=True)


urlpatterns = [
    re_path(rf"^{prefix}/", to_prefix, {"code": code}) for prefix, code in OTHER_PREFIXES.items()
]
