"""How long files, classes and functions may be, and that an import inside a function has a reason.

Run by ``make lint``. Migrations are left out: they are as they were when they landed.
"""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

from deploy.steps import ROOT

APPS = ("iclei", "news", "members", "secretariats", "editorial")
TESTS = "tests"

LONGEST_FILE = 400  # lines
LONGEST_TESTS = 600  # lines of a file with tests
LONGEST_CLASS = 150  # lines
LONGEST_FUNCTION = 40  # lines

Function = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom
Fault = tuple[int, str]


def length_faults(text: str, most: int) -> Iterator[Fault]:
    """A file of more than ``most`` lines."""
    lines = len(text.splitlines())
    if lines > most:
        yield most + 1, f"{lines} lines; a file here has at most {most}."


def part_faults(tree: ast.Module) -> Iterator[Fault]:
    """Classes and functions that are too long to be read in one sitting."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and lines_of(node) > LONGEST_CLASS:
            yield (
                node.lineno,
                f"class {node.name}: {lines_of(node)} lines, {LONGEST_CLASS} at most.",
            )
        if isinstance(node, Function) and lines_of(node) > LONGEST_FUNCTION:
            yield node.lineno, f"{node.name}(): {lines_of(node)} lines, {LONGEST_FUNCTION} at most."


def lines_of(node: ast.ClassDef | Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def import_faults(tree: ast.Module, text: str) -> Iterator[Fault]:
    """Imports inside functions that no comment gives a reason for.

    It stands on a line of the import or on the one above; imports that follow each other share it.
    """
    explained = comment_lines(text)
    for node in inner_imports(tree):
        last = node.end_lineno or node.lineno
        if explained.isdisjoint(range(node.lineno - 1, last + 1)):
            yield node.lineno, "An import inside a function; say why in a comment on its line."
        else:
            explained.add(last)


def inner_imports(tree: ast.Module) -> list[Import]:
    """In the order of the lines, each once, however deep its function lies in others."""
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    found = {node for function in functions for node in ast.walk(function)}
    return sorted((n for n in found if isinstance(n, Import)), key=lambda node: node.lineno)


def comment_lines(text: str) -> set[int]:
    """The lines with a comment; one that merely tells a linter to be silent is none."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {token.start[0] for token in tokens if is_reason(token)}


def is_reason(token: tokenize.TokenInfo) -> bool:
    words = token.string.lstrip("#: ")
    return token.type == tokenize.COMMENT and " " in words and not words.startswith("noqa")


def faults(text: str, is_test: bool = False) -> list[Fault]:
    """What is wrong in the Python file ``text``: the number of the line, and a sentence."""
    if is_test:
        return list(length_faults(text, LONGEST_TESTS))
    tree = ast.parse(text)
    found = [*length_faults(text, LONGEST_FILE), *part_faults(tree), *import_faults(tree, text)]
    return sorted(found)


def main(root: Path = ROOT) -> int:
    """Print a sentence for each fault in the apps and tests below ``root``; 1 if there is any."""
    found = [
        f"{path.relative_to(root)}:{number}: {fault}"
        for folder in (*APPS, TESTS)
        for path in sorted((root / folder).rglob("*.py"))
        if "migrations" not in path.parts
        for number, fault in faults(path.read_text(encoding="utf-8"), folder == TESTS)
    ]
    for sentence in found:
        print(sentence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
