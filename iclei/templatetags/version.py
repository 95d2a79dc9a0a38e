"""The version of the portal, for the foot of the back office."""

from django import template

from iclei.upgrades.version import VERSION

register = template.Library()


@register.simple_tag
def portal_version() -> str:
    """Such as ``0.1.0``."""
    return VERSION
