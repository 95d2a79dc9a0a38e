"""Saved filters: a list as its user wants to see it again, under a name of theirs.

What a filter holds is looked at anew each time it is opened: a value that the user may not see any
more, or that the list does not offer, is left out, and the user is told.
"""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.views.main import IGNORED_PARAMS, ORDER_VAR, SEARCH_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page, ScreenPages
from editorial.records.scope import visible
from editorial.screens.models import SavedFilter

#: Filters that a user keeps for one list; more would be a list to search in itself.
MOST = 20
#: A column, as addresses of a list count them.
NUMBER = re.compile(r"[0-9]{1,3}")
#: What narrows or orders nothing: pages, windows, counts beside the choices.
PASSING = frozenset(IGNORED_PARAMS) - {ORDER_VAR, SEARCH_VAR}


class NameForm(forms.ModelForm):
    """The name of a filter, once for each list of a user."""

    class Meta:
        model = SavedFilter
        fields = ["name"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = SavedFilter.objects.filter(user=self.instance.user, kind=self.instance.kind)
        if others.exclude(pk=self.instance.pk).filter(name=name).exists():
            raise ValidationError(_("You have a filter of this name here already."))
        return name


class SavedFilterPages(ScreenPages):
    """A list whose filters can be saved, opened, renamed and deleted. Each sees their own."""

    def pages(self):
        yield Page("filters/", self.filters_view, "filters")
        yield Page("filters/save/", self.save_filter_view, "save_filter")
        yield Page("filters/<int:key>/", self.open_filter_view, "open_filter")
        yield Page("filters/<int:key>/rename/", self.rename_filter_view, "rename_filter")
        yield Page("filters/<int:key>/delete/", self.delete_filter_view, "delete_filter")
        yield from super().pages()

    def changelist_view(self, request, extra_context=None):
        own = self.own_filters(request)
        shown = self.lasting(request, request.GET).urlencode()
        context = {
            "saved_filters": own,
            "shown_filter": shown,
            "is_saved": any(saved.query == shown for saved in own),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def own_filters(self, request: StaffRequest) -> models.QuerySet:
        kind = self.opts.label_lower
        return SavedFilter.objects.filter(user=request.user.pk, kind=kind).order_by("name", "pk")

    def own_filter(self, request: StaffRequest, key: int) -> SavedFilter:
        if not self.has_view_permission(request):
            raise PermissionDenied
        saved = self.own_filters(request).filter(pk=key).first()
        if saved is None:
            raise Http404
        return saved

    def lasting(self, request: StaffRequest, given: QueryDict) -> QueryDict:
        """What of the parameters ``given`` the list knows and is worth keeping, in one order.

        Columns to sort by are kept by their names: their numbers change with the list.
        """
        found = QueryDict(mutable=True)
        for name in sorted(given.keys() - PASSING):
            values = [value for value in given.getlist(name) if value and "\0" not in value]
            if name == ORDER_VAR:
                values = [named for value in values if (named := self.named(request, value))]
            if values and self.is_lasting(request, name, values):
                found.setlist(name, values)
        return found

    def columns(self, request: StaffRequest) -> list[str]:
        """The columns of the list, in the order in which its addresses count them."""
        ticks = ["action_checkbox"] if self.get_actions(request) else []
        return [*ticks, *map(str, self.get_list_display(request))]

    def named(self, request: StaffRequest, order: str) -> str:
        """The columns that ``order`` (as in ``-3.1``, or named already) sorts by, as names."""
        columns = self.columns(request)
        known = dict(enumerate(columns)) | dict(zip(columns, columns, strict=True))
        parts = [(part[:1] == "-", part.removeprefix("-")) for part in order.split(".")]
        keys = [(back, int(key) if NUMBER.fullmatch(key) else key) for back, key in parts]
        return ".".join("-" * back + known[key] for back, key in keys if key in known)

    def numbered(self, request: StaffRequest, order: str) -> str:
        """The ``order`` by names, as addresses of the list count its columns now."""
        columns = self.columns(request)
        parts = [(part[:1] == "-", part.removeprefix("-")) for part in order.split(".")]
        return ".".join("-" * back + str(columns.index(name)) for back, name in parts)

    def is_lasting(self, request: StaffRequest, name: str, values: list[str]) -> bool:
        if name in (SEARCH_VAR, ORDER_VAR):
            return True
        return all(self.lookup_allowed(name, value, request) for value in values)

    @method_decorator(require_safe)
    def filters_view(self, request: StaffRequest):
        """The user's filters of this list, to be renamed or deleted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.filters_page(request)

    def filters_page(self, request: StaffRequest, refused: NameForm | None = None):
        listed = [
            refused
            if refused is not None and refused.instance.pk == saved.pk
            else NameForm(instance=saved, auto_id=f"id_%s_{saved.pk}")
            for saved in self.own_filters(request)
        ]
        context = {
            "title": gettext("Saved filters: %s") % capfirst(self.opts.verbose_name_plural),
            "forms": [
                (
                    form,
                    self.address("rename_filter", form.instance.pk),
                    self.address("delete_filter", form.instance.pk),
                )
                for form in listed
            ],
        }
        return self.answer(request, "editorial/screens/saved_filters.html", context)

    @method_decorator(require_POST)
    def save_filter_view(self, request: StaffRequest):
        """Keep what the list shows under a name; one of the same name takes its place."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = self.lasting(request, QueryDict(request.POST.get("query", "")))
        back = self.list_at(request, query)
        name = " ".join(request.POST.get("name", "").replace("\0", "").split())
        own: dict[str, Any] = {"user": request.user, "kind": self.opts.label_lower, "name": name}
        kept = {"query": query.urlencode()}
        if refusal := self.refusal(request, SavedFilter(**own, **kept)):
            messages.error(request, refusal)
        else:
            SavedFilter.objects.update_or_create(**own, defaults=kept)
            messages.success(request, gettext("The filter “%s” is saved.") % name)
        return HttpResponseRedirect(back)

    def refusal(self, request: StaffRequest, saved: SavedFilter) -> str:
        """Why the filter cannot be saved; empty where it can."""
        if not saved.query:
            return gettext("Nothing is filtered, searched or sorted here.")
        others = self.own_filters(request).exclude(name=saved.name)
        if others.count() >= MOST:
            return gettext("You have %d filters here. Delete one before you save another.") % MOST
        try:
            saved.clean_fields()
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    @method_decorator(require_safe)
    def open_filter_view(self, request: StaffRequest, key: int):
        """Leads to the list, narrowed by what of the filter still holds."""
        saved = self.own_filter(request, key)
        kept = QueryDict(saved.query)
        holding = self.lasting(request, kept)
        for name in list(holding):
            if not self.holds(request, name, holding.getlist(name)):
                del holding[name]
        if holding != kept:
            messages.warning(
                request,
                gettext("Part of the filter “%s” is left out: it names what is not here any more.")
                % saved,
            )
        return HttpResponseRedirect(self.list_at(request, holding))

    def holds(self, request: StaffRequest, name: str, values: list[str]) -> bool:
        """Whether the list still offers all ``values``."""
        if name in (SEARCH_VAR, ORDER_VAR):
            return True
        offered = self.offered(request, name)
        if offered is not None:
            return offered.issuperset(values)
        field: Any = self.opts.get_field(name.split("__")[0])
        try:
            if field.is_relation and not name.endswith("__isnull"):
                related = visible(field.related_model, request.user)
                return related.filter(pk__in=values).count() == len(set(values))
            self.get_queryset(request).filter(**dict.fromkeys([name], values[0])).exists()
        except (ValueError, OverflowError, ValidationError):
            return False
        return True

    def offered(self, request: StaffRequest, name: str) -> set[str] | None:
        """The values of a filter that has but a few; None of one that asks the database."""
        for item in self.get_list_filter(request):
            if isinstance(item, type) and getattr(item, "parameter_name", "") == name:
                filter_: Any = item(request, {}, self.model, self)
                return {str(value) for value, _words in filter_.lookup_choices}
        field: Any = self.opts.get_field(name.split("__")[0])
        if isinstance(field, models.BooleanField):
            return {"0", "1", "True", "False"}
        if field.flatchoices and name.endswith("__exact"):
            return {str(value) for value, _words in field.flatchoices}
        return None

    @method_decorator(require_POST)
    def rename_filter_view(self, request: StaffRequest, key: int):
        saved = self.own_filter(request, key)
        form = NameForm(request.POST, instance=saved, auto_id=f"id_%s_{saved.pk}")
        if not form.is_valid():
            return self.filters_page(request, form)
        form.save()
        messages.success(request, gettext("The filter is called “%s” now.") % saved)
        return HttpResponseRedirect(self.address("filters"))

    @method_decorator(require_POST)
    def delete_filter_view(self, request: StaffRequest, key: int):
        saved = self.own_filter(request, key)
        saved.delete()
        messages.success(request, gettext("The filter “%s” is deleted.") % saved)
        return HttpResponseRedirect(self.address("filters"))

    def list_at(self, request: StaffRequest, query: QueryDict) -> str:
        """The address of the list, narrowed by ``query``."""
        query = query.copy()
        if ORDER_VAR in query:
            query[ORDER_VAR] = self.numbered(request, str(query[ORDER_VAR]))
        address = self.address("changelist")
        return f"{address}?{query.urlencode()}" if query else address
