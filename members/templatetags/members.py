"""What cards and lists of members show besides the record itself."""

from django import template

from members import maps
from members.climate.groups import told_pledge
from members.climate.phrases import end_of
from members.models import Member

register = template.Library()


@register.inclusion_tag("components/locator.html")
def locator(member: Member) -> dict:
    """Where a located member lies, drawn from the outline that a page fetches but once."""
    return {"locator": maps.locator(member)}


@register.simple_tag
def pledged_end(member: Member) -> str:
    """The end target of its latest pledge; empty if none is known. Lists fetch it."""
    pledge = told_pledge(member.pledge_told)
    return end_of(pledge) if pledge else ""
