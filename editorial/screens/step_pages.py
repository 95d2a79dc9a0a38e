"""The pages of steps: what a step does is said, and its sentence asked for, before it is taken."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page, ScreenPages
from editorial.history.writing import LONGEST_REASON
from editorial.languages import LANGUAGES, column, source_of
from editorial.records.doubts import Doubt, answer, reason_in, split_doubts
from editorial.records.keys import parse_version
from editorial.records.models import TakenStep
from editorial.records.scope import office_of
from editorial.screens.moments import clocks_in_words, moment_on_both_clocks, read_moment
from editorial.screens.readiness import readiness
from editorial.screens.step_notices import tell_of_step
from editorial.screens.steps import (
    NOTE,
    PUBLIC,
    PUBLISH_ON,
    STEPS,
    TO_COME,
    WITHDRAW,
    Step,
    note_columns,
    place_of,
    refuse_own_work,
    state_in_words,
    steps_from,
    take,
    told_return,
    told_wait,
    values_of,
)
from editorial.texts.letters import tidied

#: The button of a form that saves it and leads to a step.
STEP_BUTTON = "_step"
OVERTAKEN = _("Somebody saved this record since you opened the page. Look again.")


class StepForm(forms.Form):
    """What a step asks: a sentence to colleagues, a moment, sentences to readers."""

    sentence = forms.CharField(
        required=False,
        max_length=TakenStep.LONGEST_SENTENCE,
        widget=forms.Textarea({"rows": 2, "cols": 60}),
    )

    def __init__(self, data: Any, step: Step, record: Any) -> None:
        super().__init__(data)
        self.step, self.record = step, record
        own: Any = self.fields
        own["sentence"].required = step.wants_sentence
        own["sentence"].label = gettext("A sentence to your colleagues")
        own["sentence"].help_text = gettext("It stands in the history. Readers do not see it.")
        if step.code == PUBLISH_ON:
            own["due_at"] = forms.CharField(
                label=gettext("Public from"),
                widget=forms.DateTimeInput({"type": "datetime-local"}),
            )
        if step.code == WITHDRAW:
            own |= note_fields(record)

    def clean_sentence(self) -> str:
        return tidied(self.cleaned_data["sentence"]).strip()

    def clean_due_at(self) -> datetime:
        return read_moment(self.cleaned_data["due_at"])

    def notes(self) -> dict[str, str]:
        """The sentences to readers, by column."""
        return {
            name: tidied(self.cleaned_data[name])
            for name in self.cleaned_data
            if name in note_columns(self.record)
        }


def note_fields(record: Any) -> dict[str, forms.Field]:
    """A field for the sentence to readers in each language; that of the source is wanted."""
    if not note_columns(record):
        return {}
    origin = source_of(record)
    field = type(record)._meta.get_field(NOTE)
    found: dict[str, forms.Field] = {}
    for language in [origin, *(one for one in LANGUAGES if one != origin)]:
        attributes = {"rows": 2, "cols": 60, "lang": language.tag}
        found[column(NOTE, language)] = forms.CharField(
            label=language.own_name,
            required=language == origin,
            max_length=field.max_length,
            widget=forms.Textarea(attributes),
        )
    return found


class Taking:
    """A step that a user is about to take with a record, and what stands against it."""

    def __init__(self, request: StaffRequest, step: Step, record: Any) -> None:
        self.request, self.step, self.record = request, step, record
        self.form = StepForm(request.POST if request.method == "POST" else None, step, record)
        self.errors: list[str] = []
        self.doubts: list[Doubt] = []

    def bar(self, is_open: bool) -> None:
        """Note what makes the step impossible, whatever is sent."""
        if not is_open:
            words = gettext("This step is not open any more: the record is “%(state)s” now.")
            self.errors.append(words % {"state": state_in_words(self.record)})
        elif self.step.leads_out:
            try:
                refuse_own_work(self.record, self.request.user, office_of(self.record))
            except ValidationError as error:
                self.errors += error.messages

    def take(self) -> bool:
        """Take it; False, with the errors or the doubts, where that is refused."""
        sent = self.request.POST
        if parse_version(sent.get("seen", "")) != self.record.version:
            self.errors.append(str(OVERTAKEN))
            return False
        if not self.form.is_valid():
            return False
        answer(self.record, sent.get("reason", ""), sent.get("asked", "").split(","))
        data = self.form.cleaned_data
        values = values_of(self.step, self.record, data.get("due_at"), self.form.notes())
        try:
            with transaction.atomic():
                take(self.step, self.record, self.request.user, values, data["sentence"])
        except ValidationError as error:
            self.refuse(error)
            return False
        return True

    def refuse(self, error: ValidationError) -> None:
        wrong, self.doubts = split_doubts(error)
        for name, listed in wrong.items():
            if name in self.form.fields:
                self.form.add_error(name, listed)
            else:
                self.errors += ValidationError(listed).messages

    def context(self) -> dict[str, Any]:
        sent = self.request.POST
        asked = [doubt.digest for doubt in self.doubts]
        return {
            "step": self.step,
            "form": self.form,
            "notes": [
                self.form[name] for name in note_columns(self.record) if name in self.form.fields
            ],
            "errors": self.errors,
            "doubts": self.doubts,
            "asked": ",".join(asked),
            "reason": sent.get("reason", ""),
            "is_answered_blankly": bool(
                asked and sent.get("asked") and not reason_in(sent.get("reason", ""))
            ),
            "longest_reason": LONGEST_REASON,
            "clocks": clocks_in_words(),
            "state": state_in_words(self.record),
        }


def tell_done(request: StaffRequest, step: Step, record: Any) -> None:
    """Say what came of a step; of what waits for its languages, that it waits."""
    if waits := told_wait(record):
        messages.warning(request, waits)
    else:
        messages.success(request, told_done(step, record))


def told_done(step: Step, record: Any) -> str:
    """What came of a step; of one that goes out later, when."""
    if step.code != PUBLISH_ON:
        return str(step.done)
    words = gettext("Readers see it from %(moment)s.")
    return words % {"moment": moment_on_both_clocks(record.publish_at)}


def told_moment(record: Any) -> str:
    """The moment at which the clock changes next what readers see of it; empty if none is set."""
    place = place_of(record)
    if record.is_held_back():
        return told_wait(record)
    if place == TO_COME and record.publish_at:
        words = gettext("from %(moment)s")
        return words % {"moment": moment_on_both_clocks(record.publish_at)}
    if place == PUBLIC and record.unpublish_at:
        words = gettext("until %(moment)s")
        return words % {"moment": moment_on_both_clocks(record.unpublish_at)}
    return ""


class StepPages(ScreenPages):
    """The part of a screen that takes its records to their readers, step by step."""

    def pages(self):
        yield Page("<int:key>/step/<slug:name>/", self.step_view, "step")
        yield from super().pages()

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def step_view(self, request: StaffRequest, key: int, name: str) -> HttpResponse:
        """One step: what it does, and what it asks; taken when that is sent."""
        with transaction.atomic():
            record: Any = self.get_object(request, str(key))
            step = STEPS.get(name)
            if record is None or step is None or not self.has_view_permission(request, record):
                raise Http404
            powers = self.powers(request, record)
            if not getattr(powers, step.power) or not self.has_change_permission(request, record):
                raise PermissionDenied
            taking = Taking(request, step, record)
            taking.bar(step in steps_from(place_of(record), powers))
            is_barred = bool(taking.errors)
            if request.method == "POST" and not is_barred and taking.take():
                self.follow_change(record, {"status"})
                tell_done(request, step, record)
                sentence = taking.form.cleaned_data["sentence"]
                where = self.address("change", record.pk)
                tell_of_step(step, record, self.naming, request.user, sentence, where)
                return HttpResponseRedirect(self.address("change", record.pk))
        looks = step.leads_out and not is_barred
        context = taking.context() | {
            "readiness": readiness(record, self.naming) if looks else [],
            "title": f"{step.called}",
            "subtitle": None,
            "object": record,
            "version": record.version,
            "is_barred": is_barred,
            "form_address": self.address("change", record.pk),
        }
        return self.answer(request, "editorial/screens/step.html", context)

    def response_change(self, request, obj):
        """A button that leads to a step saves the form first."""
        theirs: Any = super()
        response = theirs.response_change(request, obj)
        name = request.POST.get(STEP_BUTTON, "")
        if name in STEPS and response.status_code == 302:
            return HttpResponseRedirect(self.address("step", obj.pk, name))
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With where the record stands, and the steps that the user may take with it."""
        if obj is not None and self.has_change_permission(request, obj):
            context["steps"] = list(steps_from(place_of(obj), self.powers(request, obj)))
            context["state"] = state_in_words(obj)
            context["returned"] = told_return(obj)
            context["state_since"] = told_moment(obj)
        theirs: Any = super()
        return theirs.render_change_form(request, context, add, change, form_url, obj)
