"""What cards and lists of members show besides the record itself."""

from django import template

from editorial.languages import Text
from members import maps, search
from members.models import Member

register = template.Library()


@register.inclusion_tag("components/locator.html")
def locator(member: Member) -> dict:
    """Where a located member lies, drawn from the outline that a page fetches but once."""
    return {"locator": maps.locator(member)}


@register.simple_tag
def matched_name(member: Member, text: str) -> Text | None:
    """The name by which a question found a member, if it isn't the one the reader knows."""
    return search.matched_name(member, text)
