"""The directory, the page of each member, and the themes."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Prefetch, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from editorial.languages import Text, active, read_columns, text_in
from editorial.public.cards import card_response
from editorial.public.tidy_queries import bare, meant, tidied_query, to_shared_address
from editorial.records.namesakes import expect_namesakes, marks_for
from members import cards
from members.as_of import FilterOnDay, day_in
from members.climate.groups import newest_told
from members.climate.pages import tell_page
from members.colours import legend_of
from members.comparing import MOST_COMPARED, choices, compared, for_columns
from members.corrections import correction_address
from members.downloads import DOWNLOADS, table_of
from members.figures import figures_beside, figures_of, prefetched_facts
from members.filters import COLOURS, VIEWS, MemberFilter, question
from members.former import FormerMember
from members.licence import stated_licence
from members.likeness import members_like
from members.maps import for_maps, locator_svg, members_map
from members.models import Member, MemberQuerySet, Membership, Theme
from members.narrowing import (
    chosen_in,
    facets_of,
    loosenings_of,
    query_elsewhere,
    table_heads,
)
from members.past_files import table_on
from members.past_views import MembersOnDayView, day_left_out, page_left_of
from members.search import Suggestion, explain, meant_by, near, notes_on
from members.sitemaps import member_page, theme_page
from members.structured import member_data, theme_data
from members.units import count_of_contents, merged_with, prefetched_units, units_of

MOST_STORIES = 6
MOST_ASKED = 50  # cities in an address of the comparison
MOST_NAMED = 60  # on the page of a theme; the directory lists them all

MOST_ON_PAPER = 200  # of a list that has several pages on the screen; the table view has all

#: Members on a page of each view: all, unless there are more than a page can bear.
PER_PAGE = {"cards": 24, "table": 500, "map": 500}


def for_cards(members: MemberQuerySet) -> MemberQuerySet:
    """With what a card in a list shows, and no more."""
    return members.select_related("area").only(
        *("slug", "level", "latitude", "longitude", "population", "population_year"),
        *("picture", "focus_x", "focus_y"),
        *read_columns("name", "summary"),
        *("area__code", *read_columns("name", of="area")),
    )


def for_table(members: MemberQuerySet) -> MemberQuerySet:
    """With what a row of the table shows, and no more."""
    terms = Prefetch("memberships", Membership.objects.current(), to_attr="current_terms")
    return (
        members.select_related("area", "secretariat")
        .annotate(pledge_told=Subquery(newest_told()))
        .prefetch_related(terms)
        .only(
            *("slug", "level", "population", "population_year", *read_columns("name")),
            *("area__code", *read_columns("name", of="area")),
            *("secretariat__slug", "secretariat__closed"),
            *read_columns("name", of="secretariat"),
        )
    )


def for_paper(members: MemberQuerySet) -> MemberQuerySet:
    """With what a row of the printed list shows, and no more."""
    own = ("slug", "level", "population", *read_columns("name"))
    of_area = ("area__code", *read_columns("name", of="area"))
    return members.select_related("area").only(*own, *of_area)


class MemberListView(ListView):
    """The directory, as cards, as a table or on the map. As many queries for all as for one."""

    template_name = "members/member_list.html"
    context_object_name = "members"

    def get(self, request, *args, **kwargs):
        if day := day_in(request.GET.get("on", "")):
            return MembersOnDayView.as_view(day=day)(request)
        self.filter = MemberFilter(request.GET, Member.objects.listed())
        moved = to_shared_address(request, self.filter.data)
        return moved or super().get(request, *args, **kwargs)

    def get_queryset(self):
        prepared = {"cards": for_cards, "table": for_table, "map": for_maps}
        return prepared[self.filter.view_chosen](self.filter.qs)

    def get_paginate_by(self, queryset):
        return PER_PAGE[self.filter.view_chosen]

    def paginate_queryset(self, queryset, page_size):
        """The page asked for, or the nearest there is."""
        paginator = self.get_paginator(queryset, page_size)
        paginator.count = self.filter.tally.total
        asked = self.request.GET.get("page") or "1"
        page = paginator.get_page(asked)
        self.left_out = [] if asked == str(page.number) else [f"page={asked[:30]}"]
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        found = context["members"] if self.filter.tally.total else ()
        context |= {
            "filter": self.filter,
            "facets": facets_of(self.filter),
            "chosen": list(chosen_in(self.filter)),
            "left_out": [*self.filter.left_out, *self.left_out, *day_left_out(self.request)],
            "former": explain(found, self.filter.asked["q"]),
            "today": timezone.localdate(),
            "views": VIEWS,
            "heads": list(table_heads(self.filter)),
            "licence": stated_licence(),
        }
        if not self.filter.tally.total:
            return context | self.nothing_found()
        if self.filter.view_chosen == "map":
            return context | self.on_the_map(context["members"])
        if context["is_paginated"] and self.filter.view_chosen == "cards":
            context["on_paper"] = for_paper(self.filter.qs)[:MOST_ON_PAPER]
        expect_namesakes([*context["members"], *context.get("on_paper", ())])
        return context

    def nothing_found(self) -> dict:
        listed = Member.objects.listed()
        return {
            "nearest": near(listed, self.filter.asked["q"]),
            "loosenings": list(loosenings_of(self.filter)),
        }

    def on_the_map(self, members: MemberQuerySet) -> dict:
        """The members of this page, in rows too that say what the map says."""
        legend = legend_of(self.filter)
        drawn = members_map(members, legend.paints)
        return {
            "map": drawn,
            "rows": [(member, legend.of(member)) for member in drawn.members],
            "legend": legend,
            "colours": COLOURS,
            "elsewhere": query_elsewhere(self.filter),
        }


class MemberPage(DetailView):
    """What the page of a member shows."""

    template_name = "members/member_detail.html"
    context_object_name = "member"

    def gate(self) -> MemberQuerySet:
        """The members that have a page."""
        return Member.objects.listed()

    def get_queryset(self):
        return (
            self.gate()
            .select_related("area", "secretariat__parent", "population_source")
            .annotate(contents_shown=count_of_contents())
            .with_identifiers()
            .prefetch_related(
                "themes",
                "other_names",
                prefetched_facts(),
                prefetched_units(),
            )
        )

    def get_context_data(self, **kwargs):
        member, office = self.object, self.object.secretariat
        units = list(units_of(member))
        climate = tell_page(member)
        return super().get_context_data(
            **merged_with(member, units),
            units=units,
            contents=member.contents_shown,
            other_names=member.names_for_reader(),
            title=text_in(member, "name"),
            description=text_in(member, "summary"),
            main_text=text_in(member, "profile"),
            figures=figures_of(member),
            term=next(iter(member.current_terms), None),
            climate=climate,
            office=office if office.is_public() else None,
            articles=member.articles.public().brief().foremost(MOST_STORIES),
            events=member.events.public().brief().latest_first().foremost(MOST_STORIES),
            alike=members_like(member),
            correction_address=correction_address(member),
            local_tag=member.area.local_tag,
            website_host=urlsplit(member.website).hostname,
            map_url=self.map_url(),
            where=self.where(),
            alternates=member_page(member).alternates(),
            structured=member_data(member),
            **kwargs,
        )

    def map_url(self) -> str:
        return reverse("members:map", args=[self.object.slug])

    def where(self) -> str:
        """What the map says, in words. Causes one query."""
        found = self.object.whereabouts()
        return found.of(text_in(self.object, "name").value) if found else ""


class MemberDetailView(MemberPage):
    """The page of a member; of one that has left, what is left of it."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return page_left_of(request, kwargs["slug"])


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
def member_card(request: HttpRequest, slug: str) -> HttpResponse:
    return card_response(request, cards.member_card(listed_member(slug)))


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """The members that may be meant by what is being typed, and what a screen reader says of them.

    ``heading`` stands above names that are but near.
    """
    asked = question(request.GET.get("q", ""))
    found, is_near, former = meant_by(asked)
    heading = gettext("Did you mean …") if found and is_near else ""
    expect_namesakes(one.member for one in found)
    total, notes = len(found) + len(former), notes_on(found)
    count = ngettext("%(count)d member", "%(count)d members", total) % {"count": total}
    nobody = gettext("No member has a name like this.")
    return JsonResponse(
        {
            "suggestions": [
                *(suggestion(one, notes.get(one.member.pk, "")) for one in found),
                *map(former_suggestion, former),
            ],
            "heading": heading,
            "said": " ".join(filter(None, (heading, count))) if total else nobody,
        }
    )


