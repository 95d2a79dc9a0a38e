from django.urls import reverse

from editorial.public.sitemaps import Page, Records, written_in
from secretariats.models import Secretariat


def kinds() -> list[Records]:
    """Open offices."""
    return [
        Records(
            "secretariats",
            Secretariat.objects.public(),
            list_view="secretariats:list",
            view="secretariats:detail",
            text="introduction",
        )
    ]


def office_page(office: Secretariat) -> Page:
    path = reverse("secretariats:detail", args=[office.slug])
    return Page(path, office.updated_at, written_in(office, "introduction"))
