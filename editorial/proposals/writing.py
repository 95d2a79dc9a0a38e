"""Writing what is accepted, or holds of a deed beside what is proposed: merged, by the one writer.

Whoever writes has locked the records. What is stored is judged as a form would judge it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorial.history.bringing_back import delete_with_rows
from editorial.history.screen import screen_of
from editorial.history.three_way import Merge, merge, merge_links
from editorial.history.writing import check_values, owner_link, save, touch_owners
from editorial.proposals.deeds import Part
from editorial.proposals.files import hand_files_over
from editorial.proposals.models import ProposedChange, gate_link
from editorial.proposals.values import as_json, from_json, means_same
from editorial.records.doubts import Questioned

Deed = ProposedChange.Deed


@dataclass(frozen=True)
class Rendering:
    """The source that a text was made from, as the ledger takes it."""

    source_digest: str
    version: int


def stored_value(record: Any, field: Any) -> Any:
    """What a record holds in a field, as JSON holds it."""
    if field.many_to_many:
        return sorted(getattr(record, field.name).values_list("pk", flat=True))
    return as_json(getattr(record, field.attname))


def judge(record: Any, field: Any, pair: list[Any]) -> tuple[Merge, Any]:
    """How a proposed value stands beside what is stored, and what would be stored."""
    base, mine = pair
    theirs = stored_value(record, field)
    if field.many_to_many:
        merged = sorted(merge_links({*mine}, {*theirs}, {*(base or ())}))
        return (Merge.SAME if merged == theirs else Merge.KEEP), merged
    return merge(mine, theirs, "" if base is None else base, means_same), mine


def store(
    model: Any,
    key: int | None,
    deed: str,
    values: Mapping[str, Any],
    said: Mapping[str, Any],
    reason: str,
) -> Any:
    """Add, change or delete a record; returns it. Raises ValidationError where that is refused."""
    record = model() if deed == Deed.ADD else model._base_manager.get(pk=key)
    if deed == Deed.DELETE:
        remove(record, reason)
        return record
    if deed == Deed.ADD:
        record.pk = key
    fields = {name: model._meta.get_field(name) for name in values}
    held = {name: from_json(fields[name], value) for name, value in values.items()}
    links = {name: value for name, value in held.items() if fields[name].many_to_many}
    for name, value in held.items():
        if name not in links:
            setattr(record, fields[name].attname, value)
    say(record, said)
    judge_whole(record, deed, [name for name in held if name not in links])
    hand_files_over(model, dict(values))
    save(record, reason, links)
    follow(record, deed, {*values}, reason)
    return record


def judge_whole(record: Any, deed: str, names: list[str]) -> None:
    """Raise ValidationError for what a form would refuse."""
    if deed == Deed.ADD:
        record.full_clean()
    else:
        check_values(record, names)


def say(record: Any, said: Mapping[str, Any]) -> None:
    """Tell a record what its proposer said of its texts, and of what is in doubt."""
    for name in ("confirmed", "left_behind", "freshly_converted"):
        if said.get(name):
            setattr(record, name, frozenset(said[name]))
    if said.get("renders"):
        record.renders = {name: Rendering(*pair) for name, pair in said["renders"].items()}
    if said.get("reason") and isinstance(record, Questioned):
        record.answer_doubts(said["reason"])


def remove(record: Any, reason: str) -> None:
    """Delete a record with its rows; of a row, its record is told."""
    record._change_reason = reason
    if owner_link(type(record)) is None:
        delete_with_rows(record)
    else:
        record.delete()
        touch_owners([record], reason)


def follow(record: Any, deed: str, changed: set[str], reason: str) -> None:
    """Do what follows from a stored change: to whatever a row belongs to, and to other records."""
    if owner_link(type(record)) is not None:
        touch_owners([record], reason)
    elif deed == Deed.CHANGE and gate_link(type(record)) is None:
        screen_of(type(record)).follow_change(record, changed)


def conflicts(change: "Part | ProposedChange", record: Any) -> bool:
    """Whether somebody has changed since what a change is about."""
    fields = ((change.model._meta.get_field(name), pair) for name, pair in change.values.items())
    return any(judge(record, *found)[0] is Merge.CONFLICT for found in fields)


def store_part(part: Part) -> bool:
    """Do again what holds of a deed; False if somebody saved the same in between."""
    if part.deed == Deed.CHANGE:
        record = part.model._base_manager.get(pk=part.key)
        if conflicts(part, record):
            return False
    values = {name: pair[1] for name, pair in part.values.items()}
    reason = part.after.history_change_reason or ""
    store(part.model, part.key, part.deed, values, part.said, reason)
    return True
