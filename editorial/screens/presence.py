"""Presence: who else has a form open, and what a browser keeps of one that is not saved yet."""

from datetime import timedelta
from urllib.parse import quote

from django.db import models
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from editorial.accounts.models import User
from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page, ScreenPages
from editorial.languages.punctuation import join_list
from editorial.screens.models import Presence

#: An open form is heard of every 30 seconds; one missed report is forgiven.
FORGOTTEN_AFTER = timedelta(seconds=90)


class PresencePages(ScreenPages):
    """A form that says who else has it open, and that lets a browser keep what is not saved."""

    def pages(self):
        yield Page("<int:key>/presence/", self.presence_view, "presence")
        yield from super().pages()

    @method_decorator(require_POST)
    def presence_view(self, request: StaffRequest, key: int) -> HttpResponse:
        """Takes note that the user has the form open, and tells who else has."""
        obj = self.get_object(request, str(key))
        if obj is None or not self.has_change_permission(request, obj):
            raise Http404
        return JsonResponse({"notice": notice_about(report_presence(request.user, obj))})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["unsaved_key"] = unsaved_key(self.model, obj, request.user)
        context["presence"] = self.address("presence", obj.pk) if obj else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, *args, **kwargs):
        response = super().response_add(request, obj, *args, **kwargs)
        return forget_unsaved(response, unsaved_key(self.model, None, request.user))

    def response_change(self, request, obj, *args, **kwargs):
        response = super().response_change(request, obj, *args, **kwargs)
        return forget_unsaved(response, unsaved_key(self.model, obj, request.user))


def report_presence(user: User, obj: models.Model) -> list[User]:
    """Take note that ``user`` has the form of ``obj`` open; returns who else has."""
    now, form = timezone.now(), {"kind": obj._meta.label_lower, "key": obj.pk}
    Presence.objects.update_or_create(user=user, **form, defaults={"heard_at": now})
    Presence.objects.filter(heard_at__lt=now - FORGOTTEN_AFTER).delete()
    others = Presence.objects.filter(**form).exclude(user=user).select_related("user")
    return [presence.user for presence in others.order_by("pk")]


def notice_about(users: list[User]) -> str:
    """What is said of them in the form; empty if nobody else is there."""
    if not users:
        return ""
    names = join_list(users)
    text = gettext("Others have this form open too: %(names)s. What all of you save is merged.")
    return text % {"names": names}


def unsaved_key(
    model: type[models.Model], obj: models.Model | None, user: User, language: str = ""
) -> str:
    """The name under which a browser keeps what the user typed into a form and did not save.

    A form in one language alone has its code in it. It begins as it always did, or browsers would
    lose what they keep.
    """
    place = [model._meta.label_lower, obj.pk if obj else "new", *filter(None, [language]), user.pk]
    return ":".join(map(str, ["draft", *place]))


def forget_unsaved(response: HttpResponse, key: str) -> HttpResponse:
    """Tells the browser, on whichever page comes next, that it need not keep what was saved."""
    response.set_cookie("draft_saved", quote(key), max_age=3600, path="/admin/", samesite="Lax")
    return response
