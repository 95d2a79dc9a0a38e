"""Offices and areas in the words of schema.org."""

from collections.abc import Iterable
from typing import Any

from editorial.languages import text_in
from editorial.public.structured import (
    Node,
    card_of,
    geo,
    identity,
    in_all_languages,
    node,
    page_of,
    place,
    plain,
)
from secretariats.models import Area, Secretariat


def office_data(office: Secretariat, areas: Iterable[Area]) -> list[Node]:
    """An open office that has its parent at hand, with the ``areas`` that it serves."""
    parent = office.parent
    return [
        short_office(office)
        | node(
            "Organization",
            alternateName=in_all_languages(office, "name"),
            description=plain(text_in(office, "introduction")),
            image=card_of(office),
            areaServed=[area_data(area) for area in areas],
            parentOrganization=short_office(parent) if parent and parent.is_public() else None,
            **ways_to(office),
        )
    ]


def ways_to(office: Secretariat) -> dict[str, Any]:
    """Where an office is, how it is reached and since when."""
    address = text_in(office, "address")
    return {
        "address": node("PostalAddress", streetAddress=plain(address)) if address else None,
        "location": place_of(office),
        "telephone": office.phone,
        "email": office.email,
        "sameAs": office.website,
        "foundingDate": str(office.opened) if office.opened else None,
    }


def short_office(office: Secretariat) -> Node:
    """An open office as others name it."""
    return node(
        "Organization",
        id=identity(office),
        name=text_in(office, "name").value,
        url=page_of(office),
    )


def place_of(office: Secretariat) -> Node | None:
    """Its city, with its coordinates."""
    city, where = text_in(office, "host_city"), geo(office.longitude, office.latitude)
    return node("Place", name=city.value, geo=where) if city or where else None


def area_data(area: Area) -> Node:
    """An area under the name that ICLEI uses: a place, since its status is not ours to say."""
    return place(text_in(area, "name").value)
