"""How long links are kept that lead nowhere any more: until then they say that they have ended."""

from datetime import timedelta

from django.utils import timezone

from editorial.links.models import AccessLink

LINK_KEPT = timedelta(days=365)


def forget_old_links() -> None:
    """Delete links that ended long ago."""
    AccessLink.objects.filter(expires_at__lt=timezone.now() - LINK_KEPT).delete()
