"""Doubtful rows: kept as a source has them, listed for staff, and never shown to readers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from editorial.languages import LANGUAGES
from editorial.languages.punctuation import join_sentences
from editorial.records.doubts import CHECKS, Doubt, Questioned, reason_in
from editorial.texts.differences import caption
from editorial.texts.own_words import OwnWordsField
from members.models.reasons import REASONS

#: What the questions of this check are called where answers are kept.
CODE = "oddity"
NO_TEXT = (models.IntegerField, models.FloatField, models.DateField)


@dataclass(frozen=True)
class Oddity:
    """That a value is hard to believe: the ``column`` in which it stands, and why, for staff."""

    column: str
    words: str


class DoubtfulQuerySet(models.QuerySet):
    """Of rows that may be doubtful."""

    def trusted(self):
        """Those that may be drawn, compared, totalled and shown."""
        return self.filter(is_doubtful=False)

    def doubtful(self):
        return self.filter(is_doubtful=True)


class Doubtful(Questioned):
    """A row that staff, or the rule of its kind, can mark as doubtful, with the reason.

    What its rule finds odd is marked where a file is loaded, and asked once where somebody enters
    it: whoever has looked marks the row, or says why it may stand.
    """

    is_doubtful = models.BooleanField(
        _("doubtful"),
        default=False,
        help_text=_("It is kept and listed for staff. Readers do not see it."),
    )
    doubt = OwnWordsField(
        _("why it is doubtful"),
        sentences=REASONS,
        max_length=300,
        blank=True,
        default="",
        help_text=_("For staff. No reader sees it."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.is_doubtful and not reason_in(self.doubt):
            raise ValidationError({"doubt": _("Say why it is doubtful.")})

    def oddities(self) -> Iterable[Oddity]:
        """What is hard to believe in it, by the rule of its kind."""
        return ()

    def mark_oddities(self) -> None:
        """Mark it as doubtful for all that is odd, as a file is loaded that nobody can ask."""
        with override(LANGUAGES[0].code):
            words = [oddity.words for oddity in self.oddities()]
            if words:
                self.is_doubtful, self.doubt = True, join_sentences(words)[:300]

    @classmethod
    def reason_kept(cls, text: str) -> str:
        """A reason as it is stored, in whatever language it came."""
        field: Any = cls._meta.get_field("doubt")
        return field.kept(text)

    @property
    def why(self) -> str:
        """The reason as the reader is told it."""
        field: Any = self._meta.get_field("doubt")
        return field.told(self.doubt)

    @property
    def why_marked(self) -> SafeString:
        """The reason for a page, with the language of what somebody typed."""
        field: Any = self._meta.get_field("doubt")
        return field.told_marked(self.doubt)


class Oddities:
    """What is odd is asked once, unless the row is marked as doubtful."""

    def doubts(self, obj: Any) -> Iterator[Doubt]:
        if not isinstance(obj, Doubtful) or obj.is_doubtful or holds_text(obj):
            return
        for oddity in obj.oddities():
            field, value = (
                obj._meta.get_field(oddity.column),
                str(getattr(obj, oddity.column)),
            )
            message = _("%(oddity)s Mark the row as doubtful, or give a reason.")
            words = message % {"oddity": oddity.words}
            yield Doubt(CODE, oddity.column, caption(field), value, words, value, record=obj)


def holds_text(obj: Any) -> bool:
    """Whether a number or day of a record could not be read, and is still what was sent."""
    return any(
        isinstance(field, NO_TEXT) and isinstance(getattr(obj, field.attname), str)
        for field in obj._meta.concrete_fields
    )


CHECKS.append(Oddities())
