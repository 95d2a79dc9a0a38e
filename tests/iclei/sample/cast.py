"""A small part of the sample, copied so that a test may change its files."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import Any

from django.conf import settings

from iclei.sample.loader import Outcome
from iclei.sample.loading import load_sample

SAMPLE = settings.BASE_DIR / "sample"
OFFICES = ("world-secretariat", "east-asia", "korea-office")
MEMBERS = ("seoul", "suwon", "jeju")
ARTICLES = (
    "korea-office-opens-in-suwon",
    "ecomobility-world-festival-suwon",
    "member-information-check-2026",
)
#: For each file that is cut, the column or key by which its entries are chosen, and what stays.
KEPT: dict[str, tuple[str, tuple[str, ...]]] = {
    "offices.csv": ("slug", OFFICES),
    "portal.csv": ("own_office", ("east-asia",)),
    "office-texts.json": ("slug", OFFICES),
    "people.csv": ("office_slug", ("korea-office",)),
    "members.csv": ("slug", MEMBERS),
    "sort_keys.csv": ("slug", MEMBERS),
    "profiles-kr.json": ("slug", MEMBERS),
    "profiles-jp.json": ("slug", ()),
    "profiles-others.json": ("slug", ()),
    "articles.json": ("slug", ARTICLES),
    "articles-own.json": ("slug", ARTICLES),
    "sources.csv": (
        "code",
        (
            *("kr-local-governments", "founding-announcement-2012", "whos-on-first"),
            *("city-wide-emissions-2018", "city-wide-emissions-2019", "city-wide-emissions-2020"),
            *("city-wide-emissions-2021", "city-targets-2021", "net-zero-tracker-2022"),
            *("population-and-housing-census-2020-statistics-korea", "korea-city-sizes"),
            *("cities-today-12", "seoul-document", "korea-executive-committee-2021"),
        ),
    ),
    "other_names.csv": ("name", ("제주도",)),
    "identifiers.csv": ("value", ("50000",)),
    "indicators.csv": ("code", ("population", "area-km2")),
    "facts.csv": ("member_slug", ("suwon",)),
    "network_counts.csv": ("source_code", ("founding-announcement-2012",)),
    "places.csv": ("slug", ("jeonbuk-state",)),
    "containment.csv": ("member_slug", ("suwon",)),
    "climate/inventories.csv": ("member_slug", MEMBERS),
    "climate/targets.csv": ("member_slug", MEMBERS),
    "climate/pledges.csv": ("member_slug", MEMBERS),
    "staff.csv": ("username", ("korea-editor", "korea-translator")),
}
#: How many rows of long lists: each more is held against all names that are there.
FIRST = {"variants.csv": 9, "proper_names.csv": 6, "glossary.csv": 8}
ALL = {
    "areas": 5,
    "names not to be used": FIRST["variants.csv"],
    "proper names": FIRST["proper_names.csv"],
    "offices": 3,
    "portal": 1,
    "desks": 2,
    "themes": 8,
    "sources": 14,
    "indicators": 2,
    "members": 3,
    "memberships": 3,
    "counts": 2,
    "places": 1,
    "other names": 1,
    "identifiers": 1,
    "facts": 1,
    "containment": 1,
    "inventories": 7,
    "targets": 3,
    "pledges": 3,
    "glossary": FIRST["glossary.csv"] + 5 + 3 + 3,  # names of areas, offices and members
    "articles": 2,
    "events": 1,
    "staff users": 2,
    "postings": 2,
}


class SmallSample:
    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "climate").mkdir()
        for name in ("areas.csv", "themes.csv"):
            copy(SAMPLE / name, path)
        for name, count in FIRST.items():
            self.write(name, read_table(SAMPLE / name)[:count])
        for name, (key, kept) in KEPT.items():
            if name.endswith(".csv"):
                rows = [row for row in read_table(SAMPLE / name) if row[key] in kept]
                self.write(name, rows)
            else:
                read = json.loads((SAMPLE / name).read_text(encoding="utf-8"))
                self.write_json(name, only(read, kept))
        self.change("containment.csv", "suwon", within_slug="seoul")  # its province is cut off

    def write(self, name: str, rows: list[dict[str, str]]) -> None:
        with open(self.path / name, "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(rows)

    def write_json(self, name: str, told: Any) -> None:
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (self.path / name).write_text(text, encoding="utf-8")

    def change(self, name: str, key: str, **cells: str) -> None:
        """Write other values into the row whose first cell is ``key``."""
        rows = read_table(self.path / name)
        for row in rows:
            if next(iter(row.values())) == key:
                row.update(cells)
        self.write(name, rows)

    def change_json(self, name: str, change: Callable[[Any], object]) -> None:
        told = json.loads((self.path / name).read_text(encoding="utf-8"))
        change(told)
        self.write_json(name, told)

    def load(self) -> dict[str, Counter[Outcome]]:
        """What became of the records of each kind."""
        outcomes: dict[str, Counter[Outcome]] = {}
        load_sample(self.path, outcomes.__setitem__)
        return outcomes


def read_table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def only(read: dict[str, Any], kept: tuple[str, ...]) -> dict[str, Any]:
    if "articles" in read:
        return {"articles": [told for told in read["articles"] if told["slug"] in kept]}
    return {slug: told for slug, told in read.items() if slug in kept}


def all_as(outcome: Outcome) -> dict[str, Counter[Outcome]]:
    """The outcomes of a run in which every record met the same end."""
    return {kind: Counter({outcome: number}) for kind, number in ALL.items()}
