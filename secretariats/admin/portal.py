"""The screen of the portal's one record: whose site this is."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from editorial.languages import columns
from editorial.screens.translated import TranslatedAdmin
from secretariats.admin.powers import RegionalScope
from secretariats.models import Portal

#: Texts that are sentences, with room to read them whole.
SENTENCES = [*columns("description"), *columns("seat"), *columns("footer")]


@admin.register(Portal)
class PortalAdmin(RegionalScope, TranslatedAdmin):
    """Regional administrators alone see it: its texts stand on every page of all offices."""

    never_deleted = _(
        "This record cannot be deleted: the portal needs it. Change its contents instead."
    )
    list_display = ["listed_as", "versions", "own_office", "time_zone"]
    list_select_related = ["own_office"]
    search_fields = [*columns("name"), *columns("region_name")]
    fieldsets = [(_("Portal"), {"fields": ["own_office", "time_zone"]})]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in SENTENCES:
            kwargs["widget"] = AdminTextareaWidget({"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_view_permission(self, request, obj=None) -> bool:
        return self.powers(request).any

    def has_add_permission(self, request) -> bool:
        return False