def former_suggestion(found: FormerMember) -> dict[str, Any]:
    """One that has left, with a word that says so."""
    return told_suggestion(found.member, [in_words(gettext("former member"))])


def suggestion(found: Suggestion, note: str = "") -> dict[str, Any]:
    """With what the other name is by which it was found, and what tells it from its namesakes."""
    area = text_in(found.member.area, "name")
    marks = [mark for mark in marks_for(found.member) if mark.value != area.value]
    notes = [in_words(note)] if note else []
    return told_suggestion(found.member, [*notes, *marks], found.other_name, found.other_tag)


def in_words(words: str) -> Text:
    """What the portal itself says, in the reader's language."""
    return Text(words, active(), active())


def told_suggestion(
    member: Member, further: Iterable[Text], other_name: str = "", other_tag: str = ""
) -> dict[str, Any]:
    """As the script of the field reads it: ``further`` stands behind the name and the area."""
    name, area = text_in(member, "name"), text_in(member.area, "name")
    return {
        "name": name.value,
        "lang": name.tag,
        "other_name": other_name,
        "other_lang": other_tag,
        "area": area.value,
        "area_lang": area.tag,
        "further": [{"text": mark.value, "lang": mark.tag} for mark in further],
        "url": reverse("members:detail", args=[member.slug]),
    }


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four members side by side, in the order of the address."""
    if moved := to_shared_address(request, tidied_query(request.GET, {"city": ()})):
        return moved
    given = list(dict.fromkeys(slug.replace("\0", "") for slug in request.GET.getlist("city")))
    forms = [form for slug in given[:MOST_ASKED] for form in (slug, bare(slug))]
    found = for_columns(Member.objects.listed()).in_bulk(forms, field_name="slug")
    asked = list(dict.fromkeys(meant(slug, found) for slug in given))
    known = [found[slug] for slug in asked if slug in found]
    members = known[:MOST_COMPARED]
    context = {
        "members": members,
        "columns": compared(members),
        "figures": figures_beside(members),
        "choices": choices(members),
        "left_out": [f"city={slug[:30]}" for slug in asked if slug and slug not in found][:10],
        "beyond": known[MOST_COMPARED:],
        "is_full": len(members) == MOST_COMPARED,
    }
    return render(request, "members/compare.html", context)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The filtered list as a file, of today or a day, under the parameters of the directory."""
    if day := day_in(request.GET.get("on", "")):
        return DOWNLOADS[kind](table_on(FilterOnDay(request.GET, day), day))
    return DOWNLOADS[kind](table_of(MemberFilter(request.GET, Member.objects.listed()).qs))


