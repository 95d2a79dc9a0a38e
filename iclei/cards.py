"""The share card of the site, for all pages that are about nothing else."""

from django.utils.translation import gettext

from editorial.public.cards import Card, said, site_name
from members.cards import map_of
from members.models import Member


def site_card() -> Card:
    """What the site is, and all members on the map. This causes one query."""
    return Card(
        title=said(gettext("Cities of East Asia for sustainability")),
        site=site_name(),
        picture=map_of(Member.objects.listed()),
    )
