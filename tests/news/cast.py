"""What must not leak: one story for each way of not being public."""

from datetime import timedelta

from django.utils import timezone

from editorial.publication import Publication


def hidden_stories(factory, **fields) -> list:
    """A draft, one in review, one of tomorrow, one withdrawn and one expired."""
    now = timezone.now()
    status = Publication.Status
    return [
        factory(title_en="Draft", status=status.DRAFT, **fields),
        factory(title_en="In review", status=status.REVIEW, **fields),
        factory(title_en="Of tomorrow", publish_at=now + timedelta(days=1), **fields),
        factory(title_en="Withdrawn", status=status.WITHDRAWN, **fields),
        factory(title_en="Expired", unpublish_at=now - timedelta(minutes=1), **fields),
    ]
