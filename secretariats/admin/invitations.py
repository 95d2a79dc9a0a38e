"""What became of the invitation of a staff user, and the button that sends another."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from editorial.accounts.adapter import invite
from editorial.accounts.models import User
from editorial.accounts.requests import StaffRequest
from editorial.history.occasions import INVITED
from editorial.history.screen import Page, ScreenPages
from editorial.history.writing import lock, touch
from editorial.jobs.models import is_worker_alive
from editorial.outbox.models import Mail
from editorial.screens.start_page import moment_in_words
from secretariats.admin.outbox import reason_in_words

State = Mail.State
#: How soon after an invitation another one may go out: nobody's mailbox is filled by a button.
PAUSE = timedelta(minutes=10)
#: The states of an invitation that did not arrive.
LOST = (State.FAILED, State.SUPPRESSED)


def invitations(user: Any) -> QuerySet[Mail]:
    """The invitations to a user, the newest first; ``user`` is a key, or a column with one."""
    about = Mail.objects.filter(record_kind=User._meta.label_lower, record_key=user)
    return about.filter(kind=Mail.Kind.INVITATION).order_by("-pk")


def with_invitation(users: Any) -> Any:
    """Annotates what became of the last invitation of each user."""
    last = invitations(OuterRef("pk"))
    return users.annotate(
        **{f"invitation_{name}": Subquery(last.values(name)[:1]) for name in SHOWN}
    )


SHOWN = ("state", "error", "sent_at")


def access_in_words(user: Any) -> str:
    """Whether a user, ``with_invitation``, has signed in; if not, where the invitation is."""
    state = user.invitation_state
    if user.last_login:
        return gettext("Last signed in: %(day)s") % {"day": moment_in_words(user.last_login)}
    if state is None:
        return gettext("Has not signed in yet.")
    return f"{invitation_in_words(user, state)} {gettext('Has not signed in yet.')}"


def invitation_in_words(user: Any, state: str) -> str:
    if state == State.SENT:
        return gettext("Invited: %(day)s.") % {"day": moment_in_words(user.invitation_sent_at)}
    if state == State.UNCLEAR:
        return gettext("The invitation has probably been sent.")
    if state in LOST:
        why = reason_in_words(state, user.invitation_error)
        return gettext("The invitation was not delivered (%(why)s).") % {"why": why.rstrip(".")}
    if user.invitation_error:
        why = reason_in_words(state, user.invitation_error)
        return gettext("The invitation has not been sent yet (%(why)s).") % {"why": why}
    return gettext("The invitation has not been sent yet.")


class AccessFilter(admin.SimpleListFilter):
    """Users who have never come in."""

    title = _("access")
    parameter_name = "access"

    def lookups(self, request, model_admin):
        return [
            ("never", _("has not signed in yet")),
            ("lost", _("invitation not delivered")),
        ]

    def queryset(self, request, queryset):
        new = Q(last_login=None, is_active=True)
        if self.value() == "never":
            return queryset.filter(new)
        if self.value() == "lost":
            return queryset.filter(new, invitation_state__in=LOST)
        return queryset


class InvitationPages(ScreenPages):
    """A screen of users that tells of their invitations."""

    def get_queryset(self, request):
        return with_invitation(super().get_queryset(request))

    def pages(self):
        yield Page("<int:key>/invite/", self.invite_view, "invite")
        yield from super().pages()

    @admin.display(description=_("access"))
    def access(self, obj) -> str:
        return access_in_words(obj)

    def may_invite(self, request: StaffRequest, obj: Any) -> bool:
        """Whoever has been in has a password, or forgets it by themselves."""
        is_new = obj.is_active and obj.last_login is None and bool(obj.email)
        is_other = obj.pk != request.user.pk
        may = self.powers(request).manage and self.has_change_permission(request, obj)
        return is_new and is_other and may

    @method_decorator(require_POST)
    def invite_view(self, request: StaffRequest, key: int):
        """Send the invitation again."""
        with transaction.atomic():
            lock(self.model, [key])
            obj = self.get_object(request, str(key))
            if obj is None or not self.may_invite(request, obj):
                raise Http404
            if words := obstacle_to_inviting(obj):
                messages.warning(request, words)
            else:
                touch(obj, INVITED)
                self.send_invitation(request, obj)
        return HttpResponseRedirect(self.address("change", obj.pk))

    def send_invitation(self, request: StaffRequest, obj: Any) -> None:
        """Write the invitation, and say to whom it goes."""
        invite(obj)
        words = gettext("An invitation goes out by email to %(address)s.") % {"address": obj.email}
        messages.success(request, words)
        if not is_worker_alive():
            words = gettext("It waits: emails are not going out at the moment.")
            messages.warning(request, words)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.may_invite(request, obj):
            context["invite"] = self.address("invite", obj.pk)
        return super().render_change_form(request, context, add, change, form_url, obj)


def obstacle_to_inviting(user: Any) -> str:
    """Why no other invitation goes out now; empty if one may."""
    last = invitations(user.pk).first()
    if last is None:
        return ""
    if not last.is_over and last.recipient == user.email:
        return gettext("An invitation is already on its way to this user.")
    if last.state not in LOST and last.made_at > timezone.now() - PAUSE:
        return gettext("An invitation went out a moment ago. Wait ten minutes before another.")
    return ""
