"""What a record is called: by its name in the reader's language, or the nearest that it has.

Never by its address: people do not know records by that. A code stands in where there is no name.
"""

from collections.abc import Iterator, Sequence
from typing import Self

from django.db import models
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from editorial.finding.searched import Found
from editorial.languages import (
    ENGLISH,
    LANGUAGES,
    Text,
    active,
    fallback_order,
    own_text,
    source_of,
)
from editorial.records.namesakes import forget_namesakes, marks_for, marks_html, with_marks


def name_in(obj: models.Model, field: str) -> Text:
    """The name that ``obj`` has in ``field``, for the reader: any, rather than none.

    It reads no more than the names, of which lists may have fetched nothing else.
    """
    wanted = active()
    for tried in dict.fromkeys((*fallback_order(wanted, source_of(obj).code), *LANGUAGES)):
        if value := own_text(obj, field, tried):
            return Text(value, tried, wanted)
    return Text("", wanted, wanted)


class Named(Found):
    """A record with a name in five languages, of which it may have but one."""

    #: The method of the QuerySet that gives what the public sees, if others may bear its name.
    told_apart_among = ""
    #: Whether staff alone tell it apart: readers see its day or its office beside its name.
    told_apart_by_staff = False
    #: The links that ``differences`` reads.
    told_apart_with: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """The name, told apart from others that the staff user who looks sees."""
        name = self.called.value or self.code_name()
        return with_marks(name, marks_for(self, for_staff=True))

    def __html__(self) -> SafeString:
        """The name, and its language where that is not the reader's, for ``format_html``."""
        called = self.called
        if not called or not called.is_fallback:
            return escape(str(self))
        apart = marks_html(marks_for(self, for_staff=True))
        return format_html('<span lang="{}">{}</span>{}', called.tag, called.value, apart)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        forget_namesakes()

    @classmethod
    def make_ready(cls, records: Sequence[Self]) -> None:
        """Fetch for all of ``records`` at once what ``differences`` reads beside them."""

    def differences(self) -> Iterator[Text]:
        """What may tell it from another of its name, as many as its like, the best known first.

        Each is empty if unknown; the last is its alone.
        """
        wanted = active()
        yield Text(own_text(self, self.named_in, ENGLISH), ENGLISH, wanted)
        yield Text(self.code_name(), ENGLISH, wanted)

    @property
    def called(self) -> Text:
        return name_in(self, self.named_in)

    def code_name(self) -> str:
        """What stands in for a name that is not written yet: an address, a code, a number."""
        codes = (getattr(self, name, "") for name in ("slug", "code"))
        return str(next(filter(None, codes), self.pk or ""))
