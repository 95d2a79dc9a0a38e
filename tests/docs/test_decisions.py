"""The pages of decisions have one kind of head, and are listed."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "adr"
PAGES = sorted(FOLDER.glob("0*.md"))
HEAD = re.compile(
    r"# (?P<number>\d+)\. (?P<title>.+)\n\n"
    r"\d{4}-\d\d-\d\d · (?:accepted|replaced by \[\d+\]\(\d{4}-[\w-]+\.md\))\n\n"
    r"\*\*Context\.\*\* "
)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_decision_has_number_day_and_status(page):
    head = HEAD.match(read(page))
    assert head, f"{page.name} begins otherwise than the other pages."
    assert int(head["number"]) == int(page.name[:4])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_decision_says_what_was_decided_and_what_follows(page):
    parts = re.findall(r"^\*\*(Context|Decision|Consequences)\.\*\*", read(page), re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequences"]


def test_decisions_are_listed_in_order():
    listed = re.findall(r"^\| (\d+) \| \[(.+)\]\((.+)\) \|$", read(FOLDER / "README.md"), re.M)
    heads = [HEAD.match(read(page)) for page in PAGES]
    assert listed == [(h["number"], h["title"], p.name) for h, p in zip(heads, PAGES, strict=True)]
