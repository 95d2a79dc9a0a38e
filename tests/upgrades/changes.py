"""What becomes of the rows of a version in the next one, said without its migrations.

Whoever changes the schema, or moves data, says it here too: the test of upgrades compares every row
with what follows from this table. What is not named stays as it is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from tests.upgrades.rows import Row, Rows

#: Tables in which a new version may have rows of its own beside those that were there.
GROWING = {"django_content_type", "auth_permission", "django_migrations"}
#: What a column holds that the test looks at elsewhere.
ANYTHING = object()
#: How many differences are told; the first say enough.
TOLD = 20


@dataclass(frozen=True)
class Changes:
    """From one version to the next.

    ``tables``: their new names. ``columns``, by the old name of the table: their new names, None
    for one that is dropped. ``kinds``: new names of models as columns called ``kind`` have them.
    ``values``, by new names of table and column: what becomes of a value, as a table or a function
    of the row as it was. ``filled``, by the same: what a column holds that was not there, a value,
    ANYTHING or a function of the row. ``gone``, by the new name of the table: whether a row is
    deleted. ``tables_gone``: tables that are dropped, by their old names. ``added``, by the name of
    the table: whether a row that was not there is one that the version brings.
    """

    tables: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], Mapping | Callable[[Row], Any]] = field(default_factory=dict)
    filled: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    gone: Mapping[str, Callable[[Row], bool]] = field(default_factory=dict)
    tables_gone: frozenset[str] = frozenset()
    added: Mapping[str, Callable[[Row], bool]] = field(default_factory=dict)


def local(row: Row, moment: str) -> datetime:
    """A moment of an event by the clock of its place; SQLite gives those in UTC without a zone."""
    value = row[moment]
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(
        ZoneInfo(row["time_zone"])
    )


def day_of(row: Row, moment: str) -> date | None:
    """The day of an event of whole days that its page showed."""
    return local(row, moment).date() if row["all_day"] else None


def edge_of(row: Row, moment: str, at: time) -> datetime:
    """A moment that lies where its day begins or ends, now that the days are kept beside it."""
    if not row["all_day"]:
        return row[moment]
    found = local(row, moment)
    edge = datetime.combine(found.date(), at, found.tzinfo).astimezone(UTC)
    return edge.replace(tzinfo=row[moment].tzinfo)


#: What an event of before says of its state.
AS_PLANNED = {
    "state": "planned",
    **{f"previous_{what}": None for what in ("first_day", "last_day", "time")},
    **{f"state_note_{code}": "" for code in ("en", "zh_hant", "ko", "ja", "zh_hans")},
}
#: How a story of before goes out, and what it corrects.
NOT_CORRECTED = {
    **{f"correction_{code}": "" for code in ("en", "zh_hant", "ko", "ja", "zh_hans")},
    **{"correction": "", "corrected_at": None},
    **{"go_out_together": False, "wanted_languages": "", "waits_for_languages": False},
}
#: Of these no versions are kept.
UNKEPT = ("correction", "corrected_at", "waits_for_languages")
#: What a story of before says to readers on its withdrawal.
WITHOUT_NOTE = {f"withdrawal_note_{code}": "" for code in ("en", "zh_hant", "ko", "ja", "zh_hans")}


#: What a term of before knows of its evidence and its end.
WITHOUT_END = {
    "ended_by": "",
    **dict.fromkeys(("joined_by_latest", "attested_on", "successor_id")),
    # An address became a record: tests/upgrades/test_facts.py.
    "source_id": ANYTHING,
}


#: Tables that keep something of texts, and the kinds whose texts were those of key facts.
OF_TEXTS = (
    *("editorial_translationreview", "editorial_translationstatus", "editorial_convertedtext"),
    *("secretariats_designationexception", "secretariats_historicaldesignationexception"),
)
NEW_KINDS = ("members.indicator", "members.fact", "members.source", "members.category")


WITH_SOURCES = ("members.member", "members.membership")


def with_source(row: Row) -> Any:
    """What was loaded of a member and its term, whose sources are records by now."""
    return ANYTHING if row["kind"] in WITH_SOURCES else row["digests"]


#: By a version, what changes from it to the next one.
CHANGES: dict[str, Changes] = {
    # Secrets of the second factor are encrypted: tests/editorial/accounts/test_second_factors.py.
    "0.1.0": Changes(
        values={
            ("mfa_authenticator", "data"): lambda row: ANYTHING,
            ("news_event", "starts_at"): lambda row: edge_of(row, "starts_at", time.min),
            ("news_event", "ends_at"): lambda row: edge_of(row, "ends_at", time(23, 59)),
        },
        filled={
            ("secretariats_forbiddenvariant", "level"): "forbidden",
            ("secretariats_historicalforbiddenvariant", "level"): "forbidden",
            ("editorial_import", "job_id"): None,
            ("editorial_importrow", "questions"): "[]",
            ("editorial_importrow", "reason"): "",
            **{
                (table, column): partial(day_of, moment=moment)
                for table in ("news_event", "news_historicalevent")
                for column, moment in (("first_day", "starts_at"), ("last_day", "ends_at"))
            },
        },
    ),
    # Keys of the order in Japanese are made anew: tests/field/test_reading_order.py.
    "0.2.0": Changes(
        values={
            ("members_member", "sort_ja"): lambda row: ANYTHING,
            ("editorial_loadedrecord", "digests"): with_source,
        },
        filled={
            ("news_article", "shown_since"): None,
            **{
                (table, column): value
                for table in ("news_event", "news_historicalevent")
                for column, value in AS_PLANNED.items()
            },
            ("news_event", "state_note"): "",
            **{
                (f"news_{table}", column): value
                for table in ("article", "event", "historicalarticle", "historicalevent")
                for column, value in WITHOUT_NOTE.items()
            },
            **{
                (f"news_{table}", column): value
                for table in ("article", "event")
                for column, value in NOT_CORRECTED.items()
            },
            **{
                (f"news_historical{table}", column): value
                for table in ("article", "event")
                for column, value in NOT_CORRECTED.items()
                if column not in UNKEPT
            },
            **dict.fromkeys(
                (
                    (f"news_{table}", f"{what}_until")
                    for table in ("article", "historicalarticle")
                    for what in ("pinned", "urgent")
                ),
            ),
            ("secretariats_portal", "prominent"): None,
            ("news_article", "withdrawal_note"): "",
            ("news_event", "withdrawal_note"): "",
            ("secretariats_secretariat", "wants_two_people"): False,
            ("secretariats_historicalsecretariat", "wants_two_people"): False,
            **{
                (table, column): value
                for table in ("members_membership", "members_historicalmembership")
                for column, value in WITHOUT_END.items()
            },
            ("secretariats_secretariat", "lets_translations_through"): False,
            ("secretariats_historicalsecretariat", "lets_translations_through"): False,
            # Words became records: tests/upgrades/test_facts.py.
            ("members_member", "population_source_id"): lambda row: ANYTHING,
            ("members_historicalmember", "population_source_id"): lambda row: ANYTHING,
            # Those that share a day with another: tests/upgrades/test_upgrade.py.
            ("members_membership", "is_disputed"): lambda row: ANYTHING,
        },
        # What records are found by, as recompute_ledger fills it after the upgrade.
        added={
            "editorial_searchname": lambda row: True,
            "editorial_searchtext": lambda row: True,
            # The categories that were choices, and how their texts stand.
            "members_category": lambda row: True,
            "members_historicalcategory": lambda row: True,
            # What was kept of labels is kept of indicators too: tests/upgrades/test_facts.py.
            **dict.fromkeys(OF_TEXTS, lambda row: row["kind"] in NEW_KINDS),
            **{
                f"members_{past}{kind}": lambda row: True
                for past in ("", "historical")
                for kind in ("source", "indicator", "fact")
            },
        },
    ),
}


def expected(rows: Rows, changes: Changes) -> Rows:
    """What ``rows`` become."""
    found: Rows = {}
    for table, records in rows.items():
        if table not in changes.tables_gone:
            name, renamed = changes.tables.get(table, table), changes.columns.get(table, {})
            is_gone = changes.gone.get(name, lambda row: False)
            found[name] = {
                key: changed(name, row, renamed, changes)
                for key, row in records.items()
                if not is_gone(row)
            }
    return found


def without_added(rows: Rows, before: Rows, changes: Changes) -> Rows:
    """``rows`` but for those that a version brings, which were not there ``before``."""
    found = {}
    for table, records in rows.items():
        is_added, old = changes.added.get(table, lambda row: False), before.get(table, {})
        left = {key: row for key, row in records.items() if key in old or not is_added(row)}
        if left or table in before or not records:
            found[table] = left
    return found


def changed(table: str, row: Row, renamed: Mapping[str, str | None], changes: Changes) -> Row:
    """What becomes of one row of the table that is now called ``table``."""
    names = {name: renamed.get(name, name) for name in row}
    now = {new: row[old] for old, new in names.items() if new is not None}
    if "kind" in now:
        now["kind"] = changes.kinds.get(now["kind"], now["kind"])
    for (where, name), rule in changes.values.items():
        if where == table:
            now[name] = rule(row) if callable(rule) else rule.get(now[name], now[name])
    for (where, name), value in changes.filled.items():
        if where == table:
            now[name] = value(row) if callable(value) else value
    return now


def differences(wanted: Rows, found: Rows) -> list[str]:
    """Where the rows that are ``found`` are not the ``wanted`` ones, in words."""
    told = [
        difference
        for table in sorted({*wanted, *found})
        for difference in table_differences(table, wanted.get(table), found.get(table))
    ]
    more = [f"… and {len(told) - TOLD} more"] if len(told) > TOLD else []
    return [*told[:TOLD], *more]


def table_differences(table: str, wanted: dict | None, found: dict | None) -> Iterable[str]:
    if found is None:
        yield f"{table}: the table is gone"
    elif wanted is None:
        yield from (f"{table}: a table with rows that nobody announced" for _ in list(found)[:1])
    else:
        yield from (f"{table} {key}: the row is gone" for key in wanted.keys() - found.keys())
        if table not in GROWING:
            yield from (f"{table} {key}: a new row" for key in found.keys() - wanted.keys())
        for key in wanted.keys() & found.keys():
            yield from row_differences(f"{table} {key}", wanted[key], found[key])


def row_differences(where: str, wanted: Row, found: Row) -> Iterable[str]:
    for name in sorted({*wanted, *found}):
        if name not in found:
            yield f"{where}: the column {name} is gone"
        elif name not in wanted:
            yield f"{where}: the column {name} is new, with {found[name]!r}"
        elif wanted[name] is not ANYTHING and wanted[name] != found[name]:
            yield f"{where}: {name} is {found[name]!r} instead of {wanted[name]!r}"
