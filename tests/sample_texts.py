"""The texts of the sample as its files have them: read without a database."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from editorial.languages import LANGUAGES, Language, column

FOLDER = Path(__file__).parents[1] / "sample"
TABLES = ("areas.csv", "offices.csv", "themes.csv", "people.csv", "portal.csv", "members.csv")
STORIES = ("articles.json", "articles-own.json")
PROFILES = ("profiles-kr.json", "profiles-jp.json", "profiles-others.json")
#: Until this day an event of the sample lies in the past; the tests do not look at the clock.
TODAY = date(2026, 11, 30)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Text:
    """A text of the sample in one language, without mark-up. ``until`` is an event’s last day."""

    file: str
    record: str
    field: str
    language: Language
    value: str
    until: date | None = None

    @property
    def tag(self) -> str:
        return self.language.code

    @property
    def is_headline(self) -> bool:
        return self.field in ("title", "name")

    @property
    def is_past(self) -> bool:
        return self.until is not None and self.until <= TODAY

    def __str__(self) -> str:
        return f"{self.file} {self.record} {self.field} {self.tag}"


@cache
def sample_texts() -> tuple[Text, ...]:
    """All texts that have five versions; those that are missing are left out."""
    found = (*of_tables(), *of_stories(), *of_profiles())
    return tuple(text for text in found if text.value)


def rows_of(name: str) -> list[dict[str, str]]:
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told_in(name: str) -> dict:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def of_tables() -> Iterator[Text]:
    for name in TABLES:
        for row in rows_of(name):
            record = next(iter(row.values()))
            fields = [head.removesuffix("_en") for head in row if column_of(head, row)]
            for field in fields:
                for one in LANGUAGES:
                    yield Text(name, record, field, one, row[column(field, one)])


def column_of(head: str, row: dict[str, str]) -> bool:
    """Whether the column ``head`` is the English one of five."""
    return head.endswith("_en") and f"{head.removesuffix('_en')}_ko" in row


def of_stories() -> Iterator[Text]:
    for name in STORIES:
        for story in told_in(name)["articles"]:
            event = story["event"] or {}
            until = date.fromisoformat(event["end"][:10]) if event else None
            for one in LANGUAGES:
                told = story["translations"].get(one.code, {})
                told = told | {"place": event.get("place", {}).get(one.code, "")}
                for field, value in told.items():
                    yield Text(name, story["slug"], field, one, value, until)


def of_profiles() -> Iterator[Text]:
    for name in (*PROFILES, "office-texts.json"):
        for record, told in told_in(name).items():
            for field in ("summary", "profile", "introduction", "history"):
                for one in LANGUAGES:
                    value = told.get(field, {}).get(one.column, "")
                    yield Text(name, record, field, one, TAG.sub("\n", value))
