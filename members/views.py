"""The directory, the page of each member, and the themes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from editorial.languages import active, columns, text_in
from editorial.previews import Preview
from members.cards import share_card
from members.downloads import DOWNLOADS
from members.filters import MemberFilter, question
from members.maps import locator_svg
from members.models import Member, MemberQuerySet, Membership, Theme
from secretariats.cartography import as_data
from secretariats.models import Secretariat

MOST_COMPARED = 4
MOST_SUGGESTED = 8
MOST_STORIES = 6


def for_cards(members: MemberQuerySet) -> MemberQuerySet:
    """With what a card in a list shows, and no more."""
    return (
        members.select_related("area")
        .prefetch_related("themes")
        .only(
            *("slug", "level", "latitude", "population", "population_year", "picture"),
            *columns("name"),
            *columns("summary"),
            "area__code",
            *(f"area__{name}" for name in columns("name")),
        )
    )


class MemberListView(ListView):
    template_name = "members/member_list.html"
    context_object_name = "members"
    paginate_by = 24

    def get_queryset(self):
        self.filter = MemberFilter(self.request.GET, Member.objects.listed())
        return for_cards(self.filter.qs)

    def paginate_queryset(self, queryset, page_size):
        """The page asked for, or the nearest there is."""
        paginator = self.get_paginator(queryset, page_size)
        asked = self.request.GET.get("page") or "1"
        page = paginator.get_page(asked)
        self.left_out = [] if asked == str(page.number) else [f"page={asked[:30]}"]
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "filter": self.filter,
            "facets": self.filter.facets(),
            "chosen": list(self.filter.chosen()),
            "left_out": [*self.filter.left_out, *self.left_out],
        }


class MemberDetailView(DetailView):
    template_name = "members/member_detail.html"
    context_object_name = "member"

    def gate(self) -> MemberQuerySet:
        """The members that have a page."""
        return Member.objects.listed()

    def get_queryset(self):
        current = Membership.objects.current()
        return (
            self.gate()
            .select_related("area", "secretariat")
            .prefetch_related(
                "themes", "key_facts", Prefetch("memberships", current, to_attr="current_terms")
            )
        )

    def get_context_data(self, **kwargs):
        member = self.object
        return super().get_context_data(
            title=text_in(member, "name"),
            description=text_in(member, "summary"),
            main_text=text_in(member, "profile"),
            term=next(iter(member.current_terms), None),
            office=Secretariat.objects.public().filter(pk=member.secretariat_id).first(),
            articles=member.articles.public()[:MOST_STORIES],
            events=member.events.public().order_by("-starts_at", "-pk")[:MOST_STORIES],
            local_tag=member.area.local_tag,
            website_host=urlsplit(member.website).hostname,
            map_url=self.map_url(),
            card_url=settings.SITE_URL + reverse("members:card", args=[member.slug]),
            **kwargs,
        )

    def map_url(self) -> str:
        return reverse("members:map", args=[self.object.slug])


class MemberPreview(Preview, MemberDetailView):
    """The page of a member that need not be listed. Its map comes along: its address is closed."""

    model = Member

    def map_url(self) -> str:
        located = self.object.latitude is not None
        return as_data(locator_svg(self.object)) if located else ""


def listed_member(slug: str) -> Member:
    """Raises Http404 for a member that the public doesn't see."""
    return get_object_or_404(Member.objects.listed().select_related("area"), slug=slug)


@require_safe
@cache_control(public=True, max_age=3600)
def locator_map(request: HttpRequest, slug: str) -> HttpResponse:
    member = listed_member(slug)
    if member.latitude is None:
        raise Http404(f"{slug} has no coordinates")
    return HttpResponse(locator_svg(member), content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=3600)
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The share card, which other sites show."""
    return HttpResponse(
        share_card(listed_member(slug), active()),
        content_type="image/png",
        headers={"Cross-Origin-Resource-Policy": "cross-origin"},
    )


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """The first members that match what is being typed, each with the language of its name."""
    asked = question(request.GET.get("q", ""))
    members = for_cards(Member.objects.listed().search(asked).in_order())[:MOST_SUGGESTED]
    return JsonResponse({"suggestions": [suggestion(m) for m in members] if asked else []})


def suggestion(member: Member) -> dict[str, str]:
    name, area = text_in(member, "name"), text_in(member.area, "name")
    return {
        "name": name.value,
        "lang": name.tag,
        "area": area.value,
        "area_lang": area.tag,
        "url": reverse("members:detail", args=[member.slug]),
    }


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four members side by side, in the order of the address."""
    asked = list(dict.fromkeys(slug.replace("\0", "") for slug in request.GET.getlist("city")))
    listed = Member.objects.listed().select_related("area").prefetch_related("themes")
    found = {member.slug: member for member in listed.filter(slug__in=asked[:50])}
    members = [found[slug] for slug in asked if slug in found][:MOST_COMPARED]
    taken = {member.slug for member in members}
    context = {
        "members": members,
        "choices": for_cards(Member.objects.listed().in_order()),
        "left_out": [f"city={slug[:30]}" for slug in asked if slug and slug not in taken][:10],
        "is_full": len(members) == MOST_COMPARED,
    }
    return render(request, "members/compare.html", context)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The filtered list as a file, under the same parameters as the directory."""
    return DOWNLOADS[kind](MemberFilter(request.GET, Member.objects.listed()).qs)


class ThemeListView(ListView):
    template_name = "members/theme_list.html"
    context_object_name = "themes"

    def get_queryset(self):
        listed = Q(members__in=Member.objects.listed())
        return Theme.objects.annotate(listed_members=Count("members", filter=listed))


class ThemeDetailView(DetailView):
    template_name = "members/theme_detail.html"
    context_object_name = "theme"
    queryset = Theme.objects.all()

    def get_context_data(self, **kwargs):
        theme = self.object
        return super().get_context_data(
            title=text_in(theme, "name"),
            description=text_in(theme, "tagline"),
            main_text=text_in(theme, "tagline"),
            members=for_cards(theme.members.listed().in_order()),
            articles=theme.articles.public()[:MOST_STORIES],
            events=theme.events.public().coming()[:MOST_STORIES],
            **kwargs,
        )
