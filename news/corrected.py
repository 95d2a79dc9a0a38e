"""Corrections: what readers are told was wrong in a story, and since when it is right."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.languages import columns

TEXT = "correction"


class Corrected(models.Model):
    """A story that tells its readers of a change in substance; of smaller ones it says nothing."""

    correction = models.CharField(
        _("correction, for readers"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Only for a change in substance: what was wrong, in a sentence. The page says it with "
            "its day, and feeds show the article as changed."
        ),
    )
    #: When the correction was last worded: no other change moves it.
    corrected_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._is_worded_anew():
            self.corrected_at = timezone.now()
        elif not self.is_corrected:
            self.corrected_at = None
        if (only := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {"corrected_at", *only}
        super().save(*args, **kwargs)

    @property
    def is_corrected(self) -> bool:
        return any(getattr(self, name) for name in columns(TEXT))

    def _is_worded_anew(self) -> bool:
        """Whether there is a correction that the stored story has not. A query if there is one.

        A translation of it that follows is no new correction.
        """
        if not self.is_corrected:
            return False
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        if stored is None or not stored.is_corrected:
            return True
        worded = [name for name in columns(TEXT) if getattr(stored, name)]
        return any(getattr(self, name) != getattr(stored, name) for name in worded)
