"""Tags by which pages tell machines what they are about, in the words of schema.org."""

import json
from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from editorial.public.structured import Node, document, trail

register = template.Library()

#: What could end the script element or a line of it, as JSON writes it otherwise.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def structured_data(nodes: Iterable[Node]) -> SafeString:
    """Each node in a script element of its own, which no browser runs."""
    return format_html_join(
        "\n", '<script type="application/ld+json">{}</script>', ((written(n),) for n in nodes or ())
    )


def written(data: Node) -> SafeString:
    """A node as JSON-LD that stays within its element."""
    text = json.dumps(document(data), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))


@register.simple_tag
def trail_data(here: object, parent: str = "", parent_url: str = "") -> SafeString:
    """The way from the home page to this one."""
    above = [(gettext("Home"), reverse("home")), (str(parent), parent_url)]
    return structured_data([trail([step for step in above if step[1]], str(here))])