class ThemeListView(ListView):
    template_name = "members/theme_list.html"
    context_object_name = "themes"

    def get_queryset(self):
        listed = Q(members__in=Member.objects.listed())
        return Theme.objects.annotate(listed_members=Count("members", filter=listed))


class ThemeDetailView(DetailView):
    template_name = "members/theme_detail.html"
    context_object_name = "theme"
    model = Theme

    def gate(self):
        """The themes that have a page: all."""
        return Theme.objects.all()

    def get_queryset(self):
        return self.gate()

    def get_context_data(self, **kwargs):
        theme = self.object
        members = theme.members.listed().in_order()
        drawn = members_map(for_maps(members))
        return super().get_context_data(
            title=text_in(theme, "name"),
            description=text_in(theme, "tagline"),
            main_text=text_in(theme, "tagline"),
            map=drawn,
            total=sum(count.members for count in drawn.areas),
            people=members.people(),
            members=members.named()[:MOST_NAMED],
            articles=theme.articles.public().brief().foremost(MOST_STORIES),
            events=theme.events.public().brief().next_ones(MOST_STORIES),
            alternates=theme_page(theme).alternates(),
            structured=[theme_data(theme)],
            **kwargs,
        )


@require_safe
def theme_card(request: HttpRequest, slug: str) -> HttpResponse:
    return card_response(request, cards.theme_card(get_object_or_404(Theme, slug=slug)))
