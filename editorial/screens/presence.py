"""Presence: who else has a form open, and what a browser keeps of one that is not saved yet."""

from datetime import timedelta
from urllib.parse import quote

from django.db import models
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.screens.models import Presence

#: An open form is heard of every 30 seconds; one missed report is forgiven.
FORGOTTEN_AFTER = timedelta(seconds=90)


def report(user: User, obj: models.Model) -> list[User]:
    """Take note that ``user`` has the form of ``obj`` open; returns who else has."""
    now, form = timezone.now(), {"kind": obj._meta.label_lower, "key": obj.pk}
    Presence.objects.update_or_create(user=user, **form, defaults={"heard_at": now})
    Presence.objects.filter(heard_at__lt=now - FORGOTTEN_AFTER).delete()
    others = Presence.objects.filter(**form).exclude(user=user).select_related("user")
    return [presence.user for presence in others.order_by("pk")]


def notice(users: list[User]) -> str:
    """What is said of them in the form; empty if nobody else is there."""
    if not users:
        return ""
    names = ", ".join(map(str, users))
    text = gettext("Others have this form open too: %(names)s. What all of you save is merged.")
    return text % {"names": names}


def unsaved_key(model: type[models.Model], obj: models.Model | None, user: User) -> str:
    """The name under which a browser keeps what the user typed into a form and did not save.

    It begins as it always did, or browsers would lose what they keep.
    """
    return f"draft:{model._meta.label_lower}:{obj.pk if obj else 'new'}:{user.pk}"


def forgetting(response: HttpResponse, key: str) -> HttpResponse:
    """Tells the browser, on whichever page comes next, that it need not keep what was saved."""
    response.set_cookie("draft_saved", quote(key), max_age=3600, path="/admin/", samesite="Lax")
    return response
