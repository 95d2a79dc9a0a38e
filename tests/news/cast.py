"""What must not leak: one story for each way of not being public."""

from datetime import UTC, datetime

from editorial.records.publication import Publication

HIDDEN = {
    "Draft": {"status": Publication.Status.DRAFT},
    "In review": {"status": Publication.Status.REVIEW},
    "Of tomorrow": {"publish_at": datetime(2099, 1, 1, tzinfo=UTC)},
    "Withdrawn": {"status": Publication.Status.WITHDRAWN},
    "Expired": {"unpublish_at": datetime(2020, 1, 1, tzinfo=UTC)},
}


def hidden_stories(factory, **fields) -> list:
    """A draft, one in review, a scheduled one, one withdrawn and one expired."""
    return [factory(title_en=name, **state, **fields) for name, state in HIDDEN.items()]
