"""The sitemap: all public pages in all their languages (sitemaps.org, with hreflang)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

import members.sitemaps
import news.sitemaps
import secretariats.sitemaps
from editorial.sitemaps import Page

SHORT_PAGES = ("home", "contact", "privacy", "accessibility")


def pages() -> list[Page]:
    return [
        *(Page(reverse(name)) for name in SHORT_PAGES),
        *members.sitemaps.pages(),
        *secretariats.sitemaps.pages(),
        *news.sitemaps.pages(),
    ]


def sitemap(request: HttpRequest) -> HttpResponse:
    context = {"pages": pages()}
    return render(request, "sitemap.xml", context, content_type="application/xml")
