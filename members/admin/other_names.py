"""The screen of other names, under which people look for members."""

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.languages import columns
from members.admin.member_parts import MemberPartAdmin
from members.admin.term_filters import AreaFilter, OfficeFilter
from members.models import OtherName


@admin.register(OtherName)
class OtherNameAdmin(MemberPartAdmin):
    """Who may write at the member's office says what else it is called."""

    takes = "write"
    stays = _("A name stays with its member. Delete it, and add one to the other.")
    list_display = ["listed_as", "called", "kind", "language", "until", "source", "certainty"]
    list_select_related = [*MemberPartAdmin.list_select_related, "source"]
    list_filter = ["kind", "language", AreaFilter, OfficeFilter, "certainty"]
    autocomplete_fields = ["member", "source"]
    fieldsets = [
        (_("Other name"), {"fields": ["member", "name", "language", "kind", "until"]}),
        (_("Source"), {"fields": ["source", "certainty"]}),
    ]

    def get_ordering(self, request):
        return [self.name_order(), "kind", "language", "pk"]

    @admin.display(description=pgettext_lazy("of a place", "name"), ordering="name")
    def called(self, obj) -> SafeString:
        return format_html('<span lang="{}">{}</span>', obj.tag, obj.name)

    def find(self, request, records, text):
        """The names that hold ``text``, and all of a member that is called so, or is there."""
        asked = text.strip()
        wanted = Q(name__icontains=asked) | Q(member__slug=asked)
        for name in columns("name"):
            wanted |= Q(**{f"member__{name}__icontains": asked})
        return records.filter(wanted), False

    def waiting(self, request):
        """What changed here changed the member, which the start page names."""
        yield from ()
