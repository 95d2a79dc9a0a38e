"""Share cards of members, with where each lies, and of themes, with their members."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext

from editorial.languages import Text, text_in
from editorial.public.cards import Card, said, site_name
from editorial.public.faces import is_covered
from editorial.records.namesakes import marks_for, told_name
from members.maps import locator_sheet
from members.models import Member, MemberQuerySet, Theme
from secretariats.cards import EAST_ASIA, Map, place_on
from secretariats.cartography import Point, Sheet


def member_card(member: Member) -> Card:
    name = text_in(member, "name")
    return Card(
        title=name,
        site=site_name(),
        below=below(member),
        foot=tuple(other for other in names_of(member) if other.value != name.value),
        is_name=True,
        picture=locator(member),
    )


def below(member: Member) -> tuple[Text, ...]:
    """The area, and what else tells the member apart from others of its name."""
    area = text_in(member.area, "name")
    return (area, *(mark for mark in marks_for(member) if mark.value != area.value))


def names_of(member: Member) -> list[Text]:
    """The name in all scripts of the region, each once, as far as the faces have them."""
    names = (Text(value, language, language) for language, value in member.names())
    return [name for name in names if is_covered(name)]


def locator(member: Member, hue: int | None = None) -> Map | None:
    """Where a member lies, as its locator map shows it but upright; None if that is unknown."""
    if member.longitude is None or member.latitude is None:
        return None
    like = locator_sheet(member)
    sheet = replace(EAST_ASIA, longitude=like.longitude, latitude=like.latitude)
    upright = like.across * like.height / like.width * sheet.width / sheet.height
    return Map(
        replace(sheet, across=upright),
        near=(member.area.code,),
        mark=(member.longitude, member.latitude),
        hue=hue,
    )


def theme_card(theme: Theme) -> Card:
    """The card of a theme with its members on the map. This causes one query."""
    return Card(
        title=told_name(theme),
        site=site_name(),
        above=(said(gettext("Theme")),),
        is_name=True,
        hue=theme.hue_step,
        picture=map_of(theme.members.listed(), hue=theme.hue_step),
    )


def map_of(members: MemberQuerySet, hue: int | None = None) -> Map:
    """The region with a dot for each member. This causes one query."""
    located = members.order_by("pk").only("longitude", "latitude")
    return Map(EAST_ASIA, dots=places_on(EAST_ASIA, located), hue=hue)


def places_on(sheet: Sheet, members: Iterable[Member]) -> tuple[Point, ...]:
    """Degrees east and north of the members that lie on the sheet."""
    places = (place_on(sheet, member.longitude, member.latitude) for member in members)
    return tuple(place for place in places if place)
