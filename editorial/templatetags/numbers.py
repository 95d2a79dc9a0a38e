"""Numbers as all five languages write them."""

from django import template

register = template.Library()


@register.filter
def grouped(number: int | float | None) -> str:
    """``1210150`` as ``1,210,150``, nothing for None: CLDR groups so in all five languages.

    Django's own formats leave Japanese and Chinese numbers in one piece.
    """
    return "" if number is None else f"{number:,}"
