"""The activity page: everything that happened in the user's scope, by person, kind and day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial.accounts.models import User
from editorial.accounts.requests import StaffRequest
from editorial.history.chronicle import Change, changes, page_of, stream, versions_seen
from editorial.records.history import tracked_models

LATEST = 10


class Day(forms.DateInput):
    """The browser's own calendar, which wants its dates as ISO 8601 has them."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ActivityForm(forms.Form):
    """What to look for. What is not understood is not looked for, and says so."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("User"), required=False, empty_label=_("everybody")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    key = forms.IntegerField(
        label=_("Record"), required=False, min_value=1, widget=forms.HiddenInput
    )
    since = forms.DateField(label=_("From"), required=False, widget=Day)
    until = forms.DateField(label=_("Until"), required=False, widget=Day)

    def __init__(self, data, user) -> None:
        super().__init__(data)
        self.user = user
        kinds = [(model._meta.label_lower, names_of(model)) for model in tracked_models()]
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", gettext("everything")), *sorted(kinds, key=by_name)]
        fields["person"].queryset = authors_seen(user)

    def parts(self) -> list[QuerySet]:
        """The versions to look through, a QuerySet for each kind."""
        self.is_valid()
        found, kind = self.cleaned_data, self.cleaned_data.get("kind")
        wanted: dict[str, Any] = {
            "history_user": found.get("person"),
            "history_date__gte": begin_of(found.get("since")),
            "history_date__lt": begin_of(found.get("until"), days=1),
            "id": found.get("key"),
        }
        given = {name: value for name, value in wanted.items() if value is not None}
        return [
            versions_seen(model, self.user).filter(**given)
            for model in tracked_models()
            if kind in (None, "", model._meta.label_lower)
        ]


def begin_of(day: date | None, days: int = 0) -> datetime | None:
    """The moment at which a day of the user's begins, or one ``days`` later."""
    if day is None or day == date.max:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days), time.min))


def names_of(model) -> str:
    return str(capfirst(model._meta.verbose_name_plural))


def by_name(choice: tuple[str, str]) -> str:
    return choice[1]


def authors_seen(user) -> QuerySet:
    """The authors of what the user sees: the first version that one of them made is enough."""
    wrote = Q()
    for model in tracked_models():
        seen = versions_seen(model, user).filter(history_user=OuterRef("pk"))
        wrote |= Q(Exists(seen.order_by()))
    return User.objects.filter(wrote).order_by("display_name", "username")


@require_safe
def activity(request: StaffRequest, shared: dict[str, Any]) -> TemplateResponse:
    """A page of what happened."""
    if not shared["available_apps"]:
        raise PermissionDenied
    form = ActivityForm(request.GET, request.user)
    page = page_of(form.parts(), request.GET.get("after"), request.user)
    context = {"title": gettext("Activity"), "subtitle": None, "form": form, "page": page}
    return TemplateResponse(request, "editorial/backoffice/activity.html", shared | context)


def latest_changes(user) -> list[Change]:
    """What the user and their colleagues did last."""
    parts = [
        versions_seen(model, user).filter(history_user__isnull=False) for model in tracked_models()
    ]
    return changes(stream(parts, LATEST), user)
