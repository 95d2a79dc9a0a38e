"""What is wrong with a page's HTML, by rules that need no checker from outside.

Stricter than the standard where that finds slips: every element that is not void is closed.
"""

from collections import Counter
from html.parser import HTMLParser

VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
    *("track", "wbr"),
}
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
BLOCKS = {
    *("address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset"),
    *("figure", "footer", "form", "header", "hr", "main", "nav", "ol", "p", "pre", "search"),
    *("section", "table", "ul"),
    *HEADINGS,
}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "details", "label"}

#: What alone may be right inside; scripts may be anywhere.
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"td", "th"},
    "tbody": {"tr"},
    "thead": {"tr"},
    "select": {"option", "optgroup", "hr"},
    "html": {"head", "body"},
}
#: What may not be anywhere inside.
NOT_WITHIN = {
    **dict.fromkeys(["p", "span", "strong", "em", "small", "dt", *HEADINGS], BLOCKS),
    "a": INTERACTIVE - {"label"},
    "button": INTERACTIVE | BLOCKS,
    "label": BLOCKS | {"label"},
    "form": {"form"},
}
#: Attributes whose value names one element or several by id.
REFERENCES = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "popovertarget",
    "list",
)
#: The five languages, and Mongolian, in which members there write themselves.
TAGS = ("en", "zh-Hant", "ko", "ja", "zh-Hans", "mn")
DATA = ("application/ld+json", "importmap")


class Page(HTMLParser):
    """Reads a page and collects its ``faults``, each with the line it is on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.is_without_words = False
        self.ids: Counter[str] = Counter()
        self.wanted: list[tuple[str, str]] = []
        self.headings: list[str] = []
        self.feed(html)
        self.close()
        self.end()

    def fault(self, text: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {text}")

    def handle_starttag(self, tag, attrs):
        self.check_place(tag)
        self.check_attributes(tag, attrs)
        if tag in HEADINGS:
            self.check_heading(tag)
        if tag not in VOID:
            self.open.append(tag)
            self.is_without_words = "label" not in dict(attrs)

    def handle_startendtag(self, tag, attrs):
        """``<path/>`` and the like."""
        self.check_attributes(tag, attrs)
        if "svg" not in self.open:
            self.fault(f"<{tag}/> closes itself")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.fault(f"</{tag}> closes something else")
        if tag == "option" and self.is_without_words:
            self.fault("<option> without words")

    def handle_data(self, data):
        self.is_without_words = self.is_without_words and not data.strip()
        parent = self.open[-1] if self.open else ""
        if parent in CHILDREN and data.strip():
            self.fault(f"words right inside <{parent}>: {data.strip()[:40]}")

    def check_place(self, tag: str) -> None:
        parent = self.open[-1] if self.open else ""
        if parent in CHILDREN and tag not in CHILDREN[parent] | {"script", "template"}:
            self.fault(f"<{tag}> right inside <{parent}>")
        for outer in self.open:
            if tag in NOT_WITHIN.get(outer, ()):
                self.fault(f"<{tag}> inside <{outer}>")

    def check_attributes(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in pairs}
        repeated = [name for name, times in Counter(n for n, _ in pairs).items() if times > 1]
        for name in repeated:
            self.fault(f"<{tag}> has {name} twice")
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in REFERENCES:
            self.wanted += [(name, one) for one in given.get(name, "").split()]
        if given.get("href", "").startswith("#") and len(given["href"]) > 1:
            self.wanted.append(("href", given["href"][1:]))
        for complaint in complaints(tag, given):
            self.fault(f"<{tag}> {complaint}")

    def check_heading(self, tag: str) -> None:
        before = self.headings[-1] if self.headings else "h0"
        if int(tag[1]) > int(before[1]) + 1:
            self.fault(f"<{tag}> after <{before}>")
        self.headings.append(tag)

    def end(self) -> None:
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"id {name} {times} times" for name, times in self.ids.items() if times > 1]
        self.faults += [
            f"{name} names {key}, which is not there"
            for name, key in self.wanted
            if key not in self.ids
        ]
        if self.headings.count("h1") != 1:
            self.faults.append(f"{self.headings.count('h1')} h1")


def complaints(tag: str, given: dict[str, str]):
    """What is wrong with the attributes of one element."""
    if tag == "img" and "alt" not in given:
        yield "has no alt"
    if given.get("lang", "en") not in TAGS:
        yield f"has lang {given['lang']}"
    if "style" in given:
        yield "has style"
    if tag == "script" and "src" not in given and given.get("type") not in DATA:
        yield "is a script of its own"
    if len(given.get("id", "one").split()) != 1:
        yield f"has id {given['id']!r}"
    yield from (f"has {name}" for name in given if name.startswith("on"))


def faults(html: str) -> list[str]:
    return Page(html).faults
