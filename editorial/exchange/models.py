"""Translators' files that wait until their uploader has looked at them."""

from django.db import models
from django.utils import timezone

from editorial.accounts.models import User
from editorial.languages import CHOICES


class Exchange(models.Model):
    """A translators' file that was uploaded, and waits until its uploader has looked at it.

    It holds what was read from the file, and is gone once that is taken over.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, choices=CHOICES)
    items = models.JSONField()
    obsolete = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.file_name
