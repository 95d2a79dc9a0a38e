"""What a record that came from a file was loaded as."""

from django.db import models


class LoadedRecord(models.Model):
    """A record that came from a file, with the fingerprint of what was stored.

    A record whose fingerprint has changed since was edited by staff, and is theirs.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
