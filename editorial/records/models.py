"""What a record that came from a file was loaded as."""

from django.db import models


class LoadedRecord(models.Model):
    """A record that came from a file, with a digest of each field as it was loaded.

    A field whose digest has changed since was edited by staff, and is theirs. Records loaded before
    version 0.1.0 have one ``fingerprint`` of the whole until they are loaded again.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    digests = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
