"""What all back-office screens share: scope, powers, and one tab per language."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters, InlineModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db import models, transaction
from django.db.models import Model, Prefetch
from django.forms import BaseInlineFormSet, CheckboxSelectMultiple, ModelForm, Script, Select
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from js_asset import Media

from editorial.accounts.requests import StaffRequest
from editorial.history.asking import reasons_kept
from editorial.history.merging import SEEN, Merged, MergeFormSet
from editorial.history.page_sizes import LINES
from editorial.history.pages import DeletedPages, HistoryPages
from editorial.history.screen import ScreenRights, page_name
from editorial.history.writing import lock, touch
from editorial.languages import BY_CODE, translated_columns
from editorial.languages.punctuation import join_list
from editorial.records.namesakes import expect_namesakes
from editorial.records.scope import changeable, visible
from editorial.screens.day_fields import DAY_FIELDS
from editorial.screens.initial_values import InitialValues
from editorial.screens.known_filters import KnownFilters
from editorial.screens.number_fields import NUMBER_FIELDS
from editorial.screens.presence import PresencePages
from editorial.screens.problems import problems_of
from editorial.screens.proposed import ProposalPages
from editorial.screens.ranking import RankedSearch
from editorial.screens.saved_filters import SavedFilterPages
from editorial.screens.sections import sections_when_shown
from editorial.screens.start_page import StartPageScreen
from editorial.screens.widgets import LINK_FIELDS, Autocomplete, AutocompleteMany
from editorial.screens.zones import ZoneField, ZonesForm, is_zone
from editorial.sheets.bulk import BulkPages
from editorial.sheets.screens import SheetPages
from editorial.texts.letters import tidied_line
from editorial.translations.remarks import panel, remark


def picture_html(address: str) -> SafeString:
    """Return a picture for a form; words beside it say what it is."""
    return format_html('<img class="seen" src="{}" alt="" width="240">', address)


class ScopedRelatedFilter(admin.RelatedFieldListFilter):
    """A filter by related records that names only those the user may see."""

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        words = pgettext("records that are linked to no other", "none")
        self.empty_value_display = conditional_escape(words)

    def field_choices(self, field, request, model_admin):
        related = visible(field.related_model, request.user)
        return [(record.pk, str(record)) for record in related]


class Scoped(ScreenRights):
    """Choices, columns and editor of a screen, all within the user's scope."""

    #: Links to a vocabulary so small that all of it is shown, with a box to tick for each word.
    short_lists: tuple[str, ...] = ()
    formfield_overrides = {**DAY_FIELDS, **NUMBER_FIELDS, **LINK_FIELDS}
    form: Any = ZonesForm

    def get_queryset(self, request):
        records: Any = super().get_queryset(request)
        return records.visible_to(request.user)

    def get_fieldsets(self, request, obj=None):
        """With the number of the version that the form is filled from, unseen, at the end."""
        fieldsets = self.shown_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return fieldsets
        *others, (label, options) = fieldsets
        return [*others, (label, {**options, "fields": [*options["fields"], SEEN]})]

    def shown_fieldsets(self, request: StaffRequest, obj) -> list[tuple[Any, Any]]:
        return self.own_fieldsets(request, obj)

    def get_readonly_fields(self, request, obj=None):
        fixed = list(super().get_readonly_fields(request, obj))
        closed = self.closed_fields(request, obj) if obj else self.closed_texts(request, None)
        return [*fixed, *(name for name in closed if name not in fixed)]

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
        elif is_zone(db_field):
            kwargs |= {"form_class": ZoneField, "widget": Select}
        # A default that is asked for would bring a hidden copy of the first value: SEEN tells it.
        kwargs.setdefault("show_hidden_initial", False)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        code = translated_columns(self.model).get(db_field.name)
        if field and code:
            field.widget.attrs["lang"] = BY_CODE[code].tag
        return field


