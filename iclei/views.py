"""Pages made of several floors: home and search; and what machines ask of a site."""

from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from editorial.languages import LANGUAGES
from editorial.public.cards import card_response
from editorial.records.portal import portal, portal_text
from iclei.cards import site_card
from iclei.figures import figures, for_figures
from iclei.search import Found
from iclei.structured import site_data
from members.maps import for_maps, members_map
from members.models import Member, Theme
from news.models import Article, Event
from secretariats.models import Secretariat

LONGEST_QUERY = 200  # characters; more words would only make the database work


class HomeView(TemplateView):
    template_name = "home/home.html"

    def get_context_data(self, **kwargs):
        listed = Member.objects.listed()
        drawn, office = members_map(for_figures(for_maps(listed.in_order()))), own_office()
        return super().get_context_data(
            title=portal_text("headline"),
            description=portal_text("description"),
            theme=theme_of(timezone.localdate()),
            map=drawn,
            figures=figures(drawn.members, drawn.areas),
            articles=Article.objects.public().brief().foremost(3),
            events=Event.objects.public().brief().next_ones(3),
            office=office,
            structured=site_data(office),
            **kwargs,
        )


def theme_of(day: date) -> Theme | None:
    """The theme whose tagline opens the home page that day; each has its turn."""
    themes = list(Theme.objects.exclude(tagline_en=None).exclude(tagline_en=""))
    return themes[day.toordinal() % len(themes)] if themes else None


def own_office() -> Secretariat | None:
    """The secretariat whose site this is, if it is known and open."""
    key = portal().own_office_id
    return Secretariat.objects.public().filter(pk=key).first() if key else None


class SearchView(TemplateView):
    template_name = "search/search.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("q", "").replace("\0", "").strip()
        query = asked[:LONGEST_QUERY]
        return super().get_context_data(
            query=query,
            found=Found.by(query) if query else None,
            left_out=[f"q={asked[:30]}"] if asked != query else [],
            **kwargs,
        )


class ContactView(TemplateView):
    template_name = "pages/contact.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(office=own_office(), **kwargs)


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The share card of home and of all pages that have none of their own."""
    return card_response(request, site_card())


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read (RFC 9309), and where the sitemap is."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    )
    return plain(lines)


def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness of this site (RFC 9116)."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = today + timedelta(days=180)
    lines = (
        f"Contact: {settings.SITE_URL}/en/contact/",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(language.tag for language in LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    )
    return plain(lines)


def plain(lines: tuple[str, ...]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
