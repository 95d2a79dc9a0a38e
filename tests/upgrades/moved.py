"""What staff of an older version might have entered of the kinds that moved since, beside a dump.

A dump has few key facts. These are written into its database before the upgrade, past any code, as
that of the older version would have left them.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from tests.upgrades.kinds import records

LANGUAGES = ("en", "zh_hant", "ko", "ja", "zh_hans")
#: From which key the added facts are counted, behind those of a dump.
FIRST = 101
FOREST = {"en": "Forest cover", "ko": "산림률", "zh_hant": "軟體森林"}
AT = "https://example.org/forest"
MOMENT = datetime(2026, 11, 29, 9, tzinfo=UTC)


@dataclass(frozen=True)
class KeyFact:
    """A key fact: its value in each of its versions, the first of them the oldest."""

    slug: str
    values: tuple[str, ...]
    label: dict[str, str] = field(default_factory=lambda: {"en": "Figure"})
    unit: str = ""
    year: int | None = None
    address: str = ""
    is_gone: bool = False


KEY_FACTS = [
    KeyFact("suwon", ("60.1", "61.5"), FOREST, "%", 2020, AT),
    # A label that another member's has, with what waits of it there alone.
    KeyFact("busan", ("54", "about 54", "54"), FOREST, "%", 2020, AT),
    # Twice the same of one member: neither may be lost.
    KeyFact("busan", ("53.5",), FOREST, "%", 2020, AT),
    KeyFact("daegu", ("1908",), {"en": "Founded"}),
    KeyFact("incheon", ("many", "1,234"), {"en": "Ships", "ja": "船"}, "ships", 2019),
    KeyFact("incheon", ("12.5%",), {"en": "Share of buses"}),
    KeyFact("ulsan", ("≈ 12",), {"en": "Parks"}, "km²", 2018, AT),
    KeyFact("ulsan", ("63–65",), {"en": "Days of rain"}, "days"),
    KeyFact("ulsan", ("99999999999999",), {"en": "Budget"}, "KRW"),
    KeyFact("ulsan", ("-0.1234567",), {"en": "Drift"}, "m"),
    KeyFact("suwon", ("3",), {"en": "Old bridges"}, "", 2001, AT, is_gone=True),
]
#: Whose term has versions, and what they say.
TERM = "busan"
TERMS: list[dict[str, Any]] = [
    {
        "category": category,
        "joined_on": joined_on,
        "joined_precision": "month",
        "evidence": f"https://{host}example.org/{category}",
    }
    for category, joined_on, host in (
        ("associate", "2009-03-01", "old."),
        ("full", "2010-06-01", ""),
    )
]
#: What code of before makes of it after the move: first it leaves the evidence as it was.
LATE: list[dict[str, Any]] = [
    {**TERMS[-1], "joined_precision": "year"},
    {**TERMS[0], "evidence": "https://late.example.org/"},
]
#: By key, as the older version had them.
BY_KEY = dict(enumerate(KEY_FACTS, FIRST))


def key_of(slug: str, label: str) -> int:
    """The key of the first of these key facts."""
    return next(key for key, one in BY_KEY.items() if (one.slug, one.label["en"]) == (slug, label))


def add_key_facts() -> None:
    """Write them, their versions, and what the portal keeps of the texts of a label."""
    for key, one in BY_KEY.items():
        write(key, one, MOMENT)
    add_texts(key_of("suwon", "Forest cover"), key_of("busan", "Forest cover"), editor())
    count_on("members_keyfact", max(BY_KEY))


def write(key: int, one: KeyFact, moment: datetime) -> None:
    """Write a key fact with its versions, a minute apart."""
    members = dict(records("member").values_list("slug", "pk"))
    versions = list(enumerate(one.values, 1))
    kinds = ["+", *"~" * (len(versions) - 1), *("-" if one.is_gone else "")]
    for kind, (number, value) in zip(kinds, [*versions, versions[-1]], strict=False):
        row = columns(one, members, number, value)
        row |= {"id": key, "history_type": kind, "history_user_id": editor()}
        at = moment.replace(minute=number + (kind == "-"), second=key % 60)
        insert("members_historicalkeyfact", history_date=at, **row)
    if not one.is_gone:
        row = columns(one, members, *versions[-1])
        insert("members_keyfact", id=key, label=one.label["en"], converted="[]", **row)


def editor() -> int:
    """The key of the user who does all this."""
    return rows("SELECT id FROM editorial_user WHERE username = 'korea-editor'")[0][0]


def add_terms(terms: list[dict[str, Any]] = TERMS, moment: datetime = MOMENT) -> None:
    """Two versions of a term that shares no day with another: its start, category and evidence."""
    table = "members_membership"
    (key, member), *_others = rows(
        f"SELECT t.id, t.member_id FROM {table} t JOIN members_member m ON m.id = t.member_id "
        f"WHERE m.slug = '{TERM}'"
    )
    for number, term in enumerate(terms, 2):
        values = {**term, "member_id": member, "version": number}
        insert(
            "members_historicalmembership",
            **{"id": key, "history_type": "~", "history_user_id": editor(), "left_on": None},
            **{"history_date": moment.replace(minute=number), **values},
        )
    told = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {told} WHERE id = {key}", list(values.values()))


def columns(one: KeyFact, members: dict, number: int, value: str) -> dict[str, Any]:
    return {
        "member_id": members[one.slug],
        "version": number,
        "value": value,
        "unit": one.unit,
        "year": one.year,
        "source_url": one.address,
        "order": 1,
        **{f"label_{code}": one.label.get(code, "") for code in LANGUAGES},
    }


def add_texts(first: int, second: int, user: int) -> None:
    """A review of each, and of the second alone a text that waits, and an exception."""
    for key, how in ((first, "written"), (second, "confirmed")):
        insert(
            "editorial_translationreview",
            **{"kind": "members.keyfact", "key": key, "field": "label", "language": "ko"},
            **{"source_digest": "0" * 32, "text_digest": "1" * 32, "version": 1, "how": how},
            **{"at": MOMENT, "is_latest": True, "by_id": user},
        )
    insert(
        "editorial_convertedtext",
        **{"kind": "members.keyfact", "key": second, "field": "label", "language": "zh-hans"},
        **{"text": "软件森林", "origin": "zh-hant", "origin_digest": "2" * 32},
        **{"at": MOMENT, "by_id": user},
    )
    listed = "SELECT id FROM secretariats_forbiddenvariant WHERE language IN ('', 'ko') ORDER BY id"
    variant = rows(listed)[0][0]
    excepted: dict[str, Any] = {"kind": "members.keyfact", "key": second, "field": "label"}
    excepted |= {"language": "ko", "variant_id": variant, "reason": "Of a map.", "version": 2}
    exception = 9001
    insert("secretariats_designationexception", id=exception, **excepted)
    for number, kind in ((1, "+"), (2, "~")):
        insert(
            "secretariats_historicaldesignationexception",
            **{"id": exception, **excepted, "version": number, "history_type": kind},
            **{"history_date": MOMENT, "history_user_id": user},
        )
    count_on("secretariats_designationexception", exception)


def insert(table: str, **values: Any) -> None:
    names = ", ".join(map(connection.ops.quote_name, values))
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))


def rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def count_on(table: str, last: int) -> None:
    """On PostgreSQL keys are counted apart from the rows."""
    if connection.vendor == "postgresql":
        rows(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")
