"""Deleting a record: what goes with it, what stands in the way, and why some records stay."""

import itertools
from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial.accounts.requests import StaffRequest
from editorial.history.bringing_back import delete_with_rows, rows_of
from editorial.history.screen import ScreenPages
from editorial.languages.punctuation import signs_of
from editorial.records.scope import Owned, visible


def called_by_kind(record: Any) -> SafeString:
    """The kind of a record, and its name."""
    return format_html("{}{}{}", capfirst(record._meta.verbose_name), signs_of().colon, record)


def is_seen(record: Any, user: Any) -> bool:
    """Whether a user sees a record; one that no office has is seen with what it belongs to."""
    kind = type(record)
    return not issubclass(kind, Owned) or visible(kind, user).filter(pk=record.pk).exists()


def is_link(kind: Any) -> bool:
    """Whether a model holds links between records, and nothing else."""
    return bool(kind._meta.auto_created)


class DeletingPages(ScreenPages):
    """The page that deletes a record, or says why it stays."""

    #: Why records of this kind are never deleted, and what to do instead; empty where they are.
    never_deleted: Promise | str = ""
    #: Whether some of them may be deleted all the same: ``is_deletable`` says which.
    deletes_some = False
    #: Who may delete what can be deleted, for those who change records and may not; or empty.
    deleted_by: Promise | str = ""

    def is_deletable(self, obj: Any) -> bool:
        """Whether anybody may delete ``obj``."""
        return not self.never_deleted

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
        lacking = {str(one._meta.verbose_name) for one in gone if not self.may_go(request, one)}
        others = [one for one in collector.protected - rows if is_seen(one, request.user)]
        kept = sorted(called_by_kind(one) for one in others)
        return [*map(called_by_kind, gone)], counts, lacking, kept

    def may_go(self, request: StaffRequest, record: Any) -> bool:
        """Whether the user may delete a record that has a screen; a row goes with its record."""
        screen = self.admin_site._registry.get(type(record))
        return screen is None or screen.has_delete_permission(request, record)

    def delete_model(self, request, obj):
        delete_with_rows(obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            delete_with_rows(obj)

    def delete_view(self, request, object_id, extra_context=None):
        """Says in words why some records stay or who may delete them, and what to do instead."""
        is_told = self.never_deleted or self.deleted_by
        obj = self.get_object(request, object_id) if is_told else None
        is_seen = obj is not None and self.has_view_permission(request, obj)
        words = is_seen and self.words_for(request, obj)
        if not words:
            return self.deletion(request, object_id, extra_context)
        context = {"title": gettext("Cannot be deleted"), "object": obj, "words": words}
        return self.answer(request, "editorial/history/never_deleted.html", context, status=403)

    def deletion(self, request, object_id, extra_context):
        """Django's page; what stands in the way and is hidden is told to nobody who only looks."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            words = gettext("It was not deleted: a record that you do not see belongs to it.")
            messages.error(request, words)
            return HttpResponseRedirect(self.keeping(request, self.address("change", object_id)))

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

    def words_for(self, request: StaffRequest, obj: Any) -> Promise | str:
        """What is said in place of deleting ``obj``; empty where nothing is to be said."""
        if not self.is_deletable(obj):
            return self.never_deleted
        return self.stays_because(request, obj)
