"""Screens of the outbox: what went out, what did not and why, and which addresses get nothing."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page
from editorial.outbox.models import Mail, normal_address
from editorial.outbox.posting import send_again
from editorial.screens.scoped import ScopedAdmin
from secretariats.admin.powers import RegionalScope
from secretariats.models import OutgoingMail, SuppressedAddress
from secretariats.scopes import scope_of

State = Mail.State
#: The states in which somebody may want a mail sent once more.
ENDED = (State.FAILED, State.UNCLEAR, State.SUPPRESSED)


class OutboxScope(RegionalScope):
    """For regional administrators alone: who got which mail is nobody else's business."""

    form = forms.ModelForm

    def has_view_permission(self, request, obj=None) -> bool:
        return scope_of(request.user).regional

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OutboxScope, ScopedAdmin):
    """Nobody writes a mail here, and none is changed."""

    list_display = ["recipient", "kind", "state", "why", "made_at", "sent_at", "tries"]
    list_filter = ["state", "kind"]
    search_fields = ["recipient", "subject"]
    fieldsets = [
        (_("Mail"), {"fields": ["recipient", "kind", "language", "subject", "text"]}),
        (
            _("Delivery"),
            {"fields": ["state", "why", "made_at", "tried_at", "tries", "next_try", "sent_at"]},
        ),
    ]
    readonly_fields = ["why", "next_try"]

    @admin.display(description=_("last error"))
    def why(self, obj) -> str:
        return reason_in_words(obj.state, obj.error)

    @admin.display(description=_("next try"))
    def next_try(self, obj) -> Any:
        return obj.due_at if obj.state == State.WAITING else "–"

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def pages(self):
        yield Page("<int:key>/again/", self.again_view, "again")
        yield from super().pages()

    @method_decorator(require_POST)
    def again_view(self, request: StaffRequest, key: int):
        """Have a mail sent once more that did not arrive."""
        mail = self.get_object(request, str(key))
        if mail is None:
            raise Http404
        if send_again(mail):
            messages.success(request, gettext("The email goes out once more."))
        else:
            messages.error(request, gettext("This email cannot be sent again."))
        return HttpResponseRedirect(self.address("change", mail.pk))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.state in ENDED and obj.text:
            context["send_again"] = self.address("again", obj.pk)
        context["title"] = capfirst(self.opts.verbose_name)
        return super().render_change_form(request, context, add, change, form_url, obj)


def reason_in_words(state: str, error: str) -> str:
    """Why a mail did not go out, in the user's language where the words are ours."""
    if state == State.SUPPRESSED:
        return gettext(
            "This address receives no mail until a regional administrator removes the block."
        )
    return gettext(error) if error else ""


class SuppressionForm(forms.ModelForm):
    """An address is compared without regard to case."""

    #: Nobody changes one beside another: it is written once, and deleted.
    merged: tuple = ()

    address = forms.EmailField(
        label=capfirst(pgettext_lazy("of a mailbox", "address")), max_length=320
    )

    def clean_address(self) -> str:
        return normal_address(self.cleaned_data["address"])


@admin.register(SuppressedAddress)
class SuppressedAddressAdmin(OutboxScope, ScopedAdmin):
    """An address is put here by hand, or since its server refused it; deleting it lifts that."""

    form = SuppressionForm
    list_display = ["address", "reason", "note", "made_at"]
    list_filter = ["reason"]
    search_fields = ["address"]
    fieldsets = [(_("Suppressed address"), {"fields": ["address", "reason", "note"]})]
