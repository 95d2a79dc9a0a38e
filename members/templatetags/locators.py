"""The map that stands for a member without a picture of its own."""

from django import template

from members.maps import locator
from members.models import Member

register = template.Library()


@register.inclusion_tag("components/locator.html", name="locator")
def locator_map(member: Member) -> dict:
    """Where a located member lies, drawn from the outline that a page fetches but once."""
    return {"locator": locator(member)}
