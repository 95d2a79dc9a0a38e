"""What was loaded into a record, by digests of its fields or by the fingerprint of older days."""

import json
from hashlib import sha256
from typing import Any

from django.db.models import Model

from editorial.records.digests import EMPTY, digest_of, edited_fields, linked_keys, plain
from editorial.records.history import Versioned, versions_of
from editorial.records.models import LoadedRecord


def loaded_digests(trace: LoadedRecord, stored: Model) -> dict[str, str]:
    """The digests of all fields of ``stored`` as they were when it was last loaded.

    Of a record with a fingerprint alone, they are those of the version that has it; none if no
    version has, and then all that the record holds is staff's.
    """
    if not trace.fingerprint:
        return trace.digests
    past = versions_of(type(stored)).filter(id=stored.pk) if isinstance(stored, Versioned) else ()
    loaded = next((obj for obj in (stored, *past) if fingerprint(obj) == trace.fingerprint), None)
    return {} if loaded is None else {f.name: digest_of(loaded, f) for f in fields_of(stored)}


def fields_of(obj: Model) -> list[Any]:
    return [*edited_fields(type(obj)), *obj._meta.many_to_many]


def fingerprint(obj: Any) -> str:
    """The digest of a whole record, or of a version of one, as it was kept before version 0.1.0."""
    model = getattr(obj, "instance_type", type(obj))
    values: dict[str, Any] = {
        fld.name: plain(value)
        for fld in edited_fields(model)
        if (value := fld.value_from_object(obj)) not in EMPTY and value != fld.get_default()
    }
    for fld in model._meta.many_to_many:
        if keys := sorted(linked_keys(obj, fld)):
            values[fld.name] = keys
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
