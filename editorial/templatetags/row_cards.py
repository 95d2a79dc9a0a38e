"""Cards of rows in templates."""

from django import template

from editorial.screens import row_cards

register = template.Library()

register.filter("line_of_row", row_cards.line_of)
register.filter("is_open_card", row_cards.is_open)
register.filter("class_of_field", row_cards.class_of)
