"""The columns of the list of memberships."""

from typing import Any

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages.punctuation import join_list
from members.models import Membership

Precision = Membership.Precision
#: How a day is written that is known so exactly.
FORMATS = {
    Precision.DAY: "DATE_FORMAT",
    Precision.MONTH: "YEAR_MONTH_FORMAT",
    Precision.YEAR: "Y",
}


class TermColumns:
    """Who is a member since when, until when, by what evidence, and what that is today."""

    list_display: Any = ["listed_as", "standing", "category", "since", "until", "seen", "office"]

    @admin.display(description=_("since"), ordering="joined_on")
    def since(self, obj) -> str:
        return since_in_words(obj)

    @admin.display(description=_("until"), ordering="left_on")
    def until(self, obj) -> str:
        """The last day, and how it came to it."""
        if obj.last_day is None:
            return "–"
        how = [obj.get_ended_by_display()] if obj.ended_by else []
        return join_list([date_format(obj.last_day), *how])

    @admin.display(description=_("evidence"), ordering="attested_on")
    def seen(self, obj) -> str:
        """The days of the oldest and of the newest evidence."""
        days = dict.fromkeys(filter(None, (obj.joined_by_latest, obj.attested_on)))
        return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in days) or "–"

    @admin.display(description=_("state"))
    def standing(self, obj) -> str:
        disputed = [gettext("disputed")] if obj.is_disputed else []
        return join_list([obj.state.label, *disputed])


def since_in_words(term: Membership) -> str:
    """Since when a term runs, as exactly as that is known."""
    form = FORMATS.get(Precision(term.joined_precision))
    return date_format(term.joined_on, form) if form and term.joined_on else gettext("not known")
