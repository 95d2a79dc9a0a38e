"""The offices, and each of them."""

from django.views.generic import DetailView, ListView

from editorial.languages import text_in
from secretariats.cartography import on_region
from secretariats.models import Secretariat


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
    def get_queryset(self):
        return Secretariat.objects.public().select_related("parent")

    def get_context_data(self, **kwargs):
        office = self.object
        return super().get_context_data(
            title=text_in(office, "name"),
            description=text_in(office, "name"),
            main_text=text_in(office, "introduction"),
            areas=office.areas.all(),
            place=place_of(office),
            people=office.people.public(),
            branches=office.children.public(),
            members=office.members.listed().select_related("area").in_order(),
            articles=office.articles.public()[:3],
            events=office.events.public().coming()[:3],
            **kwargs,
        )


def place_of(office: Secretariat) -> tuple[float, float] | None:
    """Where the office lies on the map of the region, None if beyond its edge or unknown."""
    if office.longitude is None or office.latitude is None:
        return None
    return on_region(office.longitude, office.latitude)
