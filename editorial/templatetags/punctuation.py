"""The signs between words that templates put together, by the reader's language."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial.languages.punctuation import (
    add_note,
    join_clauses,
    join_list,
    label_text,
    quote_text,
    signs_of,
)

register = template.Library()


@register.simple_tag
def comma() -> str:
    """What parts the items of a list."""
    return signs_of().comma


@register.simple_tag
def colon() -> str:
    """What stands behind a label."""
    return signs_of().colon


@register.simple_tag
def gap() -> str:
    """What stands between two sentences: nothing where a full stop is as wide as a character."""
    return signs_of().between_sentences


@register.filter
def quoted(text: object) -> str:
    return quote_text(text)


@register.filter
def noted(text: object, note: object) -> str:
    """The text, and the note in brackets."""
    return add_note(text, note)


@register.filter
def labelled(text: object, label: object) -> str:
    """The text behind its label: ``{{ name|labelled:caption }}``."""
    return label_text(label, text)


@register.filter
def listed(parts: Iterable[object]) -> str:
    return join_list(parts)


@register.filter
def clauses(parts: Iterable[object]) -> str:
    return join_clauses(parts)


@register.simple_block_tag
def brackets(content: SafeString) -> SafeString:
    """A note in brackets, of which parts are in other languages."""
    return between(signs_of().brackets, content)


@register.simple_block_tag
def quotes(content: SafeString) -> SafeString:
    """The same in quotation marks."""
    return between(signs_of().quotes, content)


def between(pair: tuple[str, str], content: SafeString) -> SafeString:
    return format_html("{}{}{}", pair[0], content, pair[1])
