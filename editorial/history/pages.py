"""The pages of a record's history: what was changed, each version, and what was deleted."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import router, transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from editorial.accounts.requests import StaffRequest
from editorial.history.asking import Question
from editorial.history.bringing_back import (
    bring_back,
    delete_with_rows,
    last_before,
    refusals_and_questions,
    rows_of,
)
from editorial.history.chronicle import (
    Pairs,
    RecordNames,
    as_records,
    deletions_seen,
    page_of,
    versions_seen,
)
from editorial.history.restoring import Restoring
from editorial.history.screen import Page, Screen, ScreenPages
from editorial.records.history import Version, author_of, tracked_models
from editorial.records.scope import Owned, row_link, visible


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
        """The inlines of which versions are kept, and which have no screen of their own."""
        inlines: Iterable[Any] = self.get_inline_instances(request, obj)
        kept = (row for row in inlines if row.model in tracked_models())
        return [row for row in kept if not self.admin_site.is_registered(row.model)]

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


def called_by_kind(record: Any) -> SafeString:
    """The kind of a record, and its name."""
    return format_html("{}: {}", capfirst(record._meta.verbose_name), record)


def called_if_seen(record: Any, user: Any) -> str:
    """The kind of a record and its name, the name only if the user sees the record."""
    kind = type(record)
    if issubclass(kind, Owned) and not visible(kind, user).filter(pk=record.pk).exists():
        return capfirst(record._meta.verbose_name)
    return called_by_kind(record)


def is_link(kind: Any) -> bool:
    """Whether a model holds links between records, and nothing else."""
    return bool(kind._meta.auto_created)


class DeletedPages(ScreenPages):
    """The records that were deleted and the way back; of what is never deleted, why it stays."""

    #: Why records of this kind are never deleted, and what to do instead; empty where they are.
    never_deleted: Promise | str = ""
    #: Whether some of them may be deleted all the same: ``is_deletable`` says which.
    deletes_some = False
    #: Who may delete what can be deleted, for those who change records and may not; or empty.
    deleted_by: Promise | str = ""

    def is_deletable(self, obj: Any) -> bool:
        """Whether anybody may delete ``obj``."""
        return not self.never_deleted

    @property
    def may_have_deleted(self) -> bool:
        """Whether there can be deleted records of this kind."""
        return self.is_tracked and (self.deletes_some or not self.never_deleted)

    def get_actions(self, request, action_location=None):
        """What is kept for a reason is deleted one by one, where the page can say the reason."""
        actions = super().get_actions(request, *filter(None, [action_location]))
        if self.never_deleted:
            actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs, request):
        """What goes along, and what stands in the way, as far as the user sees it.

        Rows that protect their record are deleted with it. Links of others, who may be hidden, are
        not told of: they come back with the record.
        """
        collector = NestedObjects(using=router.db_for_write(self.model))
        collector.collect(objs)
        rows = {row for obj in objs for found in rows_of(obj) for row in found}
        told = {kind: found for kind, found in collector.data.items() if not is_link(kind)}
        gone = [*itertools.chain(*told.values()), *(collector.protected & rows)]
        counts = Counter(str(one._meta.verbose_name_plural) for one in gone)
        kept = [called_if_seen(other, request.user) for other in collector.protected - rows]
        lacking = super().get_deleted_objects(objs, request)[2]
        return [*map(called_by_kind, gone)], counts, lacking, sorted(set(kept))

    def delete_model(self, request, obj):
        delete_with_rows(obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            delete_with_rows(obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """To who might look for a way to delete it, the form says why there is none."""
        if obj is not None and (words := self.stays_because(request, obj)):
            context["stays_because"] = words
        return super().render_change_form(request, context, add, change, form_url, obj)

    def stays_because(self, request: StaffRequest, obj: Any) -> Promise | str:
        """Why a user who changes ``obj`` may not delete it; empty if they may, or only look."""
        powers = self.powers(request, obj)
        if not (powers.manage or (powers.write and self.deleted_by)):
            return ""
        if not self.is_deletable(obj):
            return self.never_deleted if powers.manage else ""
        return "" if powers.manage else self.deleted_by

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
                    messages.success(request, gettext("“%s” is back.") % obj)
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

    def delete_view(self, request, object_id, extra_context=None):
        """Says in words why some records stay or who may delete them, and what to do instead."""
        is_told = self.never_deleted or self.deleted_by
        obj = self.get_object(request, object_id) if is_told else None
        is_seen = obj is not None and self.has_view_permission(request, obj)
        words = is_seen and self.words_for(request, obj)
        if not words:
            return super().delete_view(request, object_id, extra_context)
        context = {"title": gettext("Not to be deleted"), "object": obj, "words": words}
        return self.answer(request, "editorial/history/never_deleted.html", context, status=403)

    def words_for(self, request: StaffRequest, obj: Any) -> Promise | str:
        """What is said in place of deleting ``obj``; empty where nothing is to be said."""
        if not self.is_deletable(obj):
            return self.never_deleted
        return self.stays_because(request, obj)
