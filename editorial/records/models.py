"""What is kept beside records: what files loaded, what was answered and said about them."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class LoadedRecord(models.Model):
    """A record that came from a file, with a digest of each field as it was loaded.

    A field whose digest has changed since was edited by staff, and is theirs. Records loaded before
    version 0.1.0 have one ``fingerprint`` of the whole until they are loaded again.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=400)
    digests = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class DoubtAnswer(models.Model):
    """Why something unlikely stands in a record: who said so, when, and to which question.

    It is never changed: another question gets another answer. ``digest`` tells the question,
    ``version`` is that of the record which came with the answer.
    """

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    column = models.CharField(max_length=60)
    digest = models.CharField(max_length=32)
    words = models.CharField(max_length=200)
    reason = models.TextField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="editorial_doubt_answer_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.column}"


class TakenStep(models.Model):
    """A step of a record on its way to its readers: who took it, and what they said.

    ``version`` is that of the record which the step made, ``name`` that of the step. It is never
    changed.
    """

    LONGEST_SENTENCE = 500

    kind = models.CharField(max_length=60)
    key = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=20)
    sentence = models.CharField(max_length=LONGEST_SENTENCE, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="editorial_taken_step_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.name}"
