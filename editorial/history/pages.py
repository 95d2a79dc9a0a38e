"""The pages of a record's history: what was changed, each version, and what was deleted."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from editorial.accounts.requests import StaffRequest
from editorial.history.asking import Question
from editorial.history.bringing_back import (
    bring_back,
    last_before,
    refusals_and_questions,
)
from editorial.history.chronicle import (
    Pairs,
    as_records,
    deletions_seen,
    page_of,
    versions_seen,
)
from editorial.history.deleting import DeletingPages
from editorial.history.record_names import RecordNames
from editorial.history.restoring import Restoring
from editorial.history.screen import Page, Screen, ScreenPages
from editorial.records.history import Version, author_of, tracked_models
from editorial.records.scope import is_row, row_link


class HistoryPages(ScreenPages):
    """A record's history, each version of it, and the way back to one."""

    def pages(self):
        if self.is_tracked:
            route = "<int:key>/history/<slug:kind>/<int:number>/"
            yield Page(route, self.version_view, "version")
        yield from super().pages()

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        """All changes to the record and to its rows, each compared with what was before."""
        obj = self.get_object(request, object_id) if self.is_tracked else None
        if obj is None:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        parts = [versions_seen(self.model, request.user).filter(id=obj.pk)]
        for row in self.tracked_rows(request, obj):
            key = {row_link(row.model).attname: obj.pk}
            parts.append(versions_seen(row.model, request.user).filter(**key))
        context = {
            "title": gettext("History: %s") % obj,
            "page": page_of(parts, request.GET.get("after"), request.user),
            "object": obj,
        }
        return self.answer(
            request, "editorial/history/history.html", context | (extra_context or {})
        )

    def tracked_rows(self, request: StaffRequest, obj) -> list[Screen]:
        """The inlines of which versions are kept, and whose rows are part of the record."""
        inlines: Iterable[Any] = self.get_inline_instances(request, obj)
        kept = (row for row in inlines if row.model in tracked_models())
        return [row for row in kept if is_row(row.model)]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def version_view(self, request: StaffRequest, key: int, kind: str, number: int):
        """One version: what it changed, what going back to it would change, and the way back."""
        with transaction.atomic():
            obj = self.get_object(request, str(key))
            if obj is None or not self.has_view_permission(request, obj):
                raise Http404
            screen = self.screen_for(request, obj, kind)
            version = self.version(request, screen, obj, number)
            record = screen.model._base_manager.filter(pk=version.id).first()
            restoring = Restoring(request, screen, obj, record, version)
            if request.method == "POST":
                return self.restore(request, obj, restoring)
            return self.version_page(request, obj, restoring)

    def screen_for(self, request: StaffRequest, obj, kind: str) -> Screen:
        """This screen, or the inline of the record's rows of that kind."""
        screens = (self, *self.tracked_rows(request, obj))
        found = next((s for s in screens if s.opts.model_name == kind), None)
        if found is None:
            raise Http404
        return found

    def version(self, request: StaffRequest, screen: Screen, obj, number: int) -> Version:
        seen = versions_seen(screen.model, request.user).filter(history_id=number)
        link = "id" if screen is self else row_link(screen.model).attname
        version = seen.filter(**{link: obj.pk}).first()
        if version is None:
            raise Http404
        return version

    def version_page(self, request, obj, restoring: Restoring, errors: Sequence[str] = ()):
        context = {
            "title": gettext("Version: %s") % obj,
            "object": obj,
            "restoring": restoring,
            "errors": errors,
            "history_address": self.keeping(request, self.address("history", obj.pk)),
        }
        return self.answer(request, "editorial/history/version.html", context)

    def restore(self, request: StaffRequest, obj, restoring: Restoring):
        if not restoring.is_allowed:
            raise PermissionDenied
        if not restoring.is_seen:
            error = gettext("Somebody saved this record since you opened this page. Look again.")
            return self.version_page(request, obj, restoring, [error])
        errors = restoring.errors()
        if errors or restoring.questions:
            return self.version_page(request, obj, restoring, errors)
        restoring.save(self)
        messages.success(request, gettext("The version was restored."))
        return HttpResponseRedirect(self.keeping(request, self.address("history", obj.pk)))


class DeletedPages(DeletingPages):
    """The records that were deleted, and the way back."""

    @property
    def may_have_deleted(self) -> bool:
        """Whether there can be deleted records of this kind."""
        return self.is_tracked and (self.deletes_some or not self.never_deleted)

    def pages(self):
        if self.is_tracked:
            yield Page("deleted/", self.deleted_view, "deleted")
            yield Page("deleted/<int:number>/", self.undelete_view, "undelete")
        yield from super().pages()

    @method_decorator(require_safe)
    def deleted_view(self, request: StaffRequest):
        """The records that were deleted, as far as the user would see them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        parts = [deletions_seen(self.model, request.user)]
        context = {
            "title": gettext("Deleted: %s") % capfirst(self.opts.verbose_name_plural),
            "page": page_of(parts, request.GET.get("after"), request.user),
        }
        return self.answer(request, "editorial/history/deleted.html", context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def undelete_view(self, request: StaffRequest, number: int):
        """What a deleted record held, and the way to bring it back."""
        with transaction.atomic():
            version = deletions_seen(self.model, request.user).filter(history_id=number).first()
            if version is None or not self.has_view_permission(request):
                raise Http404
            is_allowed = self.may_bring_back(request, version)
            if request.method == "POST" and not is_allowed:
                raise PermissionDenied
            errors: list[str] = []
            questions: list[Question] = []
            if request.method == "POST":
                try:
                    obj = bring_back(version, request.POST)
                except ValidationError as error:
                    errors, questions = refusals_and_questions(error, request.POST)
                else:
                    messages.success(request, gettext("“%s” was restored.") % obj)
                    where = self.address("change", obj.pk)
                    return HttpResponseRedirect(self.keeping(request, where))
            pairs = Pairs(self.model, [number, *last_before(version).values_list("pk", flat=True)])
            names = RecordNames([pairs], request.user)
            last = next((v for v in pairs.after.values() if v.pk != number), version)
            context = {
                "title": gettext("Deleted: %s") % names.subject(version),
                "version": version,
                "who": author_of(version),
                "differences": pairs.differences(None, last, names),
                "is_allowed": is_allowed,
                "errors": errors,
                "questions": questions,
                "deleted_address": self.keeping(request, self.address("deleted")),
            }
            return self.answer(request, "editorial/history/undelete.html", context)

    def may_bring_back(self, request: StaffRequest, version) -> bool:
        """Whoever may delete a record may bring it back."""
        changeable = as_records(self.model).changeable_by(request.user)
        is_theirs = changeable.filter(history_id=version.history_id).exists()
        return is_theirs and self.powers(request, version).manage
