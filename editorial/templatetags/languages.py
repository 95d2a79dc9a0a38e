"""Tags by which templates read translated texts: always the text and the language it is in."""

from dataclasses import replace

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from editorial.languages import Text, fallback_label, found_labels, text_in
from editorial.languages.scripts import marked, parts_of_name
from editorial.records.namesakes import marks_for, marks_html, told_name
from editorial.texts.prose import safe_html

register = template.Library()

#: What stands around a table, which may be wider than a phone.
FRAME = '<div class="table-frame" tabindex="0" role="region" aria-label="{}">'


@register.simple_tag
def text(obj, field: str) -> "SpokenText":
    """``field`` of ``obj`` for the reader; printed, it carries its ``lang`` where that differs."""
    found = text_in(obj, field)
    return SpokenText(found.value, found.language, found.wanted, found.is_converted)


class SpokenText(Text):
    """A Text that prints itself with its language where that isn't the reader's."""

    @property
    def marked(self) -> SafeString:
        """As part of a sentence of a catalogue."""
        return self.__html__()

    def __html__(self) -> SafeString:
        if not self.is_fallback:
            return format_html("{}", self.value)
        return format_html('<span lang="{}">{}</span>', self.tag, self.value)


@register.simple_tag
def called(record) -> Text:
    """The name of ``record`` in plain words, told apart from others of that name."""
    return told_name(record)


@register.simple_tag
def apart(record, element: str = "span") -> SafeString:
    """What tells ``record`` apart, to stand behind its name; nothing if its name is enough."""
    return marks_html(marks_for(record), element)


@register.filter
def typed(words: str) -> SafeString:
    """What somebody typed in whatever language, with what its script tells of that."""
    return marked(words or "")


@register.filter
def breakable(name: Text) -> Text:
    """A long name in a heading: lines of it end between its parts and not within a word."""
    parts = parts_of_name(name.value, name.language)
    return replace(name, value=format_html_join(mark_safe("<wbr>"), "{}", zip(parts, strict=True)))


@register.inclusion_tag("components/fallback_note.html")
def fallback_note(*texts: Text) -> dict:
    """The short labels of those texts that have one, in the reader's language, each once."""
    labels = (fallback_label(text) for text in texts if text and text.has_note)
    return {"labels": list(dict.fromkeys(labels))}


@register.inclusion_tag("components/fallback_note.html")
def found_note(text: Text) -> dict:
    """The short labels of a text that is shown because something was found in it."""
    return {"labels": found_labels(text)}


@register.inclusion_tag("components/prose.html")
def prose(obj, field: str) -> dict:
    """A block of rich text, labelled where it falls back or waits for review."""
    found = text_in(obj, field)
    return {"text": found, "html": shown_html(found.value)}


@register.filter
def cleaned(html: str) -> SafeString:
    """Rich text in a language of one's own choice, as safe HTML."""
    return shown_html(html or "")


def shown_html(html: str) -> SafeString:
    """Rich text as safe HTML; a wide table scrolls in a box of its own, by keys too."""
    safe, frame = safe_html(html), format_html(FRAME, gettext("Table"))
    return mark_safe(
        safe.replace("<table>", f"{frame}<table>").replace("</table>", "</table></div>")
    )
