"""Tags for what is said of a page where it is shared: in its title, in search, in a message."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from editorial.languages import LANGUAGES, active
from editorial.languages.addresses import Alternate

register = template.Library()


@register.simple_block_tag
def said_again(content: SafeString) -> SafeString:
    """A block that is printed in several places, also in attributes: on one line."""
    return SafeString(" ".join(content.split()).replace('"', "&quot;"))


@register.simple_tag
def other_locales(alternates: Iterable[Alternate]) -> list[str]:
    """The locales of the page's versions, as Open Graph writes them, but for the reader's."""
    there = {alternate.tag for alternate in alternates}
    return [lang.locale for lang in LANGUAGES if lang.tag in there and lang != active()]
