"""Losses: what a rich text cannot keep, named in words before anything is stored."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from django.utils.text import Truncator
from django.utils.translation import gettext

from editorial.languages.punctuation import add_note
from editorial.texts.markup import Element

LONGEST_NAME = 80  # characters of a name in words
DATA = re.compile(r"^\s*(data|blob|file|cid):", re.IGNORECASE)


class Kind(StrEnum):
    PICTURE = "picture"
    MEDIA = "media"
    DRAWING = "drawing"
    FORMULA = "formula"
    FORM = "form"
    SCRIPT = "script"
    LINK = "link"
    ANCHOR = "anchor"


#: Of what people want to know how much of it there was.
COUNTED = (Kind.PICTURE, Kind.MEDIA, Kind.DRAWING)


@dataclass(frozen=True)
class Loss:
    """Something that cannot be kept: of which kind, what it is called, and where it leads."""

    kind: Kind
    name: str = ""
    where: str = ""

    @property
    def words(self) -> str:
        """What it is, in the reader's language."""
        told = {"name": short(self.name), "where": short(self.where)}
        named, bare = WORDS[self.kind]()
        return (named if self.name or self.where else bare) % told


#: Of each kind the words for one with a name, and for one without.
WORDS = {
    Kind.PICTURE: lambda: (gettext("a picture: “%(name)s”"), gettext("a picture")),
    Kind.MEDIA: lambda: (
        gettext("a video or other content from %(where)s"),
        gettext("a video or other content"),
    ),
    Kind.DRAWING: lambda: (gettext("a drawing: “%(name)s”"), gettext("a drawing")),
    Kind.FORMULA: lambda: (
        gettext("the layout of a formula: “%(name)s”"),
        gettext("the layout of a formula"),
    ),
    Kind.FORM: lambda: (gettext("a form or its fields"),) * 2,
    Kind.SCRIPT: lambda: (gettext("a script"),) * 2,
    Kind.LINK: lambda: (
        gettext("the address of the link “%(name)s”: %(where)s"),
        gettext("the address of a link"),
    ),
    Kind.ANCHOR: lambda: (gettext("links to places within the same text"),) * 2,
}


def short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST_NAME)


def loss_of_picture(element: Element) -> Loss:
    """A picture under its alternative text, its title, or the name of its file."""
    given = element.attributes
    name = given.get("alt") or given.get("title") or file_in(given.get("src", ""))
    return Loss(Kind.PICTURE, name.strip())


def file_in(address: str) -> str:
    """The name of the file at an address; empty for what has none, such as data."""
    return "" if DATA.match(address) else address.partition("?")[0].rpartition("/")[2]


def loss_of_media(element: Element) -> Loss:
    """A video, or what another site shows, under that site or its own title."""
    address = next((a for a in addresses_in(element) if a), "")
    return Loss(Kind.MEDIA, where=host_of(address) or element.attributes.get("title", ""))


def addresses_in(element: Element) -> Iterable[str]:
    given = element.attributes
    yield from (given.get("src", ""), given.get("href", ""))
    yield from (part.attributes.get("src", "") for part in element.all())


def host_of(address: str) -> str:
    try:
        return urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""


def in_words(losses: Iterable[Loss]) -> list[str]:
    """Each loss in words, once; pictures and the like with how many there are, if more."""
    counts = Counter(losses)
    return [
        add_note(loss.words, f"× {number}") if number > 1 and loss.kind in COUNTED else loss.words
        for loss, number in counts.items()
    ]
