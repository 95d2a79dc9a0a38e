"""The rows in the form of a member: its terms, what contains it, its names and its facts."""

from typing import Any

from django.contrib.admin import TabularInline
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial.languages.punctuation import add_note, join_list, label_text
from editorial.screens.row_cards import RowCards
from editorial.screens.translated import TranslatedTabularInline
from members.admin.term_columns import since_in_words
from members.identifying import IdentifierFormSet
from members.models import Containment, Fact, Identifier, Membership, OtherName
from members.periods import PeriodFormSet
from secretariats.admin import OfficeScope


def span_of(first: Any, last: Any) -> str:
    """From when to when, either of which may be open."""
    return f"{first or ''} – {last or ''}".strip()


class MembershipInline(OfficeScope, RowCards, TabularInline):
    """Terms decide whether the public sees a member: who may publish changes them."""

    model = Membership
    formset = PeriodFormSet
    fk_name = "member"
    fields = [
        "category",
        "joined_on",
        "joined_precision",
        "joined_by_latest",
        "attested_on",
        "left_on",
        "ended_by",
        "successor",
        "source",
    ]
    autocomplete_fields = ["successor", "source"]

    def has_add_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).publish

    has_change_permission = has_delete_permission = has_add_permission

    def line_of(self, row) -> str:
        """Its category, from when to when it is known to run, and what that is today."""
        is_known = row.joined_on and row.joined_precision != Membership.Precision.UNKNOWN
        ends = [since_in_words(row) if is_known else "", row.last_day and date_format(row.last_day)]
        category = row.get_category_display()
        called = add_note(category, span_of(*ends)) if any(ends) else category
        return join_list([called, row.state.label])


class ContainmentInline(OfficeScope, RowCards, TabularInline):
    model = Containment
    fk_name = "member"
    formset = PeriodFormSet
    fields = ["container", "place", "since", "until", "is_merger", "source", "certainty"]
    classes = ["collapse"]
    autocomplete_fields = ["container", "place", "source"]

    def line_of(self, row) -> str:
        days = [day and date_format(day, "SHORT_DATE_FORMAT") for day in (row.since, row.until)]
        return join_list([str(row.unit), *([span_of(*days)] if any(days) else [])])


def offer_once(form: Any, name: str) -> None:
    """Fetch what a field of rows offers once for all of them, where the form has the field."""
    field: Any = form.base_fields.get(name)
    if field is not None:
        field.choices = list(field.choices)


class SourcedInline(OfficeScope, RowCards, TabularInline):
    """There may be dozens: what their rows offer is fetched once for all of them."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        offer_once(formset.form, "source")
        return formset


class OtherNameInline(SourcedInline):
    model = OtherName
    classes = ["collapse"]
    fields = ["language", "name", "kind", "until", "source", "certainty"]

    def line_of(self, row) -> SafeString:
        name = format_html('<span lang="{}">{}</span>', row.tag, row.written)
        return format_html(join_list(["{}", "{}"]), name, row.get_kind_display())


class IdentifierInline(SourcedInline):
    model = Identifier
    formset = IdentifierFormSet
    classes = ["collapse"]
    fields = ["scheme", "value", "source", "certainty"]

    def line_of(self, row) -> str:
        return label_text(row.get_scheme_display(), row.value)


class FactInline(OfficeScope, RowCards, TranslatedTabularInline):
    """Figures and words of indicators. The newest count of inhabitants is a field too."""

    model = Fact
    fields = ["indicator", "year", "number", "choice", "wording", "source", "is_doubtful", "doubt"]
    autocomplete_fields = ["indicator", "source"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("choice")

    def line_of(self, row) -> str:
        return add_note(str(row), str(row.year)) if row.year else str(row)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        offer_once(formset.form, "choice")
        return formset
