from django.urls import reverse

from editorial.sitemaps import Page, written_in
from secretariats.models import Secretariat


def pages() -> list[Page]:
    """Open offices after their list."""
    offices = [office_page(office) for office in Secretariat.objects.public()]
    return [Page(reverse("secretariats:list")), *offices]


def office_page(office: Secretariat) -> Page:
    path = reverse("secretariats:detail", args=[office.slug])
    return Page(path, languages=written_in(office, "introduction"))
