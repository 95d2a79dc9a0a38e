"""Screens of records that offices share, which show what relies on each."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.records.scope import changeable, visible
from members.models import Shared
from secretariats.admin import OfficeTextsAdmin

#: Of what relies on a record, so many are named.
NAMED = 20


class SharedAdmin(OfficeTextsAdmin):
    """Whoever writes at its office changes it, until another office relies on it too."""

    readonly_fields = ["used_for"]

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.users_seen = [*records_that_use(found, request)]
        return found

    @admin.display(description=_("used for"))
    def used_for(self, obj) -> str:
        """What relies on it, as far as the user sees that, and how much more there is."""
        found = getattr(obj, "users_seen", [])
        if not obj.pk:
            return "–"
        hidden = obj.count_uses() - len(found)
        names = format_html_join("", "<li>{}</li>", ((one,) for one in found[:NAMED]))
        more = len(found[NAMED:]) + hidden
        rest = ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
        if not found:
            return rest if more else gettext("nothing yet")
        return format_html("<ul>{}</ul>{}", names, rest if more else "")

    def stays_because(self, request: StaffRequest, obj: Shared):
        """To its office, that another one relies on it too."""
        may_write = self.powers(request, obj).write
        if may_write and not changeable(type(obj), request.user).filter(pk=obj.pk).exists():
            return _(
                "Other offices rely on this too: it is changed for all of them, by a "
                "regional administrator."
            )
        return super().stays_because(request, obj)


def records_that_use(record: Shared, request: StaffRequest) -> Iterator[Any]:
    """The rows that name a record, in the order of their kinds. A query for each kind."""
    for model, name in record.uses():
        yield from visible(model, request.user).filter(**{name: record})
