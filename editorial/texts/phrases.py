"""Phrases of a text that was pasted: what they mean in our tags, and what of them is no text."""

import re
import unicodedata
from collections.abc import Sequence
from html import escape

from editorial.texts.letters import tidied
from editorial.texts.losses import Kind, Loss, loss_of_media, loss_of_picture
from editorial.texts.markup import CONTROLS, DRAWINGS, MEDIA, Element

SAME = {
    **{"b": "strong", "strong": "strong", "i": "em", "em": "em"},
    **{"del": "s", "strike": "s", "s": "s", "ins": "u", "u": "u"},
    **{"sub": "sub", "sup": "sup", "ruby": "ruby", "rt": "rt", "rp": "rp"},
}
#: Where programs write a meaning as a style.
STYLED = (
    ("strong", re.compile(r"font-weight:\s*(bold|[6-9]00)")),
    ("em", re.compile(r"font-style:\s*(italic|oblique)")),
    ("s", re.compile(r"text-decoration[a-z-]*:[^;]*line-through")),
    ("sub", re.compile(r"vertical-align:\s*sub")),
    ("sup", re.compile(r"vertical-align:\s*super")),
)
#: Google Docs wraps all that is copied in a bold that is none.
NOT_BOLD = re.compile(r"font-weight:\s*(normal|[1-4]00)")
SCHEMES = ("http", "https", "mailto", "tel")
#: Before what our editor takes for no address.
UNSAFE = "unsafe:"
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")

Part = Element | str


class PhraseKeeper:
    """Writes phrases in the tags that we have, and notes what those cannot hold."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []

    def lose(self, kind: Kind, name: str = "", where: str = "") -> str:
        self.losses.append(Loss(kind, name, where))
        return ""

    def phrase(self, part: Part) -> str:
        if isinstance(part, str):
            return escape(tidied(part), quote=False)
        if part.tag == "br":
            return "<br>"
        if part.tag == "a":
            return self.link(part)
        if part.tag == "q":
            return f"“{self.inside(part)}”"
        if part.tag in ("abbr", "acronym"):
            return self.inside(part) + expansion(part)
        if part.tag in LOST:
            return LOST[part.tag](self, part)
        return marked(self.inside(part), meanings(part))

    def inside(self, part: Element) -> str:
        return "".join(self.phrase(each) for each in part.inside)

    def link(self, part: Element) -> str:
        inside, address = self.inside(part), part.attributes.get("href", "").strip()
        address = address.removeprefix(UNSAFE)
        if not address or not inside.strip():
            return inside
        if address.startswith("#"):
            self.lose(Kind.ANCHOR)
            return inside
        scheme = SCHEME.match(re.sub(r"[\x00-\x20]", "", address))
        if scheme and scheme[1].lower() not in SCHEMES:
            self.lose(Kind.LINK, part.text, address)
            return inside
        return f'<a href="{escape(address)}">{inside}</a>'

    def picture(self, part: Element) -> str:
        """A picture that stands for a character is that; one that nobody sees is nothing."""
        alt, size = part.attributes.get("alt", "").strip(), part.attributes.get("width", "")
        if alt and len(alt) < 12 and not any(char.isalnum() for char in alt) and is_emoji(alt):
            return escape(alt, quote=False)
        if size.strip() not in ("0", "1"):
            self.losses.append(loss_of_picture(part))
        return ""

    def media(self, part: Element) -> str:
        self.losses.append(loss_of_media(part))
        return ""

    def drawing(self, part: Element) -> str:
        return self.lose(Kind.DRAWING, part.attributes.get("aria-label", "") or part.text)

    def formula(self, part: Element) -> str:
        self.lose(Kind.FORMULA, part.text)
        return escape(part.text, quote=False)

    def script(self, part: Element) -> str:
        return self.lose(Kind.SCRIPT)

    def control(self, part: Element) -> str:
        """A field of a form; a box to tick is a sign, as lists of tasks have it."""
        kind = part.attributes.get("type", "").lower()
        if kind == "checkbox":
            return "☑ " if "checked" in part.attributes else "☐ "
        if kind != "hidden":
            self.lose(Kind.FORM)
        return self.inside(part) if part.tag == "button" else ""


LOST = {
    "img": PhraseKeeper.picture,
    "math": PhraseKeeper.formula,
    "script": PhraseKeeper.script,
    **dict.fromkeys(MEDIA, PhraseKeeper.media),
    **dict.fromkeys(DRAWINGS, PhraseKeeper.drawing),
    **dict.fromkeys(CONTROLS, PhraseKeeper.control),
}


def meanings(part: Element) -> tuple[str, ...]:
    """What a phrase means beside what it says: by its tag, or by the style it is written in."""
    style = part.attributes.get("style", "").lower()
    own = SAME.get(part.tag)
    found = [own] if own and not (own == "strong" and NOT_BOLD.search(style)) else []
    is_styled = part.tag in ("span", "font", "a") or part.tag in SAME
    found += [tag for tag, styled in STYLED if is_styled and styled.search(style)]
    return tuple(dict.fromkeys(found))


def marked(html: str, marks: Sequence[str]) -> str:
    """``html`` in the tags that say what it means; what says nothing needs none."""
    if not html.strip() and "<br>" not in html:
        return html
    for tag in reversed(marks):
        html = f"<{tag}>{html}</{tag}>"
    return html


def expansion(part: Element) -> str:
    """What an abbreviation stands for, unless it says so itself."""
    title = part.attributes.get("title", "").strip()
    return f" ({escape(title, quote=False)})" if title and title not in part.text else ""


def is_emoji(text: str) -> bool:
    return any(unicodedata.category(char) in ("So", "Sk") for char in text)
