"""Names of records in pages of the back office, each in its own language."""

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def named(record: Any) -> SafeString:
    """The name of a record, marked with its language where that is not the reader's."""
    return conditional_escape(record)


@register.filter
def naming(words: str, record: Any) -> SafeString:
    """``words`` in which the name of ``record`` is marked with its language."""
    name = str(record or "")
    around = words.split(name) if name else [words]
    return format_html_join(conditional_escape(record), "{}", ((part,) for part in around))
