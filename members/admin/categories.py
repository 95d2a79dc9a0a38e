"""The screen of the categories of membership."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.languages import columns
from editorial.records.history import versions_of
from editorial.screens.translated import TranslatedAdmin
from members.models import Category, Membership
from members.models.categories import FULL
from secretariats.admin import RegionalScope


@admin.register(Category)
class CategoryAdmin(RegionalScope, TranslatedAdmin):
    """Whoever has a posting may read it; regional administrators change it."""

    start_page_rank = 45
    list_display = ["listed_as", "versions", "code", "votes", "special_decision", "order"]
    search_fields = ["code", *columns("name")]
    fieldsets = [
        (_("Membership category"), {"fields": ["code", "votes", "special_decision", "order"]})
    ]
    never_deleted = _("A category that memberships have had stays: they go by its name.")
    deletes_some = True

    def is_deletable(self, obj):
        terms = (Membership.objects.all(), versions_of(Membership))
        return obj.code != FULL and not any(t.filter(category=obj.code).exists() for t in terms)

    def get_readonly_fields(self, request, obj=None):
        """Memberships name it by its code."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "code"] if obj and "code" not in fixed else fixed

    def refuse(self, request: StaffRequest, obj, changed):
        if obj.pk and "code" in changed:
            raise ValidationError({"code": _("The code of a category cannot be changed.")})
