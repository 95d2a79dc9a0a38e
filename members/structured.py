"""Members and themes in the words of schema.org."""

from django.utils.translation import gettext

from editorial.languages import text_in
from editorial.public.structured import (
    Node,
    card_of,
    geo,
    identity,
    in_all_languages,
    node,
    organization,
    page_of,
    plain,
)
from members.models import Member, Theme
from secretariats.structured import area_data

#: Levels that schema.org knows as a city or town; the others are administrative areas.
CITIES = {
    Member.Level.CAPITAL,
    Member.Level.METROPOLIS,
    Member.Level.SPECIAL_CITY,
    Member.Level.SELF_GOVERNING,
    Member.Level.MUNICIPALITY,
    Member.Level.METROPOLITAN,
    Member.Level.CITY,
    Member.Level.TOWN,
}


def member_data(member: Member) -> list[Node]:
    """A listed member as a place, and its government, which is what has joined."""
    return [
        short_member(member)
        | node(
            kind_of(member),
            alternateName=in_all_languages(member, "name"),
            description=plain(text_in(member, "summary")),
            image=card_of(member),
            geo=geo(member.longitude, member.latitude),
            containedInPlace=area_data(member.area),
            additionalProperty=population(member),
            sameAs=member.website,
        ),
        node(
            "GovernmentOrganization",
            id=f"{identity(member)}-government",
            name=member.official_name or text_in(member, "name").value,
            url=member.website or page_of(member),
            areaServed={"@id": identity(member)},
            memberOf=organization(),
        ),
    ]


def short_member(member: Member) -> Node:
    """A listed member as others name it."""
    return node(
        kind_of(member),
        id=identity(member),
        name=text_in(member, "name").value,
        url=page_of(member),
    )


def kind_of(member: Member) -> str:
    return "City" if member.level in CITIES else "AdministrativeArea"


def population(member: Member) -> Node | None:
    """Inhabitants, with year and source. Schema.org has no property for them."""
    if member.population is None:
        return None
    source = (member.population_year, member.population_source)
    return node(
        "PropertyValue",
        name=gettext("Inhabitants"),
        value=member.population,
        description=", ".join(str(part) for part in source if part),
    )


def theme_data(theme: Theme) -> Node:
    return short_theme(theme) | node(
        "DefinedTerm", description=plain(text_in(theme, "tagline")), image=card_of(theme)
    )


def short_theme(theme: Theme) -> Node:
    """A theme as others name it."""
    return node(
        "DefinedTerm",
        id=identity(theme),
        name=text_in(theme, "name").value,
        url=page_of(theme),
    )
