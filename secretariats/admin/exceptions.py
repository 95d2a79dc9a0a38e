"""The screen of exceptions: texts that may hold a name that is otherwise not to be used."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.history.merging import MergeForm
from editorial.languages import BY_CODE
from editorial.languages.punctuation import label_text
from editorial.records.keys import parse_key
from editorial.records.scope import visible
from editorial.records.wording import read_fields
from editorial.screens.scoped import ScopedAdmin
from editorial.texts.differences import caption
from secretariats.admin.powers import RegionalScope
from secretariats.models import DesignationException, ForbiddenVariant

#: The text that an exception is for, and the name that it may hold.
PLACE = ("kind", "key", "field", "language", "variant")


class DesignationExceptionForm(MergeForm):
    user: Any

    def clean(self):
        data = super().clean()
        if self.instance.pk is None and record_at(self.user, data) is None:
            raise ValidationError(_("There is no such text."))
        return data


def record_at(user, place) -> Any:
    """The record that ``place`` names, as far as the user sees it."""
    kind, key = str(place.get("kind") or ""), parse_key(str(place.get("key") or ""))
    model = DesignationException(kind=kind).model()
    if model is None or key is None:
        return None
    return visible(model, user).filter(pk=key).first()


def sent_by(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def place_of(exception: DesignationException) -> dict[str, Any]:
    place = {name: getattr(exception, name) for name in PLACE}
    return place | {"variant": exception.variant_id}


def words_for(obj: Any, place) -> SafeString:
    """Which text of which record, and the name that it may hold."""
    words = label_text(capfirst(obj._meta.verbose_name), obj)
    language = place.get("language") or ""
    name = DesignationException(field=place.get("field") or "", language=language).column
    if name in {field.name for field in read_fields(type(obj))}:
        words += f" – {caption(obj._meta.get_field(name))}"
    key = parse_key(str(place.get("variant") or ""))
    variant = ForbiddenVariant.objects.filter(pk=key).first() if key else None
    if variant is None or language not in ("", *BY_CODE):
        return format_html("{}", words)
    tag = BY_CODE[language].tag if language else ""
    return format_html('{}: “<span lang="{}">{}</span>”', words, tag, variant.text)


@admin.register(DesignationException)
class DesignationExceptionAdmin(RegionalScope, ScopedAdmin):
    """An exception is given from the form of the record that needs it, and asks why."""

    form = DesignationExceptionForm
    list_display = ["where", "variant", "reason"]
    list_select_related = ["variant"]
    search_fields = ["variant__text", "reason"]

    def has_view_permission(self, request, obj=None) -> bool:
        if obj is None or not self.powers(request).any:
            return self.powers(request).any
        return visible(DesignationException, request.user).filter(pk=obj.pk).exists()

    def get_model_perms(self, request):
        """Without the button of menus, which knows of no text."""
        return super().get_model_perms(request) | {"add": False}

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"has_add_permission": False} | (extra_context or {})
        )

    @admin.display(description=_("text"))
    def where(self, obj) -> str:
        if obj.found is None:
            return "–"
        return f"{obj.found} – {caption(obj.found._meta.get_field(obj.column))}"

    def get_changelist_instance(self, request):
        """With the records of the page, in one query for each kind."""
        page = super().get_changelist_instance(request)
        keys: dict[str, list[int]] = {}
        for exception in page.result_list:
            keys.setdefault(exception.kind, []).append(exception.key)
        found = {
            (kind, record.pk): record
            for kind, wanted in keys.items()
            for record in visible(apps.get_model(kind), request.user).filter(pk__in=wanted)
        }
        for exception in page.result_list:
            exception.found = found.get((exception.kind, exception.key))
        return page

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def own_fieldsets(self, request: StaffRequest, obj):
        place = place_of(obj) if obj else sent_by(request)
        record = record_at(request.user, place)
        words = words_for(record, place) if record else ""
        return [(None, {"fields": ["reason"] if obj else [*PLACE, "reason"], "description": words})]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, *(name for name in PLACE if name not in fixed)] if obj else fixed

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in PLACE:
            field.widget = forms.HiddenInput()
        return field

    def add_view(self, request, form_url="", extra_context=None):
        if self.has_add_permission(request) and record_at(request.user, sent_by(request)) is None:
            words = _("Exceptions are added in the form of the record that contains the name.")
            messages.info(request, words)
            return HttpResponseRedirect(self.address("changelist"))
        return super().add_view(request, form_url, extra_context)
