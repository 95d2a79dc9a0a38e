"""Restoring: the history of a record as pages, the way back to a version, and what was deleted."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from editorial.history.chronicle import (
    Difference,
    Names,
    Pairs,
    as_records,
    deletions_seen,
    page_of,
    versions_seen,
)
from editorial.history.merging import REASON, SEEN, ReasonField
from editorial.records.history import Records, author_of, past_links, tracked_models, versions_of
from editorial.records.scope import row_link
from editorial.records.wording import Guarded, Objection
from editorial.texts.differences import caption


class HistoryScreens(admin.ModelAdmin):
    """A record's history, each version of it, and the records that were deleted."""

    #: Why records of this kind are never deleted, and what to do instead; empty where they are.
    never_deleted: Any = ""

    @property
    def is_tracked(self) -> bool:
        return self.model in tracked_models()

    def get_urls(self):
        def page(route: str, view, name: str):
            name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
            return path(route, self.admin_site.admin_view(view), name=name)

        own = [
            page("<int:key>/history/<slug:kind>/<int:number>/", self.version_view, "version"),
            page("deleted/", self.deleted_view, "deleted"),
            page("deleted/<int:number>/", self.undelete_view, "undelete"),
        ]
        return [*(own if self.is_tracked else ()), *super().get_urls()]

    def address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        """All changes to the record and to its rows, each compared with what was before."""
        if not self.is_tracked:
            return super().history_view(request, object_id, extra_context)
        obj = self.get_object(request, object_id)
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
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

    def tracked_rows(self, request, obj) -> list[Any]:
        """The inlines of which versions are kept, and which have no screen of their own."""
        return [
            inline
            for inline in self.get_inline_instances(request, obj)
            if inline.model in tracked_models() and not self.admin_site.is_registered(inline.model)
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def version_view(self, request, key: int, kind: str, number: int):
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

    def screen_for(self, request, obj, kind: str) -> Any:
        """This screen, or the inline of the record's rows of that kind."""
        screens = (self, *self.tracked_rows(request, obj))
        found = next((s for s in screens if s.opts.model_name == kind), None)
        if found is None:
            raise Http404
        return found

    def version(self, request, screen, obj, number: int) -> Any:
        seen = versions_seen(screen.model, request.user).filter(history_id=number)
        link = "id" if screen is self else row_link(screen.model).attname
        version = seen.filter(**{link: obj.pk}).first()
        if version is None:
            raise Http404
        return version

    def version_page(self, request, obj, restoring: "Restoring", errors: Any = ()):
        context = {
            "title": gettext("Version: %s") % obj,
            "object": obj,
            "restoring": restoring,
            "errors": errors,
            "history_address": self.address("history", obj.pk),
        }
        return self.answer(request, "editorial/history/version.html", context)

    def restore(self, request, obj, restoring: "Restoring"):
        if not restoring.is_allowed:
            raise PermissionDenied
        if not restoring.is_seen:
            error = gettext("Somebody saved this record since you opened this page. Look again.")
            return self.version_page(request, obj, restoring, [error])
        if errors := restoring.errors():
            return self.version_page(request, obj, restoring, errors)
        restoring.save(self)
        messages.success(request, gettext("The version was restored."))
        return HttpResponseRedirect(self.address("history", obj.pk))

    @method_decorator(require_safe)
    def deleted_view(self, request):
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
    def undelete_view(self, request, number: int):
        """What a deleted record held, and the way to bring it back."""
        with transaction.atomic():
            version = deletions_seen(self.model, request.user).filter(history_id=number).first()
            if version is None or not self.has_view_permission(request):
                raise Http404
            is_allowed = self.may_bring_back(request, version)
            if request.method == "POST" and not is_allowed:
                raise PermissionDenied
            errors = []
            if request.method == "POST":
                try:
                    obj = brought_back(version)
                except ValidationError as error:
                    errors = error.messages
                else:
                    messages.success(request, gettext("“%s” is back.") % obj)
                    return HttpResponseRedirect(self.address("change", obj.pk))
            pairs = Pairs(self.model, [number, *last_before(version).values_list("pk", flat=True)])
            names = Names([pairs], request.user)
            last = next((v for v in pairs.after.values() if v.pk != number), version)
            context = {
                "title": gettext("Deleted: %s") % names.subject(version),
                "version": version,
                "who": author_of(version),
                "differences": pairs.differences(None, last, names),
                "is_allowed": is_allowed,
                "errors": errors,
                "deleted_address": self.address("deleted"),
            }
            return self.answer(request, "editorial/history/undelete.html", context)

    def may_bring_back(self, request, version) -> bool:
        """Whoever may delete a record may bring it back."""
        changeable = as_records(self.model).changeable_by(request.user)
        is_theirs = changeable.filter(history_id=version.history_id).exists()
        return is_theirs and self.powers(request, version).manage

    def delete_view(self, request, object_id, extra_context=None):
        """Says in words why records of some kinds stay, and what to do instead."""
        obj = self.get_object(request, object_id) if self.never_deleted else None
        if obj is None or not self.has_view_permission(request, obj):
            return super().delete_view(request, object_id, extra_context)
        context = {"title": gettext("Not to be deleted"), "object": obj}
        context["words"] = self.never_deleted
        return self.answer(request, "editorial/history/never_deleted.html", context, status=403)

    def answer(self, request, template: str, context: dict[str, Any], status: int = 200):
        request.current_app = self.admin_site.name
        shared = {
            **self.admin_site.each_context(request),
            "subtitle": None,
            "opts": self.opts,
            "list_address": self.address("changelist"),
        }
        return TemplateResponse(request, template, shared | context, status=status)


class Restoring:
    """The way back to a version, as far as the user's own form reaches.

    It goes through that form: what the form would refuse is refused, and what it does not hold,
    such as the texts in other languages than a translator's, stays as it is. A row that is gone
    comes back as a whole.
    """

    def __init__(self, request, screen, parent, record, version) -> None:
        self.request, self.screen, self.parent = request, screen, parent
        self.record, self.version = record, version
        self.number = str(getattr(record, "version", 0))

    @cached_property
    def is_allowed(self) -> bool:
        if self.record is None:
            return self.screen.has_add_permission(self.request, self.parent)
        return self.screen.has_change_permission(self.request, self.parent)

    @property
    def is_seen(self) -> bool:
        """Whether nobody saved the record since the page was shown."""
        return self.request.POST.get(SEEN) == self.number

    @property
    def asks_reason(self) -> bool:
        """Whether the form wants to know why."""
        return self.record is not None and asks_reason(self.form)

    @property
    def reason(self) -> str:
        return self.request.POST.get(REASON, "").strip()

    @property
    def is_row(self) -> bool:
        return self.screen.model is not type(self.parent)

    @property
    def who(self) -> str:
        return author_of(self.version)

    @cached_property
    def form(self) -> Any:
        """The user's form, filled with the version instead of by a browser."""
        form = self._form_class()(QueryDict(mutable=True), instance=self.record)
        for name, field in form.fields.items():
            field.disabled = True
            form.data.update(dict.fromkeys((name, f"{name}_0", f"{name}-clear"), ""))
        form.initial |= {field.name: self._value(field) for field in self._fields(form)}
        if asks_reason(form):
            form.initial[REASON] = self.reason
        for field in self.record._meta.many_to_many:
            if field.name in form.fields:
                keys = [getattr(found, "pk", found) for found in form.initial[field.name]]
                offered = form.fields[field.name].queryset.filter(pk__in=keys)
                form.initial[field.name] = list(offered.values_list("pk", flat=True))
        return form

    def _form_class(self) -> Any:
        if self.is_row:
            return self.screen.get_formset(self.request, self.parent).form
        return self.screen.get_form(self.request, self.record, change=True)

    def _fields(self, form) -> list[Any]:
        """The fields that go back: those of the form, if it would take what they held then."""
        held = set(self.screen.restorable(self.request, self.parent, form.fields))
        opts = self.record._meta
        tracked = [opts.get_field(field.name) for field in self.version.tracked_fields]
        fields = [*tracked, *self.version._history_m2m_fields]
        return [f for f in fields if f.name in held and self._is_offered(f, form)]

    def _is_offered(self, field, form) -> bool:
        value = None if field.many_to_many else getattr(self.version, field.attname)
        if isinstance(field, models.FileField):
            return not value or field.storage.exists(value)
        if not field.is_relation or value is None:
            return True
        return form.fields[field.name].queryset.filter(pk=value).exists()

    def _value(self, field) -> Any:
        if field.many_to_many:
            return list(past_links(self.version, field))
        value = getattr(self.version, field.attname)
        if isinstance(field, models.FileField):
            return field.attr_class(self.record, field, value) if value else False
        return value

    @cached_property
    def going_back(self) -> list[Difference]:
        """What would change if the user restored this version now."""
        back = {caption(field) for field in self._fields(self.form)} if self.record else None
        return [d for d in self._differences if back is None or d.caption in back]

    @cached_property
    def staying(self) -> list[str]:
        """The captions of what differs and stays as it is, since the user may not change it."""
        back = [difference.caption for difference in self.going_back]
        return [found.caption for found in self._differences if found.caption not in back]

    @cached_property
    def _differences(self) -> list[Difference]:
        """From what is stored to this version."""
        newest = versions_of(self.screen.model).filter(id=self.version.id).first()
        pairs = Pairs(self.screen.model, [newest.pk, self.version.pk])
        now = newest if self.record else None
        return pairs.differences(now, self.version, Names([pairs], self.request.user))

    def errors(self) -> list[str]:
        """Why the form, or a rule of today, refuses the version. A row that is gone is back."""
        if self.record is None:
            return [] if self._bring_back() else self._refusals
        refused = [
            error if name == NON_FIELD_ERRORS else f"{self.form[name].label}: {error}"
            for name, errors in self.form.errors.items()
            for error in errors
        ]
        return refused or [str(one.message) for one in self._held_in_rows()]

    def _held_in_rows(self) -> Iterable[Objection]:
        """The form has no rows, but they would be public with the record."""
        return self.form.instance.held_in_rows() if isinstance(self.record, Guarded) else ()

    def _bring_back(self) -> bool:
        try:
            brought_back(self.version)
        except ValidationError as error:
            self._refusals = list(error.messages)
            return False
        return True

    def save(self, screen: HistoryScreens) -> None:
        """Store it as a save of the form does, with all that a save brings along."""
        if self.is_row:
            if self.record is not None:
                self.form.save()
            self.parent.save()
        else:
            obj = screen.save_form(self.request, self.form, change=True)
            screen.save_model(self.request, obj, self.form, change=True)
            screen.save_related(self.request, self.form, [], change=True)


def asks_reason(form: Any) -> bool:
    """Whether a form asks why, which is nothing that its record has."""
    return isinstance(form.fields.get(REASON), ReasonField)


def last_before(deletion: Any) -> Any:
    """The version that a deletion deleted."""
    kept = versions_of(deletion.instance_type).filter(id=deletion.id)
    earlier = kept.filter(history_id__lt=deletion.history_id).exclude(history_type="-")
    newest = earlier.values_list("pk", flat=True)[:1]
    return kept.filter(pk__in=list(newest))


def brought_back(version: Any) -> Any:
    """The deleted record as it was in its last version, with its links in both directions.

    Raises ValidationError where that would break a rule of today: an address that is taken since.
    """
    model = version.instance_type
    names = [field.attname for field in version.tracked_fields]
    obj = model(**{name: getattr(version, name) for name in names})
    obj.full_clean()
    last = last_before(version).first()
    obj.save(force_insert=True)
    for field in version._history_m2m_fields if last else ():
        there = field.related_model._base_manager.filter(pk__in=past_links(last, field))
        getattr(obj, field.name).set(there)
    link_again(obj)
    return obj


def link_again(obj: Any) -> None:
    """Link those to ``obj`` that were linked when it was deleted: their versions say so."""
    for model in tracked_models():
        for field in model._meta.many_to_many:
            if field.related_model is type(obj):
                for owner in linked_by(field, obj.pk):
                    getattr(owner, field.name).add(obj)


def linked_by(field: Any, key: int) -> Any:
    """The records whose newest version is linked to ``key`` by a many-to-many ``field``."""
    kept = versions_of(field.model)
    later = kept.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    linked = Records.m2m_models[field].objects.filter(
        **{f"{field.m2m_reverse_field_name()}_id": key}
    )
    newest = kept.filter(~Exists(later.order_by()), history_id__in=linked.values("history_id"))
    return field.model._base_manager.filter(pk__in=list(newest.values_list("id", flat=True)))
