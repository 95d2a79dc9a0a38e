"""Links that let somebody without an account do one thing with one record, until a day."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Bytes of chance in the token of a link: nobody guesses it.
TOKEN_BYTES = 32


def digest_of(token: str) -> str:
    """By what a token is found. Only that is stored, so that a stolen table opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


class AccessLinkQuerySet(models.QuerySet):
    def of(self, record: Any):
        return self.filter(kind=record._meta.label_lower, key=record.pk)

    def by_token(self, token: str, purpose: str) -> Any:
        """The link with a token and a purpose, be it open or not; None where there is none."""
        return self.filter(digest=digest_of(token), purpose=purpose).first()


class AccessLink(models.Model):
    """A link for one purpose and one record. Its address holds a token, which is stored nowhere."""

    class Purpose(models.TextChoices):
        PREVIEW = "preview", _("preview")

    digest = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose)
    kind = models.CharField(max_length=60)
    key = models.PositiveBigIntegerField()
    for_whom = models.CharField(_("for whom"), max_length=100, blank=True, default="")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    #: When somebody first opened it.
    opened_at = models.DateTimeField(null=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="editorial_access_link_place")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.kind} {self.key}"

    @property
    def is_open(self) -> bool:
        """Whether it still leads somewhere."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self) -> None:
        """Close it for good; one that is closed stays as it was closed."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])

    def note_opening(self) -> None:
        """Keep when it was opened first. A write at the first time, and never again."""
        if self.opened_at is None:
            own = AccessLink.objects.filter(pk=self.pk, opened_at=None)
            own.update(opened_at=timezone.now())


def make_link(
    record: Any, purpose: str, user: Any, lasts: timedelta, for_whom: str = ""
) -> tuple[AccessLink, str]:
    """A new link to a record and its token, which can be told only now."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = AccessLink.objects.create(
        digest=digest_of(token),
        purpose=purpose,
        kind=record._meta.label_lower,
        key=record.pk,
        for_whom=for_whom,
        made_by=user,
        expires_at=timezone.now() + lasts,
    )
    return link, token
