"""What pages tell machines of their subject, in the words of schema.org, as JSON-LD."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Model
from django.templatetags.static import static
from django.utils.html import strip_tags

from editorial.languages import LANGUAGES, Text, own_text
from editorial.languages.addresses import absolute
from editorial.records.portal import portal_text
from editorial.records.slugs import Addressed

Node = dict[str, Any]

CONTEXT = "https://schema.org"
EMPTY: tuple[Any, ...] = (None, "", [], {})


def document(data: Node) -> Node:
    return {"@context": CONTEXT} | data


def node(kind: str, **properties: Any) -> Node:
    """A thing of a kind, without the properties that it has no value for; ``id`` names it."""
    known = {name: value for name, value in properties.items() if value not in EMPTY}
    identity = {"@id": known.pop("id")} if "id" in known else {}
    return {"@type": kind} | identity | known


def page_of(thing: Addressed) -> str:
    return absolute(thing.get_absolute_url())


def picture_at(address: str) -> str:
    """The whole address of a picture, wherever pictures are stored."""
    return urljoin(f"{settings.SITE_URL}/", address)


def card_of(thing: Addressed) -> str:
    return f"{page_of(thing)}card.png"


def identity(thing: Addressed) -> str:
    """The name under which all pages know a thing, the same in every language."""
    return absolute(f"/{thing.slug_prefix}/{thing.slug}#{thing._meta.model_name}")


def in_all_languages(thing: Model, field: str) -> list[Node]:
    """Every version of a text, with its language."""
    return [
        {"@value": value, "@language": language.tag}
        for language in LANGUAGES
        if (value := own_text(thing, field, language))
    ]


def plain(text: Text) -> str:
    """A text without markup, on one line."""
    return " ".join(strip_tags(text.value.replace("<", " <")).split())


def place(name: str, longitude: float | None = None, latitude: float | None = None) -> Node:
    return node("Place", name=name, geo=geo(longitude, latitude))


def geo(longitude: float | None, latitude: float | None) -> Node | None:
    """Coordinates in degrees (WGS 84), None if they are not known."""
    if longitude is None or latitude is None:
        return None
    return node("GeoCoordinates", latitude=latitude, longitude=longitude)


def organization(**properties: Any) -> Node:
    """The organization whose site this is."""
    return node(
        "Organization",
        id=absolute("/#organization"),
        name=portal_text("name").value,
        url=absolute("/"),
        **properties,
    )


def logo() -> Node:
    """The sign of the site: a square, in pixels."""
    side = 512
    sign = picture_at(static(f"icons/icon-{side}.png"))
    return node("ImageObject", url=sign, width=side, height=side)


def trail(above: Sequence[tuple[str, str]], here: str) -> Node:
    """The pages above this one by name and path, and this one, which is where it is."""
    steps = [node("ListItem", name=name, item=absolute(path)) for name, path in above]
    steps.append(node("ListItem", name=here))
    return node(
        "BreadcrumbList",
        itemListElement=[step | {"position": at} for at, step in enumerate(steps, start=1)],
    )
