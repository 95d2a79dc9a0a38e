"""Screens for staff: who signs in, and where they are posted."""

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from editorial.accounts.adapter import tell_of_reset
from editorial.accounts.models import User
from editorial.accounts.powers import Powers
from editorial.accounts.requests import StaffRequest
from editorial.accounts.second_factors import reset
from editorial.accounts.sessions import end_sessions
from editorial.history.merging import MergeForm, MergeFormSet
from editorial.history.screen import Page
from editorial.languages import BY_CODE, CHOICES
from editorial.screens.scoped import ScopedAdmin, ScopedRelatedFilter, ScopedTabularInline
from secretariats.admin.invitations import AccessFilter, InvitationPages
from secretariats.admin.powers import OfficeScope, offices_for, powers_at
from secretariats.models import MANAGERS, Posting, Staff, managed_by
from secretariats.scopes import scope_of

Role = Posting.Role


class PostingForm(MergeForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty for all five."),
    )


class PostingFormSet(MergeFormSet):
    default_error_messages = {
        "too_few_forms": _("Choose the office and the role of this user."),
    }


class PostingScope(OfficeScope):
    """Managers post users to their own offices, in no role above theirs."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "secretariat":
            field.queryset = offices_for(request.user, MANAGERS)
        return field

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role" and not scope_of(request.user).regional:
            kwargs["choices"] = [choice for choice in Role.choices if choice[0] != Role.REGIONAL]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Posting)
class PostingAdmin(PostingScope, ScopedAdmin):
    form = PostingForm
    list_display = ["user", "secretariat", "role", "tongues"]
    list_select_related = ["user", "secretariat"]
    list_filter = ["role", ("secretariat", ScopedRelatedFilter)]
    search_fields = ["user__username", "user__display_name"]
    fields = ["user", "secretariat", "role", "languages"]

    @admin.display(description=_("languages"))
    def tongues(self, obj) -> str:
        return " ".join(BY_CODE[code].label for code in obj.language_codes())

    def has_add_permission(self, request) -> bool:
        return self.powers(request).manage

    def has_change_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).manage and super().has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = self.users(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def users(self, request: StaffRequest):
        """Other staff who work at an office that the user manages, or at none yet."""
        others = User.objects.filter(is_staff=True).exclude(pk=request.user.pk)
        posted = Posting.objects.exclude(managed_by(request.user, "secretariat"))
        return others.exclude(postings__in=posted)


class PostingInline(PostingScope, ScopedTabularInline):
    """Where a user works. Nobody posts themselves, and nobody is let in without a posting."""

    model = Posting
    form = PostingForm
    formset = PostingFormSet
    fields = ["secretariat", "role", "languages"]
    min_num = 1

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, validate_min=obj is None, **kwargs)

    def get_min_num(self, request, obj=None, **kwargs) -> int:
        return 1 if obj is None else 0

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        own = obj is not None and obj.pk == request.user.pk
        return Powers() if own else powers_at(request.user)

    def has_view_permission(self, request, obj=None) -> bool:
        return True

    def has_add_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).manage

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Staff)
class StaffAdmin(InvitationPages, ScopedAdmin):
    """Managers invite staff and switch them off; everybody sets their own language."""

    list_display = ["username", "display_name", "email", "access", "is_active"]
    list_filter = ["is_active", AccessFilter, "interface_language"]
    search_fields = ["username", "display_name", "email"]
    inlines = [PostingInline]
    readonly_fields = ["access"]
    fieldsets = [
        (_("User"), {"fields": ["username", "display_name", "email", "is_active", "access"]}),
        (_("Back office"), {"fields": ["interface_language", "time_zone"]}),
    ]

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        given = powers_at(request.user)
        return Powers(write=given.any, manage=given.manage)

    def has_add_permission(self, request) -> bool:
        return self.powers(request).manage

    def has_delete_permission(self, request, obj=None) -> bool:
        """What a user did stays theirs: they are switched off, never deleted."""
        return False

    def closed_fields(self, request: StaffRequest, obj):
        yield "username"
        if obj.pk == request.user.pk:
            yield from ("email", "is_active")

    def pages(self):
        yield Page("<int:key>/sign-out/", self.sign_out_view, "sign_out")
        yield Page("<int:key>/second-factor/", self.second_factor_view, "second_factor")
        yield from super().pages()

    @method_decorator(require_POST)
    def sign_out_view(self, request: StaffRequest, key: int):
        """Ends all sessions of a user whom a manager may change: a browser that was lost."""
        obj = self.get_object(request, str(key))
        if obj is None or not self.may_sign_out(request, obj):
            raise Http404
        if ended := end_sessions(obj):
            text = ngettext("%(count)d session was ended.", "%(count)d sessions were ended.", ended)
            messages.success(request, text % {"count": ended})
        else:
            messages.info(request, _("This user was not signed in anywhere."))
        return HttpResponseRedirect(self.address("change", obj.pk))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def second_factor_view(self, request: StaffRequest, key: int):
        """Asks, then takes away the second factor of a user who lost phone and codes."""
        obj = self.get_object(request, str(key))
        if obj is None or not self.may_sign_out(request, obj):
            raise Http404
        if request.method != "POST":
            context = {
                "title": gettext("Reset the second factor: %s") % obj,
                "object": obj,
                "has_one": is_mfa_enabled(obj),
                "form_address": self.keeping(request, self.address("change", obj.pk)),
            }
            return self.answer(request, "admin/secretariats/staff/second_factor.html", context)
        if self._reset(request, obj):
            messages.success(
                request, _("The second factor was reset. It is set up anew at the next sign-in.")
            )
        else:
            messages.info(request, _("This user has no second factor."))
        return HttpResponseRedirect(self.address("change", obj.pk))

    @transaction.atomic
    def _reset(self, request: StaffRequest, obj) -> bool:
        """Whether there was a second factor to take away; the mail that tells of it goes along."""
        if is_taken := reset(obj):
            tell_of_reset(obj, request.user)
        return is_taken

    def may_sign_out(self, request: StaffRequest, obj) -> bool:
        """Others alone: one's own sessions have a page."""
        is_other = obj.pk != request.user.pk
        return is_other and self.powers(request).manage and self.has_change_permission(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.may_sign_out(request, obj):
            context["sign_out"] = self.address("sign_out", obj.pk)
            if is_mfa_enabled(obj):
                context["second_factor"] = self.address("second_factor", obj.pk)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_changeform_initial_data(self, request):
        """Who is invited is likely to read the language of whoever invites them."""
        own = {"interface_language": request.user.interface_language}
        return own | super().get_changeform_initial_data(request)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "email":
            field.required = True
        return field

    def get_fieldsets(self, request, obj=None):
        """Of somebody new there is nothing to say yet."""
        found = super().get_fieldsets(request, obj)
        if obj is not None:
            return found
        return [
            (label, {**options, "fields": [n for n in options["fields"] if n != "access"]})
            for label, options in found
        ]

    def save_model(self, request, obj, form, change):
        """Who is new is invited; so is, once more, who has not come in and gets another address."""
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change or ("email" in form.changed_data and self.may_invite(request, obj)):
            self.send_invitation(request, obj)
        if not obj.is_active:
            end_sessions(obj)
