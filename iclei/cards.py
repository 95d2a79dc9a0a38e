"""The share card of the site, for all pages that are about nothing else."""

from editorial.public.cards import Card, site_name
from editorial.records.portal import portal_text
from members.cards import map_of
from members.models import Member


def site_card() -> Card:
    """What the site is, and all members on the map. This causes one query."""
    return Card(
        title=portal_text("headline"),
        site=site_name(),
        picture=map_of(Member.objects.listed()),
    )
