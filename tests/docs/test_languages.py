"""The table of what a sixth language touches names every file that tells languages apart."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = re.compile(r"^\| where \| what \|\n.*?\n\n", re.MULTILINE | re.DOTALL)
#: What names a language in code: its code alone in quotes, its column, or a rule of style for it.
NAMED = re.compile(r"""["'](?:ko|ja|zh-hant|zh-hans)["']|zh_han[ts]|sort_ko|:lang\(""")
#: Where code stands; migrations and translations are rows of the table as a whole.
CODE = ("iclei", "news", "members", "secretariats", "editorial", "static", "templates", "deploy")
KINDS = {".py", ".css", ".js", ".html", ".conf"}


def rows() -> set[str]:
    """The files and folders that the table names."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (table,) = TABLE.findall(text[text.index("## To add a language") :])[:1]
    cells = [line.split("|")[1] for line in table.strip().splitlines()]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell) if "/" in name}


def sources() -> list[Path]:
    found = (path for folder in CODE for path in (ROOT / folder).rglob("*"))
    own = (path.relative_to(ROOT) for path in found if path.suffix in KINDS)
    return [path for path in own if not {"migrations", "vendor"} & {*path.parts}]


def is_named(path: Path, table: set[str]) -> bool:
    return any(
        str(path) == name or (name.endswith("/") and str(path).startswith(name)) for name in table
    )


def test_files_that_name_a_language_are_in_the_table():
    table = rows()
    naming = [path for path in sources() if NAMED.search((ROOT / path).read_text(encoding="utf-8"))]
    assert naming
    assert [str(path) for path in naming if not is_named(path, table)] == []


@pytest.mark.parametrize("name", sorted(rows()))
def test_rows_of_the_table_are_there(name):
    assert (ROOT / name).exists()
