"""Keeping names and words as the records have them, whenever one is saved or deleted."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.db import transaction

from editorial.finding import words
from editorial.finding.models import SearchName, SearchText
from editorial.finding.names import rows_of
from editorial.texts.folding import FOLDING
from editorial.texts.searching import plain
from editorial.texts.terms import terms_of

#: Records that are compared anew before the next ones are read.
BATCH = 200
COLUMNS = ("language", "role", "name", "form", "folded")


def keep_names(record: Any) -> bool:
    """Store the names of a record as they are now; whether they were others. Up to 3 queries."""
    place = {"kind": record._meta.label_lower, "key": record.pk}
    own = SearchName.objects.filter(**place)
    stored = {tuple(row): pk for pk, *row in own.values_list("pk", *COLUMNS)}
    wanted = rows_of(record.names_to_find(), record.names_of)
    if gone := [pk for row, pk in stored.items() if row not in wanted]:
        SearchName.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - stored.keys())
    SearchName.objects.bulk_create(
        SearchName(**place, **dict(zip(COLUMNS, row, strict=True))) for row in new
    )
    return bool(gone or new)


def keep_words(record: Any) -> bool:
    """Put the words of a record into the index as they are now; whether they were others."""
    names, texts = record.searchable()
    said = "\n".join(plain(text) for text in texts if text)
    called = "\n".join(filter(None, names))
    digest = blake2b(f"{FOLDING}\0{called}\0{said}".encode(), digest_size=16).hexdigest()
    kind = record._meta.label_lower
    place = words.place_of(kind, record.pk)
    fresh = SearchText(place=place, kind=kind, key=record.pk)
    stored = SearchText.objects.filter(pk=place).first() or fresh
    if stored.digest == digest:
        return False
    stored.digest = digest
    stored.save()
    words.put(place, kind, terms_of(called), terms_of(said))
    return True


def forget(kind: str, keys: Iterable[int]) -> None:
    """Take away all that deleted records were found by."""
    known = list(keys)
    SearchName.objects.filter(kind=kind, key__in=known).delete()
    texts = SearchText.objects.filter(kind=kind, key__in=known)
    words.drop(texts.values_list("pk", flat=True))
    texts.delete()


def rebuild(model: Any) -> int:
    """Compare all records of ``model`` anew, and count those that were found by something else."""
    kind, differing = model._meta.label_lower, 0
    SearchText.objects.filter(pk__in=words.lost()).update(digest="")
    keys = model._base_manager.values_list("pk", flat=True)
    for table in (SearchName, SearchText):
        left = table.objects.filter(kind=kind).exclude(key__in=keys)
        forget(kind, set(left.values_list("key", flat=True)))
    for record in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):
        with transaction.atomic():
            differing += record.keep_found()
    return differing
