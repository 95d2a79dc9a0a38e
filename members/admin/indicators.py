"""The screen of indicators, with the answers that some of them allow."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.languages import columns
from editorial.records.scope import changeable
from editorial.screens.list_filters import GapsFilter
from editorial.screens.scoped import ScopedRelatedFilter
from editorial.screens.translated import TranslatedTabularInline
from members.admin.shared import SharedAdmin
from members.models import Indicator, IndicatorChoice
from secretariats.admin import OfficeScope


class ChoiceInline(OfficeScope, TranslatedTabularInline):
    """Answers are part of their indicator: who may not change that changes none of them."""

    model = IndicatorChoice
    fields = ["code", "name", "order"]

    def is_open(self, request: StaffRequest, obj: Indicator | None) -> bool:
        if obj is None or obj.pk is None:
            return True
        return changeable(Indicator, request.user).filter(pk=obj.pk).exists()

    def has_add_permission(self, request, obj=None) -> bool:
        return super().has_add_permission(request, obj) and self.is_open(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self.is_open(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_open(request, obj)


@admin.register(Indicator)
class IndicatorAdmin(SharedAdmin):
    start_page_rank = 45
    list_display = ["listed_as", "versions", "kind", "unit_shown", "serves", "order"]
    list_select_related = ["secretariat"]
    list_filter = ["kind", ("secretariat", ScopedRelatedFilter), GapsFilter]
    search_fields = ["code", *columns("name")]
    short_lists = ("themes",)
    inlines = [ChoiceInline]
    fieldsets = [
        (
            _("Indicator"),
            {
                "fields": [
                    "code",
                    "secretariat",
                    "kind",
                    "decimals",
                    "themes",
                    "order",
                    "used_for",
                ]
            },
        )
    ]

    @admin.display(description=_("unit"))
    def unit_shown(self, obj) -> str:
        return obj.unit_in_words().value or "–"

    @admin.display(description=_("serves"), ordering="secretariat")
    def serves(self, obj) -> str:
        """The office whose members it is for, or that of the region in words.

        Every office reads an indicator of the region, but not the screens of the region itself.
        """
        if obj.secretariat.parent_id is None:
            return gettext("all members")
        return str(obj.secretariat)

    def note_of(self, record):
        return record.get_kind_display()
