"""The directory of days past, and the pages of members that have left."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import TemplateView

from editorial.languages import text_in
from editorial.public.gone import withdrawn_page
from members.as_of import NOTE, FilterOnDay, directory_on
from members.former import former_members, told_of
from members.licence import stated_licence
from members.models import Member
from members.narrowing import chosen_in


class MembersOnDayView(TemplateView):
    """The directory as of a day: names of today, and what is known of their membership then."""

    template_name = "members/member_list_on.html"
    #: Set by the address.
    day = date.max

    def get_context_data(self, **kwargs):
        found = FilterOnDay(self.request.GET, self.day)
        return super().get_context_data(
            filter=found,
            chosen=list(chosen_in(found)),
            left_out=found.left_out,
            note=NOTE,
            licence=stated_licence(),
            directory=directory_on(self.day, found.qs.named()),
            today=timezone.localdate(),
            **kwargs,
        )


class FormerMemberListView(TemplateView):
    """All members that have left. As many queries for all as for one."""

    template_name = "members/former_list.html"

    def get_context_data(self, **kwargs):
        former = told_of(former_members())
        return super().get_context_data(former=former, is_unlisted=True, **kwargs)


def page_left_of(request: HttpRequest, slug: str) -> HttpResponse:
    """What is left of the page of a member that has left, or whose record was withdrawn.

    Raises Http404 where there was none.
    """
    if not Member.objects.filter(slug=slug).exists():
        raise Http404(f"{slug} is no member")
    try:
        return former_page(request, slug)
    except Http404:
        return withdrawn_page(request, Member.objects.all(), slug, "name")


def former_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is left of the page of a member. Raises Http404 where there was none."""
    former = next(iter(told_of(former_members().filter(slug=slug))), None)
    if former is None:
        raise Http404(f"{slug} is no former member")
    member = former.member
    context: dict[str, Any] = {"member": member, "former": former, "is_unlisted": True}
    context["title"] = context["description"] = text_in(member, "name")
    return render(request, "members/member_former.html", context)


def day_left_out(request: HttpRequest) -> list[str]:
    """The day of an address that is none, or is out of reach."""
    asked = request.GET.get("on")
    return [f"on={asked[:30]}"] if asked else []
