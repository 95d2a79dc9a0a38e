"""Saved filters: a list as its user wants to see it again, under a name of theirs.

What a filter holds is looked at anew each time it is opened: a value that the user may not see any
more, or that the list does not offer, is left out, and the user is told.
"""

from typing import Any

from django import forms
from django.contrib import messages
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
from editorial.screens.filter_queries import FilterQueries
from editorial.screens.models import SavedFilter

#: Filters that a user keeps for one list; more would be a list to search in itself.
MOST = 20


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
        shown = FilterQueries(self, request).lasting(request.GET).urlencode()
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
        queries = FilterQueries(self, request)
        query = queries.lasting(QueryDict(request.POST.get("query", "")))
        name = " ".join(request.POST.get("name", "").replace("\0", "").split())
        own: dict[str, Any] = {"user": request.user, "kind": self.opts.label_lower, "name": name}
        kept = {"query": query.urlencode()}
        if refusal := self.refusal(request, SavedFilter(**own, **kept)):
            messages.error(request, refusal)
        else:
            SavedFilter.objects.update_or_create(**own, defaults=kept)
            messages.success(request, gettext("The filter “%s” is saved.") % name)
        return HttpResponseRedirect(queries.address(query))

    def refusal(self, request: StaffRequest, saved: SavedFilter) -> str:
        """Why the filter cannot be saved; empty where it can."""
        if not saved.query:
            return gettext("Filter, search or sort the list before you save a filter.")
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
        queries, kept = FilterQueries(self, request), QueryDict(saved.query)
        holding = queries.lasting(kept)
        for name in list(holding):
            if not queries.holds(name, holding.getlist(name)):
                del holding[name]
        if holding != kept:
            messages.warning(
                request,
                gettext(
                    "Part of the filter “%s” was left out: it refers to something that no "
                    "longer exists."
                )
                % saved,
            )
        return HttpResponseRedirect(queries.address(holding))

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
