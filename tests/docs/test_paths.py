"""What the pages for people name is there: links, files, commands."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
GUIDES = [
    *("README.md", "CONTRIBUTING.md", "sample/README.md", "tests/upgrades/README.md"),
    *("docs/operator-guide.md", "docs/staff-guide.md"),
]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
#: A file or folder of ours, by its path from the root.
OWN = "iclei|news|members|secretariats|editorial|templates|static|locale|sample|deploy|docs|tests"
NAMED = re.compile(rf"`((?:{OWN})/[\w./-]*)`")
COMMAND = re.compile(r"(?:manage\.py|manage\.sh) ([a-z_]+)")
TARGET = re.compile(r"`make ([a-z-]+)")


def text_of(guide: str) -> str:
    return (ROOT / guide).read_text(encoding="utf-8")


def headings(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in found}


def targets() -> dict[str, str]:
    """What `make` makes, and the words with which `make help` tells of it."""
    return dict(re.findall(r"^([a-z-]+):[^#\n]*(?:## (.*))?$", text_of("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("guide", GUIDES)
def test_links_lead_somewhere(guide):
    for path, anchor in LINK.findall(text_of(guide)):
        page = (ROOT / guide).parent / path if path else ROOT / guide
        assert page.exists(), path
        assert not anchor or anchor in headings(page), anchor


@pytest.mark.parametrize("guide", GUIDES)
def test_files_that_are_named_are_there(guide):
    assert [path for path in NAMED.findall(text_of(guide)) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_that_are_named_are_there(guide):
    text = text_of(guide)
    assert {*COMMAND.findall(text)} <= {*get_commands()}
    assert {*TARGET.findall(text)} <= {*targets()}


def test_help_tells_each_target():
    assert {name for name, words in targets().items() if not words} == {"python", "packages"}
