"""Bringing converted texts in accord with what their offices show."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from editorial.languages import BY_CODE, column, own_text
from editorial.translations.conversion import converted
from editorial.translations.drafts import (
    ORIGINS,
    Conversion,
    drafts_for,
    is_fresh,
    is_shown,
    is_stale,
    keep,
    publish,
    rendered,
)
from editorial.translations.glossary import Glossary, glossary
from editorial.translations.ledger import Entry, LedgerRecord, digest, entries_of, kind_of
from editorial.translations.models import Draft


@transaction.atomic
def settle(records: QuerySet, terms: Glossary | None = None) -> int:
    """Bring records of one kind in accord with their offices, and count those that changed.

    Where an office shows converted texts its drafts become public, and where it does not, texts
    that nobody has reviewed become drafts. Those whose origin has changed are converted anew first.
    """
    terms, changed = terms or glossary(), 0
    locked = list(waiting(records).select_for_update(of=("self",)))
    entries, drafts = (entries_of(locked), drafts_for(locked)) if locked else ({}, {})
    for obj in locked:
        shown = show if is_shown(obj) else hide
        changed += shown(obj, entries[obj.pk], drafts[obj.pk], terms)
    return changed


def waiting(records: QuerySet) -> QuerySet:
    """Those of ``records`` that have a converted text which nobody has reviewed, public or not."""
    keys = Draft.objects.filter(kind=kind_of(records.model)).values("key")
    return records.filter(Q(pk__in=keys) | ~Q(converted=[]))


def show(obj: Any, entries: list[Entry], drafts: dict[str, Draft], terms: Glossary) -> bool:
    """Make the drafts of a record public, but for those whose origin is gone."""
    own = {entry.column: entry for entry in entries}
    found = []
    for name, draft in drafts.items():
        entry, origin = own.get(name), BY_CODE[draft.origin]
        text = own_text(obj, draft.field, origin)
        if entry is not None and text.strip():
            fresh = converted(text, origin, entry.language, terms)
            now = fresh if is_stale(draft, obj) else draft.text
            renders = rendered(entry, own.get(column(draft.field, origin)))
            found.append(Conversion(obj, entry, text, now, True, renders))
    publish(obj, found)
    return bool(found)


def hide(obj: Any, entries: list[Entry], drafts: dict[str, Draft], terms: Glossary) -> bool:
    """Take the texts of a record that nobody has reviewed out of sight, into drafts."""
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
        obj._change_reason = gettext("Converted texts of this office wait as drafts")
        obj.save()
    return bool(found)


def hide_unless_shown(obj: LedgerRecord) -> None:
    """Take what nobody has reviewed out of sight, if the office of ``obj`` does not show it."""
    if not is_shown(obj):
        hide(obj, entries_of([obj])[obj.pk], {}, glossary())