class ScopedList(ChangeList):
    """A list that can be sorted by the name as it is shown, which is no column of its own."""

    model_admin: Any

    def get_results(self, request):
        """A page that is not there any more is the last one: what it held was changed meanwhile."""
        try:
            super().get_results(request)
        except IncorrectLookupParameters:
            paging = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
            self.page_num = paging.num_pages
            super().get_results(request)
        expect_namesakes(self.result_list, for_staff=True)

    def get_ordering_field(self, field_name):
        if field_name == "listed_as":
            return self.model_admin.name_order()
        return super().get_ordering_field(field_name)


class ScopedAdmin(
    Scoped,
    ProposalPages,
    KnownFilters,
    RankedSearch,
    StartPageScreen,
    SavedFilterPages,
    BulkPages,
    SheetPages,
    HistoryPages,
    DeletedPages,
    PresencePages,
    InitialValues,
):
    """A screen that shows, offers and changes only what the user's postings reach.

    Its parts stand beside each other: their order decides nothing but which is asked first.
    """

    view_on_site: Any = False
    list_per_page = LINES

    class Media:
        js = [Script("js/names.js", defer=True), Script("js/save_keys.js", defer=True)]

    def get_changelist(self, request, **kwargs):
        return ScopedList

    def changelist_view(self, request, extra_context=None):
        """A list is headed by what it lists, as the links that lead to it are."""
        heading = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, heading | (extra_context or {}))

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        if obj is None:
            return self.powers(request).any
        seen = visible(self.model, request.user).filter(pk=obj.pk)
        return asked_once(request, ("seen", self.model, obj.pk), seen.exists)

    def has_add_permission(self, request) -> bool:
        return self.powers(request).write

    def has_change_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).any and self.is_changeable(request, obj)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """To the list, with the word that Django's admin would say on the start page."""
        theirs: Any = super()
        theirs._get_obj_does_not_exist_redirect(request, opts, object_id)
        where = self.list_address(request) if self.has_view_permission(request) else None
        return HttpResponseRedirect(where or reverse("admin:index"))

    def has_delete_permission(self, request, obj=None) -> bool:
        if not (self.powers(request, obj).manage and self.is_changeable(request, obj)):
            return False
        return self.may_have_deleted if obj is None else self.is_deletable(obj)

    def is_changeable(self, request: StaffRequest, obj) -> bool:
        if obj is None:
            return True
        own = changeable(self.model, request.user).filter(pk=obj.pk)
        return asked_once(request, ("own", self.model, obj.pk), own.exists)

    def lookup_allowed(self, lookup, value, request):
        """Only what a filter offers: a guess at other columns would tell what they hold."""
        offered = [offered_by(item) for item in self.list_filter]
        return lookup.split("__")[0] in offered and super().lookup_allowed(lookup, value, request)

    def shown_fieldsets(self, request: StaffRequest, obj):
        hidden = set(self.hidden_links(request, obj))
        return [
            (label, {**options, "fields": [n for n in options["fields"] if n not in hidden]})
            for label, options in self.own_fieldsets(request, obj)
        ]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, tidied_line(search_term))

    def get_object(self, request, object_id, from_field=None):
        """On a save the row is locked first, until it is stored: nobody saves in between."""
        from_field = from_field or None  # an address may name no field at all
        found = super().get_object(request, object_id, from_field)
        if found is None or not is_saving(request):
            return found
        is_there = lock(self.model, [found.pk])
        return super().get_object(request, object_id, from_field) if is_there else None

    def save_model(self, request, obj, form, change):
        """A form that changes nothing makes no version."""
        if form.has_changed() or not change:
            super().save_model(request, obj, form, change)

    def hidden_links(self, request: StaffRequest, obj) -> Iterable[str]:
        """The links of ``obj`` to a record that the user may not see. They stay as they are."""
        for field in self.opts.fields if obj else ():
            key = field.is_relation and getattr(obj, field.attname)
            if key and not visible(field.related_model, request.user).filter(pk=key).exists():
                yield field.name

    def save_related(self, request, form, formsets, change):
        for field in self.opts.many_to_many if change else ():
            if field.name in form.cleaned_data:
                form.cleaned_data[field.name] = self.with_hidden_links(request, form, field)
        super().save_related(request, form, formsets, change)
        if not form.has_changed() and any(formset.has_changed() for formset in formsets):
            touch(form.instance)
        if change:
            self.follow_change(form.instance, {*form.changed_data})
        tell_merged(request, [found for part in (form, *formsets) for found in part.merged])
        remark(request, form, formsets)

    def with_hidden_links(self, request: StaffRequest, form, field) -> models.QuerySet:
        """The user's choice, plus linked records outside their scope, which stay linked."""
        linked = getattr(form.instance, field.name).all()
        seen = visible(field.related_model, request.user).values("pk")
        keys = {*linked.exclude(pk__in=seen).values_list("pk", flat=True)}
        keys |= {record.pk for record in form.cleaned_data[field.name]}
        return field.related_model._default_manager.filter(pk__in=keys)

    def show_seen_links(self, request: StaffRequest, obj) -> None:
        """Keep the names of linked records that the user does not see out of what is only shown."""
        shown = {*self.get_readonly_fields(request, obj)}
        links = [field for field in self.opts.many_to_many if field.name in shown]
        seen = [Prefetch(f.name, visible(f.related_model, request.user)) for f in links]
        models.prefetch_related_objects([obj], *seen)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            self.show_seen_links(request, obj)
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        context["wording"] = panel(request, obj)
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        context["reasons"] = reasons_kept(all_forms(form, formsets))
        if context["errors"]:
            context["problems"] = problems_of(form, formsets)
        context["sections"] = sections_when_shown(context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        """The pages that the parts of the screen bring, before those of Django's admin."""
        own = [
            path(route, self.admin_site.admin_view(view), name=page_name(self.model, name))
            for route, view, name in self.pages()
        ]
        return [*own, *super().get_urls()]


def asked_once(request: StaffRequest, about: Any, ask: Callable[[], bool]) -> bool:
    """An answer that is asked for many times while a page is made, and stays while nobody saves."""
    if request.method not in ("GET", "HEAD"):
        return ask()
    known = request.__dict__.setdefault("_asked_once", {})
    if about not in known:
        known[about] = ask()
    return known[about]


def offered_by(item: Any) -> str:
    """The parameter, or the field, that an item of ``list_filter`` offers to filter by."""
    named: Any = item[0] if isinstance(item, tuple) else item
    return named if isinstance(named, str) else named.parameter_name


def is_saving(request: StaffRequest) -> bool:
    return request.method == "POST" and transaction.get_connection().in_atomic_block


def all_forms(form: Any, formsets: Iterable[Any]) -> list[Any]:
    """The form of a record, and those of its rows."""
    return [form, *(row for formset in formsets for row in formset.forms)]


def tell_merged(request: StaffRequest, merged: Iterable[Merged]) -> None:
    """Say what others saved meanwhile and was kept beside what the user saved."""
    by_author: dict[str, list[str]] = {}
    for found in merged:
        by_author.setdefault(found.who, []).append(found.what)
    for who, what in by_author.items():
        words = {"who": who, "what": join_list(dict.fromkeys(what))}
        text = gettext("Merged with what %(who)s saved since you opened the form: %(what)s.")
        messages.info(request, text % words)


class ToldLinks(BaseInlineFormSet):
    """Rows whose fields are told what the linked records are called, as far as these are known."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        known = form.instance._state.fields_cache
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, Autocomplete) and known.get(name):
                widget.told = {str(known[name].pk): field.label_from_instance(known[name])}


class ScopedInline(Scoped, InlineModelAdmin):
    """Rows of a record, under the record's own powers."""

    extra = 0
    formset: Any = MergeFormSet

    class Media:
        js = [Script("js/rows.js", defer=True)]

    def may_add(self, request: StaffRequest, owner: Model) -> bool:
        return self.has_add_permission(request, owner)

    def form_class(
        self, request: StaffRequest, owner: Model, obj: Model | None, **options: Any
    ) -> type[ModelForm]:
        return self.get_formset(request, owner, **options).form

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related(*self.get_autocomplete_fields(request))
        return rows.select_for_update(of=("self",)) if is_saving(request) else rows

    def get_formset(self, request, obj=None, **kwargs):
        """Rows whose links were fetched with them: no field looks its own up again."""
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (ToldLinks, formset), {})

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
