from django.db.models.functions import Greatest
from django.urls import reverse

from editorial.public.sitemaps import SitemapPage, SitemapRecords, written_in
from members.models import Member, Theme


def kinds() -> list[SitemapRecords]:
    """Listed members and all themes."""
    return [
        SitemapRecords(
            "members",
            Member.objects.listed(),
            list_view="members:list",
            view="members:detail",
            text="profile",
            changed=Greatest("updated_at", "publish_at"),
        ),
        SitemapRecords(
            "themes",
            Theme.objects.all(),
            list_view="members:themes",
            view="members:theme",
            text="tagline",
        ),
    ]


def member_page(member: Member) -> SitemapPage:
    path = reverse("members:detail", args=[member.slug])
    return SitemapPage(path, member.updated_at, written_in(member, "profile"))


def theme_page(theme: Theme) -> SitemapPage:
    path = reverse("members:theme", args=[theme.slug])
    return SitemapPage(path, theme.updated_at, written_in(theme, "tagline"))
