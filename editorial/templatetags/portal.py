"""Tags by which templates say whose site it is: also in mails, and in parts that get no context."""

from django import template

from editorial.records import portal
from editorial.templatetags.languages import SpokenText

register = template.Library()
register.simple_tag(portal.back_office_name)
register.simple_tag(portal.name_if_known)


@register.simple_tag
def portal_text(field: str) -> SpokenText:
    """A text of the portal for the reader; printed, it carries its ``lang`` where that differs."""
    found = portal.portal_text(field)
    return SpokenText(found.value, found.language, found.wanted, found.is_converted)


@register.simple_tag
def portal_words(field: str) -> str:
    """The same where no mark-up can stand: in attributes, titles and mails."""
    return portal.portal_text(field).value


@register.inclusion_tag("components/urgent_banner.html")
def urgent_banner() -> dict:
    """What is urgent, if anything is."""
    text, url = portal.urgent_now() or (None, "")
    return {"text": text, "url": url}
