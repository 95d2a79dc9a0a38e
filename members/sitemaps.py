from django.db.models.functions import Greatest
from django.urls import reverse

from editorial.public.sitemaps import Page, Records, written_in
from members.models import Member, Theme


def kinds() -> list[Records]:
    """Listed members and all themes."""
    return [
        Records(
            "members",
            Member.objects.listed(),
            list_view="members:list",
            view="members:detail",
            text="profile",
            changed=Greatest("updated_at", "publish_at"),
        ),
        Records(
            "themes",
            Theme.objects.all(),
            list_view="members:themes",
            view="members:theme",
            text="tagline",
        ),
    ]


def member_page(member: Member) -> Page:
    path = reverse("members:detail", args=[member.slug])
    return Page(path, member.updated_at, written_in(member, "profile"))


def theme_page(theme: Theme) -> Page:
    path = reverse("members:theme", args=[theme.slug])
    return Page(path, theme.updated_at, written_in(theme, "tagline"))
