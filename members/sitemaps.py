from django.urls import reverse

from editorial.sitemaps import Page, latest, written_in
from members.models import Member, Theme


def pages() -> list[Page]:
    """Listed members and all themes, each after its list."""
    members = [member_page(member) for member in Member.objects.listed().in_order()]
    themes = [theme_page(theme) for theme in Theme.objects.all()]
    return [
        Page(reverse("members:list"), latest(members)),
        *members,
        Page(reverse("members:themes")),
        *themes,
    ]


def member_page(member: Member) -> Page:
    path = reverse("members:detail", args=[member.slug])
    return Page(path, member.updated_at, written_in(member, "profile"))


def theme_page(theme: Theme) -> Page:
    path = reverse("members:theme", args=[theme.slug])
    return Page(path, languages=written_in(theme, "tagline"))
