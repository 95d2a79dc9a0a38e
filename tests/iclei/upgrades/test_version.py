"""One version, said in pyproject.toml, in the changelog and in the back office."""

import re

from django.conf import settings

from iclei.upgrades.version import VERSION

HEADING = re.compile(r"^## (\d+\.\d+\.\d+) – (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def headings() -> list[tuple[str, str]]:
    """Version and day of each versioned heading of the changelog, as they stand."""
    return HEADING.findall((settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8"))


def as_numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def test_changelog_begins_with_this_version():
    assert headings()[0][0] == VERSION


def test_changelog_has_its_newest_version_first():
    assert headings() == sorted(headings(), key=lambda one: as_numbers(one[0]), reverse=True)
    days = [day for _, day in headings()]
    assert days == sorted(days, reverse=True)


def test_changelog_has_no_other_headings_of_versions():
    text = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [one for one in found if one != "Unreleased"] == [
        " – ".join(heading) for heading in headings()
    ]


def test_image_has_the_file_that_says_the_version():
    kept = (settings.BASE_DIR / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    assert "!pyproject.toml" in kept.splitlines()
