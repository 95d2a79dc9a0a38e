"""How style sheets are set: one declaration a line, and lines and files of a readable length.

Run by ``make lint``. Vendored sheets, which are kept as they came, lie elsewhere.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from deploy.steps import ROOT

SHEETS = ROOT / "static" / "css"
LONGEST_LINE = 120  # characters
LONGEST_FILE = 400  # lines

#: What may hold a brace, a colon or a semicolon that sets nothing apart.
NO_RULE = re.compile(r'/\*.*?\*/|"[^"\n]*"|\'[^\'\n]*\'|\([^()\n]*\)', re.DOTALL)
DECLARATION = re.compile(r"[^{};]+:[^{};]*(?=[;}])")


def bare(text: str) -> str:
    """The sheet without comments, strings and brackets; its lines stay where they are."""
    return NO_RULE.sub(lambda found: "\n" * found[0].count("\n"), text)


def faults(text: str) -> Iterator[tuple[int, str]]:
    """What is wrong in the sheet ``text``: the number of the line, and a sentence."""
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            yield number, f"{len(line)} characters; a line has at most {LONGEST_LINE}."
    for number, line in enumerate(bare(text).splitlines(), 1):
        declared = len(DECLARATION.findall(line))
        if declared > 1:
            yield number, f"{declared} declarations; give each a line of its own."
    if len(lines) > LONGEST_FILE:
        yield LONGEST_FILE + 1, f"{len(lines)} lines; a sheet has at most {LONGEST_FILE}."


def main(sheets: Path = SHEETS) -> int:
    """Print a sentence for each fault in the sheets of a folder; 1 if there is any."""
    found = [
        f"{path.relative_to(sheets.parents[1])}:{number}: {fault}"
        for path in sorted(sheets.rglob("*.css"))
        for number, fault in sorted(faults(path.read_text(encoding="utf-8")))
    ]
    for sentence in found:
        print(sentence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
