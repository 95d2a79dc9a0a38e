"""Bringing converted texts in accord with what their offices show."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from editorial.history.writing import lock_records, save
from editorial.languages import BY_CODE, column, own_text
from editorial.translations.conversion import converted
from editorial.translations.converted_texts import (
    ORIGINS,
    Conversion,
    converted_texts_by_record,
    is_fresh,
    is_shown,
    is_stale,
    keep,
    publish,
    rendered,
)
from editorial.translations.glossary import Glossary, glossary
from editorial.translations.ledger import Entry, LedgerRecord, digest, entries_of, kind_of
from editorial.translations.models import ConvertedText


@transaction.atomic
def apply_office_choice(records: QuerySet, terms: Glossary | None = None) -> int:
    """Bring records of one kind in accord with their offices, and count those that changed.

    Where an office shows converted texts, those that wait become public; where it does not, texts
    that nobody has reviewed wait again. Those whose origin has changed are converted anew first.
    """
    terms, changed = terms or glossary(), 0
    locked = lock_records(with_unreviewed_texts(records))
    entries, waiting_texts = (
        (entries_of(locked), converted_texts_by_record(locked)) if locked else ({}, {})
    )
    for obj in locked:
        shown = publish_waiting if is_shown(obj) else withdraw_unreviewed
        changed += shown(obj, entries[obj.pk], waiting_texts[obj.pk], terms)
    return changed


def with_unreviewed_texts(records: QuerySet) -> QuerySet:
    """Those of ``records`` that have a converted text which nobody has reviewed, public or not."""
    keys = ConvertedText.objects.filter(kind=kind_of(records.model)).values("key")
    return records.filter(Q(pk__in=keys) | ~Q(converted=[]))


def publish_waiting(
    obj: Any, entries: list[Entry], waiting_texts: dict[str, ConvertedText], terms: Glossary
) -> bool:
    """Make the converted texts of a record public that wait, but for those whose origin is gone.

    What is in doubt waits on: nobody is asked here.
    """
    own = {entry.column: entry for entry in entries}
    found = []
    for name, waiting in waiting_texts.items():
        entry, origin = own.get(name), BY_CODE[waiting.origin]
        text = own_text(obj, waiting.field, origin)
        if entry is not None and text.strip():
            fresh = converted(text, origin, entry.language, terms)
            now = fresh if is_stale(waiting, obj) else waiting.text
            renders = rendered(entry, own.get(column(waiting.field, origin)))
            found.append(Conversion(obj, entry, text, now, True, renders))
    held = publish(obj, found)
    return len(found) > len(held)


def withdraw_unreviewed(
    obj: Any, entries: list[Entry], waiting_texts: dict[str, ConvertedText], terms: Glossary
) -> bool:
    """Take the texts of a record that nobody has reviewed out of sight, where they wait."""
    found = [entry for entry in entries if entry.is_unreviewed and entry.language in ORIGINS]
    for entry in found:
        origin = ORIGINS[entry.language]
        text = own_text(obj, entry.field.name, origin)
        is_known = is_fresh(obj, entry.field.name, entry.language, terms)
        keep(
            obj,
            entry,
            text=entry.text,
            origin=origin.code,
            origin_digest=digest(entry.field, text) if is_known else "",
        )
        setattr(obj, entry.column, "")
    if found:
        save(obj, gettext("Converted texts of this office wait for review"))
    return bool(found)


def withdraw_unless_shown(obj: LedgerRecord) -> None:
    """Take what nobody has reviewed out of sight, if the office of ``obj`` does not show it."""
    if not is_shown(obj):
        withdraw_unreviewed(obj, entries_of([obj])[obj.pk], {}, glossary())
