"""Finds signs that code, templates and catalogues set in another language's way."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

#: Between what a list joins, these signs are those of one language.
JOINTS = frozenset((", ", "; ", ": ", "、", "，", "；", "："))
#: In a text with values in it: behind a value, before one, and anywhere.
BEHIND = re.compile(r"^\)?[:,;] ")
BEFORE = re.compile(r"(?: \(|[:,;] )$")
ANYWHERE = re.compile(r"[“”‘’「」『』（）、，：；]")
#: What is called so speaks to operators and developers, who have English.
NOT_FOR_READERS = re.compile(
    r"(?!Validation)\w*(?:Error|Configured|Away|Unclear|Undeliverable|Warning|info|exception|write)"
)

Found = Iterator[tuple[int, str]]


def in_code(text: str) -> Found:
    """The line and the source of each such sign in a module."""
    yield from in_node(ast.parse(text))


def in_node(node: ast.AST) -> Found:
    if isinstance(node, ast.Call):
        called = node.func
        if NOT_FOR_READERS.fullmatch(getattr(called, "attr", getattr(called, "id", ""))):
            return
        if getattr(called, "attr", "") == "join" and sign_of(called) in JOINTS:
            yield node.lineno, ast.unparse(called)
    if isinstance(node, ast.JoinedStr) and is_set(node.values):
        yield node.lineno, ast.unparse(node)
    for child in ast.iter_child_nodes(node):
        yield from in_node(child)


def sign_of(called: ast.AST) -> object:
    return getattr(getattr(called, "value", None), "value", None)


def is_set(parts: list[ast.expr]) -> bool:
    """Whether a text with values in it has signs of its own around them."""
    words = [str(part.value) if isinstance(part, ast.Constant) else "" for part in parts]
    return any(
        (at > 0 and BEHIND.match(text))
        or (at + 1 < len(words) and BEFORE.search(text))
        or ANYWHERE.search(text)
        for at, text in enumerate(words)
    )


#: Comments, sentences of the catalogues, and what is no text.
LEFT_OUT = re.compile(
    r"\{#.*?#\}|\{% comment .*?%\}.*?\{% endcomment %\}"
    r"|\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}"
    r"|<(script|style|svg)\b.*?</\1>",
    re.DOTALL,
)
#: A sign behind or before what a tag prints, whatever HTML is around.
BESIDE = re.compile(
    r"(?:\}\}|%\}|>)\s*(?:[:：、，；“”「」,;]|\((?:\{\{|\{%|<|\w))"
    r"|[“「](?:\{\{|\{%|<)|join:\"[,;:] ?\""
)


def in_template(text: str) -> Found:
    """The line and the surroundings of each such sign in a template."""
    text = LEFT_OUT.sub(blank, text)
    for found in BESIDE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield line, text[max(found.start() - 30, 0) : found.end() + 30].replace("\n", " ")


def blank(found: re.Match[str]) -> str:
    """A tag of as many lines, in the place of what is left out."""
    return "{%" + "\n" * found[0].count("\n") + "%}"


WIDE = r"[\u3040-\u30ff\u3400-\u9fff」』）”]"
#: In Han and kana: signs of half a width beside them, and quotation marks of another language.
NARROW = re.compile(rf"{WIDE}[,:;!?](?!\w)|{WIDE} ?\((?!s\))|\){WIDE}|{WIDE}\.(?:\s|$)")
QUOTES = {"ja": "“”", "zh_Hant": "“”", "zh_Hans": "「」", "ko": "「」"}


def in_translation(text: str, locale: str) -> bool:
    """Whether a translation has signs of another language."""
    has_narrow = locale != "ko" and bool(NARROW.search(text))
    return has_narrow or any(sign in text for sign in QUOTES[locale])


def modules(root: Path) -> Iterator[Path]:
    """The modules of the apps, but for migrations and what speaks to operators alone."""
    for app in ("editorial", "secretariats", "members", "news", "iclei"):
        for path in sorted((root / app).rglob("*.py")):
            if {"migrations", "management", "upgrades", "sample"}.isdisjoint(path.parts):
                yield path
