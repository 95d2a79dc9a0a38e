"""Mark-up as a tree, whatever program wrote it: what people paste is rarely valid HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

VOID = frozenset(("area", "br", "embed", "frame", "hr", "img", "input", "source", "track", "wbr"))
LISTS = frozenset(("ul", "ol", "menu", "dir"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: What ends a line before and behind itself.
BLOCK_TAGS = """
address article aside blockquote caption center dd details div dl dt fieldset figcaption figure
footer form header hgroup hr legend li main nav p pre search section summary table tbody td tfoot
th thead tr xmp
"""
BLOCKS = LISTS | HEADINGS | frozenset(BLOCK_TAGS.split())
#: What shows something that is no text; each is one of a kind that can be named.
MEDIA = frozenset(("iframe", "frame", "video", "audio", "object", "embed", "applet"))
DRAWINGS = frozenset(("svg", "canvas"))
CONTROLS = frozenset(("input", "select", "textarea", "button"))
PHRASE_TAGS = """
a abbr acronym b br cite code del dfn em font i img ins kbd label math q rb rp rt ruby s samp script
source span strike strong sub sup tt u var
"""
PHRASES = frozenset(PHRASE_TAGS.split())
KNOWN = BLOCKS | MEDIA | DRAWINGS | CONTROLS | PHRASES
READ = "alt aria-label checked colspan height href rowspan src start style title type width"
ATTRIBUTES = frozenset(READ.split())
#: Addresses are looked at later; until then all that people paste are kept.
PASTED = "about blob cid data file ftp geo http https javascript mailto sms tel vbscript webcal"
SCHEMES = frozenset(PASTED.split())
SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,30}):", re.IGNORECASE)
#: Deeper than this nobody writes; what stands there belongs to the tag around it.
DEEPEST = 60
STYLES = {"style", "title", "template"}


@dataclass
class Element:
    """A tag with what it holds: texts and other elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Element"]:
        return (part for part in self.inside if isinstance(part, Element))

    def all(self) -> Iterator["Element"]:
        """What stands in it, however deep."""
        for part in self.elements():
            yield part
            yield from part.all()

    @property
    def text(self) -> str:
        """All that it says, in one line."""
        return " ".join("".join(texts_in(self)).split())

    @property
    def has_blocks(self) -> bool:
        return any(part.tag in BLOCKS for part in self.all())


def texts_in(element: Element) -> Iterator[str]:
    for part in element.inside:
        if isinstance(part, str):
            yield part
        elif part.tag != "script":
            yield from texts_in(part)
            yield " " if part.tag in BLOCKS or part.tag == "br" else ""


class TreeBuilder(HTMLParser):
    """Makes a tree of mark-up in which each tag is closed in its turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.skipped = 0  # tags that stand too deep

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID and len(self.open) > DEEPEST:
            self.skipped += 1
            return
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def parse(html: str) -> Element:
    """The tree of ``html``, read as a browser would read it."""
    builder = TreeBuilder()
    builder.feed(
        nh3.clean(
            html,
            tags=set(KNOWN),
            clean_content_tags=STYLES,
            attributes={"*": set(ATTRIBUTES)},
            url_schemes={*SCHEMES, *(found.lower() for found in SCHEME.findall(html))},
            link_rel=None,
        )
    )
    builder.close()
    return builder.root
