"""Telephone numbers that can be tapped."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial.texts.telephones import telephone_address

register = template.Library()


@register.filter
def dialled(number: str) -> SafeString:
    """A number as it is written, as a link where it can be dialled from anywhere."""
    address = telephone_address(number)
    return format_html('<a href="{}">{}</a>' if address else "{1}", address, number)
