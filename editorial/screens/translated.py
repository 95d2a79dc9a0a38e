"""Screens with one tab per language."""

from typing import Any

from django.contrib import admin
from django.db.models.functions import Lower
from django.forms import Script
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from editorial.accounts.requests import StaffRequest
from editorial.languages import (
    BY_CODE,
    LANGUAGES,
    text_in,
    translated_columns,
)
from editorial.languages.punctuation import add_note
from editorial.records.namesakes import marks_for, marks_html, shown_name
from editorial.records.slugs import Addressed
from editorial.screens.addresses import AddressForm, AddressPages
from editorial.screens.next_record import NextRecord
from editorial.screens.scoped import ScopedAdmin, ScopedInline, ScopedList, all_forms
from editorial.screens.sections import LANGUAGE
from editorial.screens.zones import ZonesForm
from editorial.translations.concluding import conclude, questions
from editorial.translations.confirming import ConfirmingForm, ConfirmingFormSet, with_states
from editorial.translations.converted_pages import ConversionAction
from editorial.translations.states import StatusChangeList, languages_in_marks

#: Classes of fieldsets: before the texts, after all others, and with fields beside each other.
AHEAD, LATER, BESIDE = "ahead", "later", "beside"


class TranslatedList(ScopedList, StatusChangeList):
    """A list whose records also know how they stand in each language."""


class RecordForm(ZonesForm, AddressForm, ConfirmingForm):
    """The form of a record with a screen of its own."""


class TranslatedAdmin(ScopedAdmin, NextRecord, AddressPages, ConversionAction, TranslationAdmin):
    """A screen with a fieldset per language, which a small script makes one strip of tabs."""

    form = RecordForm
    has_sheet = True
    naming = "name"

    def view_on_site(self, obj) -> str | None:
        """Where the button of a form leads; records without a page of their own have none."""
        return self.page_of(obj) if isinstance(obj, Addressed) else None

    def page_of(self, obj: Addressed) -> str | None:
        """Its public page, if the public sees it."""
        return obj.get_absolute_url() if self.is_public(obj) else None

    def is_public(self, obj: Addressed) -> bool:
        """Whether the record passes the gate of its kind; what has no gate is open."""
        records = type(obj)._default_manager.all()
        gate = getattr(records, self.gate, None)
        return gate is None or gate().filter(pk=obj.pk).exists()

    class Media:
        js = [Script("js/langtabs.js", defer=True)]

    def name_order(self) -> Any:
        """What a list sorted by name is sorted by: the text that ``listed_as`` shows."""
        return Lower(shown_name(self.naming))

    @admin.display(description=_("name"), ordering="pk")
    def listed_as(self, obj) -> str:
        """The name in the reader's language, or the nearest that it has."""
        text = text_in(obj, self.naming)
        apart = marks_html(marks_for(obj, for_staff=True))
        return format_html('<span lang="{}">{}</span>{}', text.tag, text.value, apart)

    @admin.display(description=_("languages"))
    def versions(self, obj) -> str:
        """How the texts stand in each language."""
        return languages_in_marks(obj)

    def get_changelist(self, request, **kwargs):
        return TranslatedList

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        conclude(request, all_forms(form, formsets), is_new=not change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["tells_missing"] = add
        adminform = context["adminform"]
        adminform.fieldsets = list(with_states(adminform.fieldsets, adminform.form))
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        context["questions"] = questions(all_forms(adminform.form, formsets))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(db_field, "translated_field"):
            field.label = capfirst(db_field.translated_field.verbose_name)
        return field

    def own_fieldsets(self, request: StaffRequest, obj):
        texts = translated_columns(self.model)
        languages = [
            (
                language.own_name,
                {
                    "fields": [name for name, code in texts.items() if code == language.code],
                    "classes": [LANGUAGE, f"language-{language.code}"],
                },
            )
            for language in LANGUAGES
        ]
        return [*languages, *(self.fieldsets or ())]

    def shown_fieldsets(self, request: StaffRequest, obj):
        """In the order of the form, which is not that of a sheet."""
        return sorted(super().shown_fieldsets(request, obj), key=place_of)


def place_of(fieldset: tuple[Any, dict[str, Any]]) -> int:
    """Where a fieldset stands in a form; those of one place stay in their order."""
    _label, options = fieldset
    classes = options.get("classes", ())
    if AHEAD in classes:
        return 0
    return 1 if LANGUAGE in classes else 3 if LATER in classes else 2


class TranslatedTabularInline(ScopedInline, TranslationTabularInline):
    """Rows with translated texts, each column under the name of its language."""

    form = ConfirmingForm
    formset = ConfirmingFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        code = translated_columns(self.model).get(db_field.name)
        if field and code:
            text = capfirst(db_field.translated_field.verbose_name)
            field.label = add_note(text, BY_CODE[code].own_name)
        return field
