"""What all back-office screens share: scope, powers, and one tab per language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db import models, transaction
from django.db.models import F, Prefetch, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.forms import CheckboxSelectMultiple, Script
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_POST
from js_asset import Media
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline
from modeltranslation.translator import translator

from editorial.history.chronicle import visible
from editorial.history.merging import SEEN, Merged, MergeForm, MergeFormSet
from editorial.languages import BY_CODE, LANGUAGES, active, column, fallback_order, text_in
from editorial.records.publication import Publication
from editorial.records.slugs import Addressed
from editorial.screens.desk import DeskScreen, PublicationDesk
from editorial.screens.presence import draft_key, forgetting, notice, report
from editorial.screens.saved_filters import SavedFilters
from editorial.screens.widgets import Autocomplete, AutocompleteMany, SplitDateTime
from editorial.sheets.bulk import BulkScreens
from editorial.translations.confirming import (
    ConfirmingForm,
    ConfirmingFormSet,
    conclude,
    questions,
    with_states,
)
from editorial.translations.draft_pages import ConvertingScreens
from editorial.translations.remarks import panel, remark
from editorial.translations.states import StandingChangeList, languages_in_marks

PUBLICATION_FIELDS = ("status", "publish_at", "unpublish_at")
LIVE = (Publication.Status.PUBLISHED, Publication.Status.WITHDRAWN)


@dataclass(frozen=True)
class Powers:
    """What a staff user may do with a record: ``languages`` are those whose columns are theirs."""

    write: bool = False
    publish: bool = False
    manage: bool = False
    languages: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        return self.write or bool(self.languages)


NO_POWERS = Powers()
ALL_POWERS = Powers(True, True, True, frozenset(BY_CODE))


def translated_fields(model: type[models.Model]) -> set[str]:
    """The names of the fields that have five columns. The base field itself is never shown."""
    if model not in translator.get_registered_models(abstract=False):
        return set()
    return set(translator.get_options_for_model(model).all_fields)


def translated_columns(model: type[models.Model]) -> dict[str, str]:
    """The language code of each translated column, in the order of the model."""
    known = translated_fields(model)
    return {
        column(field.name, language): language.code
        for language in LANGUAGES
        for field in model._meta.fields
        if field.name in known
    }


def seen(address: str) -> SafeString:
    """A picture in a form. Words beside it say what it is."""
    return format_html('<img class="seen" src="{}" alt="" width="240">', address)


class ScopedRelatedFilter(admin.RelatedFieldListFilter):
    """A filter by related records that names only those the user may see."""

    def field_choices(self, field, request, model_admin):
        related = visible(field.related_model, request.user)
        return [(record.pk, str(record)) for record in related]


class Scoped(BaseModelAdmin):
    """Choices, columns and editor of a screen, all within the user's scope.

    Powers follow from postings, never from Django's own permissions.
    """

    #: Links to a vocabulary so small that all of it is shown, with a box to tick for each word.
    short_lists: tuple[str, ...] = ()
    formfield_overrides = {models.DateTimeField: {"widget": SplitDateTime}}
    form = MergeForm

    def powers(self, request, obj=None) -> Powers:
        """What the user may do with ``obj``, or with some record of this kind."""
        raise NotImplementedError

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def get_fieldsets(self, request, obj=None):
        """With the number of the version that the form is filled from, unseen, at the end."""
        fieldsets = self.shown_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return fieldsets
        *others, (label, options) = fieldsets
        return [*others, (label, {**options, "fields": [*options["fields"], SEEN]})]

    def shown_fieldsets(self, request, obj) -> list[tuple[Any, Any]]:
        return list(super().get_fieldsets(request, obj))

    def get_readonly_fields(self, request, obj=None):
        fixed = list(super().get_readonly_fields(request, obj))
        closed = self.closed_fields(request, obj) if obj else self.closed_texts(request, None)
        return [*fixed, *(name for name in closed if name not in fixed)]

    def restorable(self, request, obj, names: Iterable[str]) -> Iterable[str]:
        """Those of the form's fields ``names`` that go back when a version of ``obj`` does."""
        return names

    def refuse(self, request, obj, changed: set[str]) -> None:
        """Raise ValidationError, by field, for a change that the fields alone would allow."""

    def closed_texts(self, request, obj) -> Iterable[str]:
        """The texts in languages that are not the user's."""
        own = self.powers(request, obj).languages
        columns = translated_columns(self.model)
        return [name for name, code in columns.items() if code not in own]

    def closed_fields(self, request, obj) -> Iterable[str]:
        """The fields of ``obj`` that the user may see but not change."""
        yield from self.closed_texts(request, obj)
        if not self.powers(request, obj).write:
            texts = {*translated_columns(self.model), *translated_fields(self.model)}
            own = (field for field in self.opts.get_fields() if not field.auto_created)
            yield from (f.name for f in own if f.editable and f.name not in texts)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", visible(db_field.related_model, request.user))
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", visible(db_field.related_model, request.user))
        if db_field.name in self.short_lists:
            kwargs["widget"] = CheckboxSelectMultiple
        elif db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AutocompleteMany(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        code = translated_columns(self.model).get(db_field.name)
        if field and code:
            field.widget.attrs["lang"] = BY_CODE[code].tag
        return field


class ScopedList(ChangeList):
    """A list that can be sorted by the name as it is shown, which is no column of its own."""

    def get_ordering_field(self, field_name):
        if field_name == "listed_as":
            return self.model_admin.name_order()
        return super().get_ordering_field(field_name)


class TranslatedList(ScopedList, StandingChangeList):
    """A list whose records also know how they stand in each language."""


class ScopedAdmin(Scoped, DeskScreen, SavedFilters, BulkScreens):
    """A screen that shows, offers and changes only what the user's postings reach."""

    view_on_site: Any = False
    list_per_page = 50

    class Media:
        js = [Script("js/names.js", defer=True)]

    def get_changelist(self, request, **kwargs):
        return ScopedList

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        if obj is None:
            return self.powers(request).any
        return self.model._default_manager.visible_to(request.user).filter(pk=obj.pk).exists()

    def has_add_permission(self, request) -> bool:
        return self.powers(request).write

    def has_change_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).any and self.is_changeable(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        if self.never_deleted:
            return False
        return self.powers(request, obj).manage and self.is_changeable(request, obj)

    def is_changeable(self, request, obj) -> bool:
        changeable = self.model._default_manager.changeable_by(request.user)
        return obj is None or changeable.filter(pk=obj.pk).exists()

    def get_prepopulated_fields(self, request, obj=None):
        """Only for what is new: an address that stands is not guessed anew."""
        offered = super().get_prepopulated_fields(request, obj) if obj is None else {}
        closed = {*self.get_readonly_fields(request, obj)}
        return {name: sources for name, sources in offered.items() if closed.isdisjoint(sources)}

    def lookup_allowed(self, lookup, value, request):
        """Only what a filter offers: a guess at other columns would tell what they hold."""
        offered = [offered_by(item) for item in self.list_filter]
        return lookup.split("__")[0] in offered and super().lookup_allowed(lookup, value, request)

    def shown_fieldsets(self, request, obj):
        hidden = set(self.hidden_links(request, obj))
        return [
            (label, {**options, "fields": [n for n in options["fields"] if n not in hidden]})
            for label, options in self.own_fieldsets(request, obj)
        ]

    def own_fieldsets(self, request, obj):
        return super().shown_fieldsets(request, obj)

    def get_object(self, request, object_id, from_field=None):
        """On a save the row is locked first, until it is stored: nobody saves in between."""
        found = super().get_object(request, object_id, from_field)
        if found is None or not is_saving(request):
            return found
        locked = self.model._base_manager.select_for_update().filter(pk=found.pk)
        return super().get_object(request, object_id, from_field) if locked else None

    def save_model(self, request, obj, form, change):
        """A form that changes nothing makes no version."""
        if form.has_changed() or not change:
            super().save_model(request, obj, form, change)

    def hidden_links(self, request, obj) -> Iterable[str]:
        """The links of ``obj`` to a record that the user may not see. They stay as they are."""
        for field in self.opts.fields if obj else ():
            key = field.is_relation and getattr(obj, field.attname)
            if key and not visible(field.related_model, request.user).filter(pk=key).exists():
                yield field.name

    def save_related(self, request, form, formsets, change):
        for field in self.opts.many_to_many if change else ():
            if field.name in form.cleaned_data:
                form.cleaned_data[field.name] = self.with_hidden(request, form, field)
        super().save_related(request, form, formsets, change)
        if not form.has_changed() and any(formset.has_changed() for formset in formsets):
            form.instance.save()  # its rows are part of it: it was updated today
        tell_merged(request, [found for part in (form, *formsets) for found in part.merged])
        remark(request, form, formsets)

    def with_hidden(self, request, form, field) -> models.QuerySet:
        """The chosen records and those that the user could not see to unchoose."""
        linked = getattr(form.instance, field.name).all()
        seen = visible(field.related_model, request.user).values("pk")
        keys = {*linked.exclude(pk__in=seen).values_list("pk", flat=True)}
        keys |= {record.pk for record in form.cleaned_data[field.name]}
        return field.related_model._default_manager.filter(pk__in=keys)

    def show_seen_links(self, request, obj) -> None:
        """Keep the names of linked records that the user does not see out of what is only shown."""
        shown = {*self.get_readonly_fields(request, obj)}
        links = [field for field in self.opts.many_to_many if field.name in shown]
        seen = [Prefetch(f.name, visible(f.related_model, request.user)) for f in links]
        models.prefetch_related_objects([obj], *seen)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            self.show_seen_links(request, obj)
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        context["draft_key"] = draft_key(self.model, obj, request.user)
        context["presence"] = self.address("presence", obj.pk) if obj else ""
        context["wording"] = panel(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.presence_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        return [path("<int:key>/presence/", view, name=name), *super().get_urls()]

    def presence_view(self, request, key: int) -> HttpResponse:
        """Takes note that the user has the form open, and tells who else has."""
        obj = self.get_object(request, str(key))
        if obj is None or not self.has_change_permission(request, obj):
            raise Http404
        return JsonResponse({"notice": notice(report(request.user, obj))})

    def response_add(self, request, obj, *args, **kwargs):
        response = super().response_add(request, obj, *args, **kwargs)
        return forgetting(response, draft_key(self.model, None, request.user))

    def response_change(self, request, obj, *args, **kwargs):
        response = super().response_change(request, obj, *args, **kwargs)
        return forgetting(response, draft_key(self.model, obj, request.user))


def offered_by(item: Any) -> str:
    """The parameter, or the field, that an item of ``list_filter`` offers to filter by."""
    named: Any = item[0] if isinstance(item, tuple) else item
    return named if isinstance(named, str) else named.parameter_name


def is_saving(request) -> bool:
    return request.method == "POST" and transaction.get_connection().in_atomic_block


def all_forms(form: Any, formsets: Iterable[Any]) -> list[Any]:
    """The form of a record, and those of its rows."""
    return [form, *(row for formset in formsets for row in formset.forms)]


def tell_merged(request, merged: Iterable[Merged]) -> None:
    """Say what others saved meanwhile and was kept beside what the user saved."""
    by_author: dict[str, list[str]] = {}
    for found in merged:
        by_author.setdefault(found.who, []).append(found.what)
    for who, what in by_author.items():
        words = {"who": who, "what": ", ".join(dict.fromkeys(what))}
        text = gettext("Merged with what %(who)s saved since you opened the form: %(what)s.")
        messages.info(request, text % words)


class TranslatedAdmin(ScopedAdmin, ConvertingScreens, TranslationAdmin):
    """A screen with a fieldset per language, which a small script makes one strip of tabs."""

    form = ConfirmingForm
    has_sheet = True
    bulk_fields = ("themes", "secretariat", "status")
    #: The text under which a record is listed.
    naming = "name"
    #: The QuerySet's method through which the public reaches the records.
    gate = "public"

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
        tried = dict.fromkeys((*fallback_order(active()), *LANGUAGES))
        shown = [NullIf(F(column(self.naming, lang)), Value("")) for lang in tried]
        return Lower(Coalesce(*shown, Value("")))

    @admin.display(description=_("name"), ordering="pk")
    def listed_as(self, obj) -> str:
        """The name in the reader's language, or the nearest that it has."""
        text = text_in(obj, self.naming)
        return format_html('<span lang="{}">{}</span>', text.tag, text.value)

    @admin.display(description=_("languages"))
    def versions(self, obj) -> str:
        """How the texts stand in each language."""
        return languages_in_marks(obj)

    def get_changelist(self, request, **kwargs):
        return TranslatedList

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        conclude(request, all_forms(form, formsets), is_new=not change)

    def render_change_form(self, request, context, *args, add=False, **kwargs):
        context["tells_missing"] = add
        adminform = context["adminform"]
        adminform.fieldsets = list(with_states(adminform.fieldsets, adminform.form))
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        context["questions"] = questions(all_forms(adminform.form, formsets))
        return super().render_change_form(request, context, *args, add=add, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(db_field, "translated_field"):
            field.label = capfirst(db_field.translated_field.verbose_name)
        return field

    def own_fieldsets(self, request, obj):
        texts = translated_columns(self.model)
        languages = [
            (
                language.own_name,
                {
                    "fields": [name for name, code in texts.items() if code == language.code],
                    "classes": ["language", f"language-{language.code}"],
                },
            )
            for language in LANGUAGES
        ]
        return [*languages, *self.fieldsets]


class PublicationAdmin(PublicationDesk, TranslatedAdmin):
    """A screen of records on their way to the public: who may not publish hands in for review."""

    #: The view that shows the page of a record before its time.
    preview: type[View]

    publication_fieldset = (
        _("Publication"),
        {"fields": [*PUBLICATION_FIELDS]},
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [path("<int:key>/preview/<str:code>/", view, name=name), *super().get_urls()]

    def preview_view(self, request, key: int, code: str) -> HttpResponseBase:
        """The page of a record in one language, for whoever may see the record here."""
        if code not in BY_CODE or not self.has_view_permission(request):
            raise Http404
        return self.preview.as_view()(request, pk=key, language=BY_CODE[code])

    def page_of(self, obj) -> str | None:
        if self.is_public(obj):
            return super().page_of(obj)
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_preview",
            args=[obj.pk, active().code],
        )

    def closed_fields(self, request, obj):
        yield from super().closed_fields(request, obj)
        if obj.status in LIVE and not self.powers(request, obj).publish:
            yield from PUBLICATION_FIELDS

    def restorable(self, request, obj, names):
        """What was public once is made public again only by whoever may publish."""
        closed = () if self.powers(request, obj).publish else PUBLICATION_FIELDS
        return [name for name in names if name not in closed]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status" and not self.powers(request).publish:
            kwargs["choices"] = [
                choice for choice in Publication.Status.choices if choice[0] not in LIVE
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class ScopedInline(Scoped):
    """Rows of a record, under the record's own powers."""

    extra = 0
    formset: Any = MergeFormSet

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_for_update(of=("self",)) if is_saving(request) else rows

    def has_view_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).any

    def has_add_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).write

    def has_change_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).any

    def has_delete_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).write


class ScopedTabularInline(ScopedInline, admin.TabularInline):
    """Rows without translated texts."""


class TranslatedTabularInline(ScopedInline, TranslationTabularInline):
    """Rows with translated texts, each column under the name of its language."""

    form = ConfirmingForm
    formset = ConfirmingFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        code = translated_columns(self.model).get(db_field.name)
        if field and code:
            text = capfirst(db_field.translated_field.verbose_name)
            field.label = f"{text} ({BY_CODE[code].own_name})"
        return field
