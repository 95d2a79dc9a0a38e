"""The screen of facts: what indicators say of members, for which year and by which source."""

from typing import Any

from django.contrib import admin
from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.accounts.requests import StaffRequest
from editorial.languages import columns, text_in
from editorial.languages.punctuation import join_list, label_text
from editorial.records.scope import visible
from editorial.screens.ranking import has_words
from editorial.screens.scoped import ScopedList, ScopedRelatedFilter
from editorial.screens.translated import RecordForm, TranslatedAdmin
from members.admin.member_parts import MemberPartAdmin, MemberPartForm
from members.admin.member_rows import DoubtfulRows
from members.admin.term_filters import UNKNOWN, AreaFilter, OfficeFilter
from members.models import Fact, IndicatorChoice

NEWEST = "newest"


class FactYearFilter(admin.SimpleListFilter):
    """Facts of a year, of none, or the newest of each indicator."""

    title = _("year")
    parameter_name = "for_year"

    def lookups(self, request, model_admin):
        seen = visible(Fact, request.user).filter(year__isnull=False).order_by("-year")
        years = seen.values_list("year", flat=True).distinct()
        return [
            (NEWEST, pgettext_lazy("years of facts", "the newest that nobody doubts")),
            (UNKNOWN, pgettext_lazy("years of facts", "without a year")),
            *((str(year), str(year)) for year in years),
        ]

    def queryset(self, request, queryset):
        value = self.value()
        if value == NEWEST:
            return queryset.newest()
        if value == UNKNOWN:
            return queryset.filter(year=None)
        return queryset.filter(year=value) if value else queryset


class FactForm(MemberPartForm, RecordForm):
    """The form of a fact by itself, which knows its member."""


def offer_answers(field: Any) -> None:
    """Name each answer after its indicator: several have a “Yes”."""
    field.queryset = field.queryset.select_related("indicator")
    field.label_from_instance = answer_of


def answer_of(choice: IndicatorChoice) -> str:
    return label_text(text_in(choice.indicator, "name"), text_in(choice, "name"))


@admin.register(Fact)
class FactAdmin(DoubtfulRows, MemberPartAdmin, TranslatedAdmin):
    """Who may write at the member's office says what is known of it; translators, in words."""

    form = FactForm
    naming = ""
    takes = "write"
    stays = _("A fact stays with its member. Delete it, and add one to the other.")
    start_page_rank = 59
    is_found_at_large = False
    list_display = ["listed_as", "indicator_shown", "year", "value", "why", "source"]
    empty_value_display = "–"
    list_select_related = [
        *MemberPartAdmin.list_select_related,
        *("indicator", "choice", "source"),
    ]
    list_filter = [
        "is_doubtful",
        FactYearFilter,
        ("indicator", ScopedRelatedFilter),
        AreaFilter,
        OfficeFilter,
        ("source", ScopedRelatedFilter),
    ]
    autocomplete_fields = ["member", "indicator", "source"]
    fieldsets = [
        (
            capfirst(Fact._meta.verbose_name),
            {"fields": ["member", "indicator", "year", "number", "choice", "source"]},
        ),
        (_("Doubt"), {"fields": ["is_doubtful", "doubt"]}),
    ]

    def own_fieldsets(self, request, obj):
        """What it is about comes before the words, in which few facts are."""
        *languages, about, doubt = super().own_fieldsets(request, obj)
        return [about, *languages, doubt]

    def has_change_permission(self, request, obj=None) -> bool:
        """Who translates at the member's office writes its words, as in the form of the member."""
        return self.powers(request, obj).any and self.is_changeable(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "choice":
            offer_answers(field)
        return field

    # Finding

    def find(self, request: StaffRequest, records, text: str):
        """The facts of members or of indicators that are called so, and those in such words."""
        found, may_repeat = super().find(request, records, text)
        names = [*columns("indicator__name"), "indicator__code", *columns("wording")]
        return found | records.filter(has_words(names, text)), may_repeat

    # The list

    def get_changelist(self, request, **kwargs):
        return ScopedList

    def get_ordering(self, request):
        newest = (F("year").desc(nulls_last=True), "-pk")
        return [self.name_order(), "indicator__order", "indicator__code", *newest]

    @admin.display(description=_("indicator"), ordering="indicator")
    def indicator_shown(self, obj) -> SafeString:
        return in_its_language(text_in(obj.indicator, "name"))

    @admin.display(description=_("value"))
    def value(self, obj) -> SafeString:
        """As readers see it, with its unit."""
        unit = obj.indicator.unit_in_words() if obj.number is not None else ""
        told = in_its_language(obj.told)
        return format_html("{} {}", told, in_its_language(unit)) if unit else told

    # The start page

    def waiting(self, request: StaffRequest):
        """What else changed here changed the member, which the start page names."""
        yield self.doubtful_block(request)

    def note_of(self, record):
        return str(record.member)

    def doubt_of(self, row):
        return format_html(join_list(["{}", "{}"]), row.member, row.why_marked)


def in_its_language(text: Any) -> SafeString:
    return format_html('<span lang="{}">{}</span>', text.tag, text.value)
