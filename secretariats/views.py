"""The offices, and each of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from editorial.languages import BY_CODE, Text, text_in
from editorial.public.cards import card_response
from editorial.screens.previews import Preview
from secretariats import cards
from secretariats.cartography import Point, land_at, on_region
from secretariats.models import Area, Secretariat
from secretariats.sitemaps import office_page
from secretariats.structured import office_data


class SecretariatListView(ListView):
    def get_queryset(self):
        return Secretariat.objects.public().prefetch_related("areas")

    def get_context_data(self, **kwargs):
        """Offices that serve one of our areas come first; the others are for orientation."""
        context = super().get_context_data(**kwargs)
        context["near"] = [office for office in self.object_list if office.areas.all()]
        context["elsewhere"] = [office for office in self.object_list if not office.areas.all()]
        return context


class SecretariatDetailView(DetailView):
    model = Secretariat

    def gate(self) -> Any:
        """The offices that have a page."""
        return Secretariat.objects.public()

    def get_queryset(self):
        return self.gate().select_related("parent")

    def get_context_data(self, **kwargs):
        office, areas = self.object, list(self.object.areas.all())
        members = list(office.members.listed().select_related("area").in_order())
        return super().get_context_data(
            title=text_in(office, "name"),
            description=text_in(office, "name"),
            main_text=text_in(office, "introduction"),
            areas=areas,
            local_address=local_address(office, areas),
            place=place_of(office),
            marks=marks_of(members),
            people=office.people.public(),
            branches=office.children.public(),
            members=members,
            inhabitants=office.members.listed().people(),
            articles=office.articles.public().brief().foremost(3),
            events=office.events.public().brief().next_ones(3),
            alternates=office_page(office).alternates(),
            structured=office_data(office, areas),
            **kwargs,
        )


class SecretariatPreview(Preview, SecretariatDetailView):
    """The page of an office as somebody is about to save it."""


def place_of(office: Secretariat) -> Point | None:
    """Where the office lies on the map of the region, None if beyond its edge or unknown."""
    if office.longitude is None or office.latitude is None:
        return None
    return on_region(office.longitude, office.latitude)


def marks_of(members: Iterable) -> str:
    """Path data with a mark on the map of the region for each member that lies there."""
    located = (member for member in members if member.latitude is not None)
    places = (on_region(member.longitude, member.latitude) for member in located)
    return "".join(f"M{x} {y}h0" for x, y in filter(None, places))


def local_address(office: Secretariat, areas: Sequence[Area]) -> Text | None:
    """The address as written where the office lies; None where the reader’s says the same."""
    area = home_of(office, areas)
    if area is None:
        return None
    local = text_in(office, "address", BY_CODE[area.default_language])
    is_new = local.value != text_in(office, "address").value
    return local if is_new and not local.is_fallback else None


def home_of(office: Secretariat, areas: Sequence[Area]) -> Area | None:
    """The area in which an office lies, of those that it serves."""
    if len(areas) == 1:
        return areas[0]
    if office.longitude is None or office.latitude is None:
        return None
    code = land_at(office.longitude, office.latitude)
    return next((area for area in areas if area.code == code), None)


@require_safe
def office_card(request: HttpRequest, slug: str) -> HttpResponse:
    office = get_object_or_404(Secretariat.objects.public(), slug=slug)
    return card_response(request, cards.office_card(office))
