"""What a record is called: by its name in the reader's language, or the nearest that it has.

Never by its address: people do not know records by that. A code stands in where there is no name.
"""

from django.db import models
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from editorial.languages import LANGUAGES, Text, active, fallback_order, own_text, source_of


def name_in(obj: models.Model, field: str) -> Text:
    """The name that ``obj`` has in ``field``, for the reader: any, rather than none.

    It reads no more than the names, of which lists may have fetched nothing else.
    """
    wanted = active()
    for tried in dict.fromkeys((*fallback_order(wanted, source_of(obj).code), *LANGUAGES)):
        if value := own_text(obj, field, tried):
            return Text(value, tried, wanted)
    return Text("", wanted, wanted)


class Named(models.Model):
    """A record with a name in five languages, of which it may have but one."""

    #: The translated field that is its name.
    named_in = "name"

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.called.value or self.code_name()

    def __html__(self) -> SafeString:
        """The name, and its language where that is not the reader's, for ``format_html``."""
        called = self.called
        if not called or not called.is_fallback:
            return escape(str(self))
        return format_html('<span lang="{}">{}</span>', called.tag, called.value)

    @property
    def called(self) -> Text:
        return name_in(self, self.named_in)

    def code_name(self) -> str:
        """What stands in for a name that is not written yet: an address, a code, a number."""
        codes = (getattr(self, name, "") for name in ("slug", "code"))
        return str(next(filter(None, codes), self.pk or ""))
