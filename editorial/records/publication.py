"""Publication: draft, in review, approved, published from a moment, withdrawn from a moment."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.records.history import versions_of


class PublicationQuerySet(models.QuerySet):
    """The one gate through which content reaches the public."""

    def public(self, at: datetime | None = None):
        """What the public sees ``at`` a moment (now)."""
        at = at or timezone.now()
        return self.filter(
            Q(unpublish_at=None) | Q(unpublish_at__gt=at),
            status=Publication.Status.PUBLISHED,
            publish_at__lte=at,
        )

    def withdrawn(self, at: datetime | None = None):
        """The second gate: what was to be public before ``at`` a moment (now), and is no more.

        Whether the public has seen it, ``was_public`` of each tells.
        """
        at = at or timezone.now()
        ended = Q(status=Publication.Status.PUBLISHED, unpublish_at__lte=at)
        return self.filter(ended | Q(status=Publication.Status.WITHDRAWN), publish_at__lte=at)


class Publication(models.Model):
    """The state of a record on its way to the public."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    status = models.CharField(
        _("publication"), max_length=9, choices=Status, default=Status.DRAFT, db_index=True
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Published records are public from this time."),
    )
    unpublish_at = models.DateTimeField(
        _("withdraw at"),
        null=True,
        blank=True,
        help_text=_(
            "From this time the record is no longer public. Leave empty to keep it public."
        ),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(publish_at__isnull=False),
                name="%(app_label)s_%(class)s_published_from",
                violation_error_message=_("Enter the time of publication."),
            ),
            models.CheckConstraint(
                condition=Q(unpublish_at=None) | Q(unpublish_at__gt=F("publish_at")),
                name="%(app_label)s_%(class)s_withdrawn_after",
                violation_error_message=_(
                    "The time of withdrawal must be after the time of publication."
                ),
            ),
        ]

    def reaches_readers(self) -> bool:
        """Whether somebody who may publish has decided on it, be its moment past or to come."""
        return self.status in DECIDED

    def is_held_back(self) -> bool:
        """Whether it does not go out at its moment, for want of something."""
        return False

    def held_back_for(self) -> list[str]:
        """What it waits for, by its names."""
        return []

    def is_public(self, at: datetime | None = None) -> bool:
        """Whether the public sees this record ``at`` a moment (now)."""
        at = at or timezone.now()
        begun = self.publish_at is not None and self.publish_at <= at
        ended = self.unpublish_at is not None and self.unpublish_at <= at
        return self.status == self.Status.PUBLISHED and begun and not ended

    def was_public(self) -> bool:
        """Whether the public has seen this record, as its versions tell: one query.

        A version holds from when it was stored until the next one; what others may have linked to
        is not to be deleted.
        """
        kept = versions_of(type(self)).filter(id=self.pk).exclude(history_type="-")
        stored = kept.order_by("history_id").values_list(
            "history_date", "status", "publish_at", "unpublish_at"
        )
        versions, now = list(stored), timezone.now()
        ends = [since for since, *_state in versions[1:]] + [now]
        spans = zip(versions, ends, strict=True)
        return any(shown(*version, until=until) for version, until in spans)


#: The states into which only somebody who may publish brings a record.
DECIDED = (
    Publication.Status.APPROVED,
    Publication.Status.PUBLISHED,
    Publication.Status.WITHDRAWN,
)


def shown(
    since: datetime, status: str, begin: datetime | None, end: datetime | None, until: datetime
) -> bool:
    """Whether a version that held ``since`` a moment, and ``until`` another, was public in it."""
    if status != Publication.Status.PUBLISHED or begin is None:
        return False
    return max(since, begin) < min(until, end or until)


def scheduled(records: QuerySet, within: timedelta | None = None) -> QuerySet:
    """Published records whose moment is still to come."""
    now = timezone.now()
    coming = records.filter(status=Publication.Status.PUBLISHED, publish_at__gt=now)
    return coming.filter(publish_at__lte=now + within) if within else coming


def ending(records: QuerySet, within: timedelta | None = None) -> QuerySet:
    """Published records that will be withdrawn at a moment that is known."""
    now = timezone.now()
    going = records.filter(status=Publication.Status.PUBLISHED, unpublish_at__gt=now)
    return going.filter(unpublish_at__lte=now + within) if within else going
