"""Pages made of several floors: home and search; and what machines ask of a site."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from editorial.languages import LANGUAGES, active
from members.maps import members_map
from members.models import Member, Theme
from news.models import Article, Event
from secretariats.models import Secretariat

OWN_OFFICE = "east-asia"
LONGEST_QUERY = 200  # characters; more words would only make the database work
SHOWN_IN_SEARCH = 12  # of each group


class HomeView(TemplateView):
    template_name = "home/home.html"

    def get_context_data(self, **kwargs):
        listed = Member.objects.listed()
        return super().get_context_data(
            theme=theme_of(timezone.localdate()),
            map=members_map(listed.in_order()),
            figures=figures(listed),
            articles=Article.objects.public()[:3],
            events=Event.objects.public().coming()[:3],
            office=own_office(),
            **kwargs,
        )


def theme_of(day: date) -> Theme | None:
    """The theme whose tagline opens the home page that day; each has its turn."""
    themes = list(Theme.objects.exclude(tagline_en=None).exclude(tagline_en=""))
    return themes[day.toordinal() % len(themes)] if themes else None


@dataclass(frozen=True)
class Figures:
    """How many members, in how many areas, and the people living in them, to the million."""

    members: int
    areas: int
    people: str
    people_unit: str


def figures(members: QuerySet) -> Figures:
    counted = members.aggregate(
        members=Count("pk"), areas=Count("area", distinct=True), people=Sum("population")
    )
    people, unit = rounded_people(counted["people"] or 0)
    return Figures(counted["members"], counted["areas"], people, unit)


def rounded_people(people: int) -> tuple[str, str]:
    """A large number of people as readers say it: English counts millions, the others 10⁸.

    Populations are of different years, so that more digits would claim too much.
    """
    if active().code == "en":
        return f"{people / 1_000_000:,.0f}", _("million")
    return f"{people / 100_000_000:,.1f}", _("hundred million")


def own_office() -> Secretariat | None:
    """The secretariat whose site this is."""
    return Secretariat.objects.public().filter(slug=OWN_OFFICE).first()


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


@dataclass(frozen=True)
class Group:
    """The first results of one kind, and how many there are in all."""

    results: list
    total: int

    @classmethod
    def of(cls, found: QuerySet) -> "Group":
        return cls(list(found[:SHOWN_IN_SEARCH]), found.count())

    @property
    def has_more(self) -> bool:
        return self.total > len(self.results)


@dataclass(frozen=True)
class Found:
    """What the public can find under a query, by kind."""

    members: Group
    articles: Group
    events: Group
    offices: Group

    @classmethod
    def by(cls, query: str) -> "Found":
        return cls(
            members=Group.of(
                Member.objects.listed().search(query).select_related("area").in_order()
            ),
            articles=Group.of(Article.objects.public().search(query)),
            events=Group.of(Event.objects.public().search(query).order_by("-starts_at", "-pk")),
            offices=Group.of(Secretariat.objects.public().search(query)),
        )

    @property
    def total(self) -> int:
        groups = (self.members, self.articles, self.events, self.offices)
        return sum(group.total for group in groups)


class ContactView(TemplateView):
    template_name = "pages/contact.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(office=own_office(), **kwargs)


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read (RFC 9309), and where the sitemap is."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        *(f"Disallow: /{language.code}/search/" for language in LANGUAGES),
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    )
    return plain(lines)


def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness of this site (RFC 9116)."""
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = (
        f"Contact: {settings.SITE_URL}/en/contact/",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(language.tag for language in LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    )
    return plain(lines)


def plain(lines: tuple[str, ...]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
