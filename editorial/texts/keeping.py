"""Keeping: what somebody pasted in the mark-up that rich texts have, and what that cannot keep.

Meaning is kept: tables, lists, levels, emphasis, readings of characters, formulas of chemistry.
Looks go without a word: colours, faces, sizes. What can be neither kept nor said as text is a loss.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from editorial.texts.letters import tidied
from editorial.texts.losses import Kind, Loss
from editorial.texts.markup import BLOCKS, LISTS, Element, parse
from editorial.texts.phrases import Part, PhraseKeeper, marked, meanings
from editorial.texts.tables import cells_of, plain_html, rows_in_lines, rows_of, table_html

LEVELS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
TAG = re.compile(r"<[a-zA-Z/!]")
SPACES = re.compile(r"[ \t\r\n\f]+")
BEGUN = ("<ul", "<ol")  # a list is a block, whatever stands beside it
LIST_TYPES = frozenset(("1", "a", "A", "i", "I"))


@dataclass(frozen=True)
class Kept:
    """A text in the mark-up that we have, and what could not be kept."""

    html: str
    losses: tuple[Loss, ...] = ()


@lru_cache(maxsize=256)
def keep(html: str) -> Kept:
    """``html`` as it can be kept. What comes out is well-formed, but its safety is another's."""
    text = html.replace("\r\n", "\n").strip()
    if not TAG.search(text):
        read = tidied("".join(part for part in parse(text).inside if isinstance(part, str)))
        return Kept(plain_html(read) if has_lines(text) else escape(read, quote=False))
    keeper = Keeper()
    root = parse(text)
    if not root.has_blocks and not any(part.tag == "br" for part in root.all()):
        root.inside = list(lines_of(root.inside))
    kept = keeper.flow(root.inside)
    return Kept("" if kept == "<p></p>" else kept, tuple(keeper.losses))


def has_lines(text: str) -> bool:
    return "\n" in text or "\t" in text


def lines_of(parts: Sequence[Part]) -> Iterator[Part]:
    """Parts of a text that has only phrases: in a cell or a file its lines are meant."""
    for part in parts:
        if isinstance(part, Element):
            yield part
            continue
        first, *others = part.split("\n")
        yield first
        for line in others:
            yield from (Element("br"), line)


class Keeper(PhraseKeeper):
    """Writes a tree in the mark-up that we have, and notes what that cannot hold."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0  # of tables

    def flow(
        self, parts: Sequence[Part], marks: tuple[str, ...] = (), *, is_item: bool = False
    ) -> str:
        """Blocks and runs of phrases; a run beside blocks is a paragraph, one alone is bare.

        In an item of a list a run may stand beside another list.
        """
        found: list[tuple[bool, str]] = []
        run: list[Part] = []
        for part in parts:
            if isinstance(part, Element) and (part.tag in BLOCKS or part.has_blocks):
                is_apart = not (is_item and part.tag in LISTS)
                found += [(False, self.run(run, marks)), (is_apart, self.block(part, marks))]
                run = []
            else:
                run.append(part)
        found.append((False, self.run(run, marks)))
        return "".join(paragraphs(found))

    def run(self, parts: Sequence[Part], marks: tuple[str, ...]) -> str:
        html = "".join(self.phrase(part) for part in parts)
        return marked(html, marks) if html.strip() else html

    def block(self, part: Element, marks: tuple[str, ...]) -> str:
        tag = part.tag
        if tag in LEVELS:
            return f"<{LEVELS[tag]}>{self.in_a_line(part)}</{LEVELS[tag]}>"
        if tag == "hr":
            return "<hr>"
        if tag == "table":
            return self.table(part)
        if tag in LISTS:
            return self.list(part)
        if tag == "blockquote":
            return f"<blockquote>{self.flow(part.inside, marks)}</blockquote>"
        if tag in ("pre", "xmp"):
            return self.as_typed(part)
        if tag not in BLOCKS:
            return self.flow(part.inside, (*marks, *meanings(part)))
        if tag == "form":
            self.lose(Kind.FORM)
        return self.paragraph(part, (*marks, "strong") if tag == "dt" else marks)

    def paragraph(self, part: Element, marks: tuple[str, ...]) -> str:
        """A paragraph; of a box that holds blocks, what it holds."""
        inside = self.flow(part.inside, (*marks, *meanings(part)))
        is_bare = not inside.strip() and (part.tag != "p" or any(part.elements()))
        if part.has_blocks or is_bare:
            return inside
        return f"<p>{inside}</p>"

    def in_a_line(self, part: Element) -> str:
        """What a heading says: blocks within it are no blocks."""
        inside = [
            self.in_a_line(each)
            if isinstance(each, Element) and each.has_blocks
            else self.phrase(each)
            for each in part.inside
        ]
        return SPACES.sub(" ", " ".join(inside)).strip() if part.has_blocks else "".join(inside)

    def as_typed(self, part: Element) -> str:
        """Text whose lines and spaces were typed: they stay."""
        html = "".join(self.phrase(each) for each in part.inside)
        lines = [re.sub(r"^ +", lambda m: "\u00a0" * len(m[0]), line) for line in html.split("\n")]
        return f"<p>{'<br>'.join(lines).strip()}</p>" if html.strip() else ""

    def list(self, part: Element) -> str:
        """A list; what stands in it beside its items is an item, or belongs to the one before."""
        tag = "ol" if part.tag == "ol" else "ul"
        items: list[str] = []
        for each in part.inside:
            if isinstance(each, Element) and each.tag in LISTS and items:
                items[-1] += self.list(each)
            elif isinstance(each, Element) and each.tag == "li":
                items.append(self.flow(each.inside, is_item=True))
            elif (html := self.flow([each])).strip():
                items.append(html)
        inside = "".join(f"<li>{item}</li>" for item in items)
        return f"<{tag}{numbering(part)}>{inside}</{tag}>" if items else ""

    def table(self, part: Element) -> str:
        """A table with its caption before it; one of a single cell is a frame around its text."""
        rows, captions = rows_of(part), [p for p in part.elements() if p.tag == "caption"]
        said = "".join(self.block(caption, ()) for caption in captions)
        cells = [cell for row in rows for cell in cells_of(row)]
        self.depth += 1
        try:
            if len(cells) == 1:
                return said + self.as_blocks(cells[0])
            if self.depth > 1:
                return said + rows_in_lines(
                    part, lambda parts: self.in_a_line(Element("", {}, parts))
                )
            return said + table_html(part, self.flow)
        finally:
            self.depth -= 1

    def as_blocks(self, cell: Element) -> str:
        inside = self.flow(cell.inside)
        return inside if cell.has_blocks or not inside.strip() else f"<p>{inside.strip()}</p>"


def paragraphs(found: Sequence[tuple[bool, str]]) -> Iterator[str]:
    """Blocks as they are, and what is none as paragraphs, if a block stands beside it."""
    has_blocks = any(is_block for is_block, _ in found)
    for is_block, html in found:
        is_run = has_blocks and not is_block and html.strip() and not html.startswith(BEGUN)
        yield f"<p>{html.strip()}</p>" if is_run else html


def numbering(part: Element) -> str:
    """Where a numbered list begins, and in which signs."""
    start, kind = (part.attributes.get(name, "").strip() for name in ("start", "type"))
    is_number = part.tag == "ol" and start.isascii() and start.isdigit() and start != "1"
    is_kind = part.tag == "ol" and kind in LIST_TYPES - {"1"}
    first = f' start="{int(start)}"' if is_number and len(start) < 7 else ""
    return first + (f' type="{kind}"' if is_kind else "")
