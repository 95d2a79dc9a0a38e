from django.urls import reverse

from editorial.public.sitemaps import SitemapPage, SitemapRecords, written_in
from secretariats.models import Secretariat


def kinds() -> list[SitemapRecords]:
    """Open offices."""
    return [
        SitemapRecords(
            "secretariats",
            Secretariat.objects.public(),
            list_view="secretariats:list",
            view="secretariats:detail",
            text="introduction",
        )
    ]


def office_page(office: Secretariat) -> SitemapPage:
    path = reverse("secretariats:detail", args=[office.slug])
    return SitemapPage(path, office.updated_at, written_in(office, "introduction"))
