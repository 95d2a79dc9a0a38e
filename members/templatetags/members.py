"""What cards and lists of members show besides the record itself."""

from django import template

from members import maps
from members.models import Member

register = template.Library()


@register.inclusion_tag("components/locator.html")
def locator(member: Member) -> dict:
    """Where a located member lies, drawn from the outline that a page fetches but once."""
    return {"locator": maps.locator(member)}
