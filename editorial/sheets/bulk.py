"""Many records at once: one change to all that were chosen in a list.

The page that asks for it carries the version of each record. Where others have changed the same
field since, theirs stays and is named. Each record is saved by itself, so that its history has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from editorial.accounts.requests import StaffRequest
from editorial.history.occasions import BULK
from editorial.history.screen import Page, ScreenPages
from editorial.history.three_way import Merge, merge
from editorial.history.writing import lock
from editorial.languages.punctuation import label_text
from editorial.proposals.keeping import Origin, proposing, tell_proposed
from editorial.proposals.models import Proposal
from editorial.records.doubts import LONGEST_REASON, Doubt, answer, reason_in
from editorial.records.keys import parse_key, parse_version
from editorial.records.publication import Publication
from editorial.records.scope import changeable, visible
from editorial.sheets.link_columns import LinksColumn
from editorial.sheets.record_sheet import BATCH, RecordSheet, save_record, set_cells

MOST_RECORDS = 2_000  # at a time
#: The field for the moment that a record is public from: it comes along with being published.
MOMENT = "publish_at"
Status = Publication.Status


class BulkForm(forms.Form):
    """What is to be changed; what is left empty stays as it is in each record."""

    def __init__(self, data, screen, request: StaffRequest) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        for name in screen.bulk_fields_of(request):
            known = screen.opts.get_field(name)
            if known.many_to_many:
                fields |= link_fields(known, request)
            else:
                found = screen.formfield_for_dbfield(known, request)
                fields[name] = optional_field(known, found)
        if may_publish(fields.get("status")):
            fields[MOMENT] = moment_field(screen, request)
        fields["whole"] = forms.BooleanField(
            label=gettext_lazy("All or nothing"),
            required=False,
            initial=True,
            help_text=gettext_lazy("If one record cannot be changed, none is."),
        )

    def clean(self):
        data = super().clean()
        if self.publish_at and self.cleaned_data.get("status") != Status.PUBLISHED:
            words = gettext_lazy(
                "Only published records have a time of publication. Choose “Published” as well."
            )
            self.add_error(MOMENT, words)
        if not self.errors and not self.wanted():
            raise ValidationError(gettext_lazy("Choose what is to be changed."))
        return data

    def wanted(self) -> dict[str, Any]:
        told = {n: v for n, v in self.cleaned_data.items() if n not in ("whole", MOMENT)}
        return {name: value for name, value in told.items() if bool(value)}

    @property
    def publish_at(self) -> datetime | None:
        """The moment for what is published and has none yet."""
        return self.cleaned_data.get(MOMENT)


def may_publish(field: Any) -> bool:
    """Whether ``field``, that of a status, offers to publish."""
    offered = [value for value, _words in getattr(field, "choices", ())]
    return Status.PUBLISHED in offered


def moment_field(screen: ScreenPages, request: StaffRequest) -> Any:
    """The field for the moment of publication, which names the clock by which it is read."""
    known: Any = screen.opts.get_field(MOMENT)
    found: Any = screen.formfield_for_dbfield(known, request)
    found.help_text = gettext_lazy(
        "For records that are being published and have no time of publication "
        "yet; the others keep theirs. Leave empty for now."
    )
    return found


def link_fields(field: Any, request: StaffRequest) -> dict[str, forms.Field]:
    """Two fields: what is added, and what is taken away."""
    seen = visible(field.related_model, request.user)
    captions = {
        "add": gettext_lazy("Add: %(field)s"),
        "remove": gettext_lazy("Remove: %(field)s"),
    }
    return {
        f"{what}_{field.name}": forms.ModelMultipleChoiceField(
            seen,
            label=words % {"field": field.verbose_name},
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        for what, words in captions.items()
    }


def optional_field(field: Any, found: Any) -> forms.Field:
    """A field of the form that may stay empty."""
    label = capfirst(field.verbose_name)
    if hasattr(found, "queryset"):
        return forms.ModelChoiceField(found.queryset, label=label, required=False)
    choices = [("", "---------"), *(choice for choice in found.choices if choice[0])]
    return forms.ChoiceField(label=label, choices=choices, required=False)


@dataclass
class BulkResult:
    """What became of one record."""

    record: Any
    names: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    #: The proposals that the change of it became.
    kept: list[Proposal] = field(default_factory=list)

    @property
    def is_left(self) -> bool:
        return bool(self.problems or self.doubts)

    @property
    def told(self) -> list[Any]:
        """What stands against it, in words."""
        return [*self.problems, *(doubt.message for doubt in self.doubts)]


class NotWhole(Exception):
    """One record cannot be changed, so that none is."""


class BulkPages(ScreenPages):
    """An action that changes all chosen records of a list."""

    #: The fields that many records may take at once, as far as the records have them.
    bulk_fields: tuple[str, ...] = ()

    def pages(self):
        yield Page("bulk/", self.bulk_view, "bulk")
        yield from super().pages()

    def bulk_fields_of(self, request: StaffRequest) -> list[str]:
        """The ``bulk_fields`` that this model has; none if the user may change no record."""
        known = {f.name for f in (*self.opts.concrete_fields, *self.opts.many_to_many)}
        may = self.has_change_permission(request) and self.powers(request).write
        return [name for name in self.bulk_fields if name in known] if may else []

    def get_actions(self, request, action_location=None):
        """Django 6.1 names a location, since it has actions on forms too; this one is of lists."""
        actions = super().get_actions(request, *filter(None, [action_location]))
        if "change_many" in actions and not self.bulk_fields_of(request):
            del actions["change_many"]
        return actions

    @admin.action(description=gettext_lazy("Edit the selected records"))
    def change_many(self, request: StaffRequest, queryset):
        """Asks what is to be changed."""
        chosen = queryset.order_by().values_list("pk", "version")
        return self.bulk_page(
            request, dict(chosen[: MOST_RECORDS + 1]), BulkForm(None, self, request)
        )

    actions = ["change_many"]

    @method_decorator(require_POST)
    def bulk_view(self, request: StaffRequest):
        """Changes them, each as far as its version is the one that was seen."""
        if not self.bulk_fields_of(request):
            raise PermissionDenied
        seen = parse_versions(request.POST.get("seen", ""))
        form = BulkForm(request.POST, self, request)
        if not seen or len(seen) > MOST_RECORDS or not form.is_valid():
            return self.bulk_page(request, seen, form)
        results, is_whole = self.change_records(request, seen, form), form.cleaned_data["whole"]
        left = [result for result in results if result.is_left]
        held = [] if left and is_whole else [result for result in results if result.kept]
        done = 0 if left and is_whole else sum(bool(result.names) for result in results)
        if held:
            tell_proposed(request, [one for result in held for one in result.kept])
        if left:
            return self.bulk_page(request, seen, form, left, done)
        if done or not held:
            tell_done(request, done)
        return HttpResponseRedirect(self.list_address(request))

    def bulk_page(self, request, seen: dict[int, int], form, left=(), done: int = 0):
        """The chosen records and the change; and, once it was tried, what could not be changed."""
        own = changeable(self.model, request.user)
        records = list(own.filter(pk__in=list(seen)[:MOST_RECORDS]))
        now = {record.pk: record.version for record in records} if left else seen
        asked = [doubt.digest for result in left for doubt in result.doubts]
        context = {
            "asked": ",".join(asked),
            "is_answered_blankly": is_answered_blankly(request, asked),
            "reason": request.POST.get("reason", ""),
            "longest_reason": LONGEST_REASON,
            "title": gettext("Edit several records: %s") % capfirst(self.opts.verbose_name_plural),
            "form": form,
            "media": forms.Media(js=["admin/js/core.js"]) + form.media,
            "records": records,
            "seen": ",".join(f"{key}:{now[key]}" for key in now),
            "is_too_many": len(seen) > MOST_RECORDS,
            "most": MOST_RECORDS,
            "left": left,
            "done": done,
            "bulk_address": self.keeping(request, self.address("bulk")),
        }
        return self.answer(request, "editorial/sheets/bulk.html", context)

    def change_records(
        self, request: StaffRequest, seen: dict[int, int], form: BulkForm
    ) -> list[BulkResult]:
        """The results for all records; stored, unless one has a problem and all are to be whole."""
        results: list[BulkResult] = []
        try:
            with transaction.atomic():
                change = BulkChange(self, request, form.wanted(), form.publish_at)
                results += change.change(seen)
                if form.cleaned_data["whole"] and any(result.is_left for result in results):
                    raise NotWhole
        except NotWhole:
            pass
        return results


def tell_done(request: StaffRequest, done: int) -> None:
    """Say how many records were changed; where none had to be, nobody is to think that any was."""
    if not done:
        words = gettext("Nothing was changed: all selected records have these values already.")
        messages.warning(request, words)
        return
    words = ngettext("%(number)s record was changed.", "%(number)s records were changed.", done)
    messages.success(request, words % {"number": done})


def is_answered_blankly(request: StaffRequest, asked: list[str]) -> bool:
    """Whether a page that asked for a reason, and asks again, came without one."""
    sent = request.POST
    return bool(asked and sent.get("asked")) and not reason_in(sent.get("reason", ""))


def parse_versions(text: str) -> dict[int, int]:
    """The versions of the chosen records, by their keys: ``12:3,13:1``."""
    found = {}
    for pair in text.split(","):
        digits, _, number = pair.partition(":")
        key, version = parse_key(digits), parse_version(number)
        if key is not None and version is not None:
            found[key] = version
    return found


class BulkChange:
    """One change to many records."""

    def __init__(
        self,
        screen: ScreenPages,
        request: StaffRequest,
        wanted: dict[str, Any],
        publish_at: datetime | None = None,
    ) -> None:
        self.sheet, self.request = RecordSheet(screen, request), request
        self.screen, self.wanted = screen, wanted
        self.publish_at = publish_at or timezone.now()
        #: What tells the proposals of this change from others.
        self.batch = f"{BULK}:{get_random_string(12)}"
        #: What was asked, and the reason that answers it.
        self.asked = request.POST.get("asked", "").split(",")
        self.reason = request.POST.get("reason", "")
        self.names = {name.removeprefix("add_").removeprefix("remove_") for name in wanted}

    def change(self, seen: dict[int, int]) -> Iterator[BulkResult]:
        """What became of each record, of which the user has ``seen`` a version."""
        model, keys = self.screen.model, list(seen)
        lock(model, keys)
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            own = changeable(model, self.request.user)
            found = self.sheet.fetch(own.filter(pk__in=batch))
            bases = self.bases(found, seen)
            for key in batch:
                if key in found:
                    yield self.change_one(found[key], bases.get(key))
                else:
                    words = gettext("It was deleted, or you are no longer allowed to change it.")
                    yield BulkResult(f"{self.screen.opts.verbose_name} {key}", problems=[words])

    def bases(self, found: dict[int, Any], seen: dict[int, int]) -> dict[int, Any]:
        """Each record as it was when it was chosen."""
        stale = {key: seen[key] for key, record in found.items() if record.version != seen[key]}
        versions = self.sheet.fetch_versions(stale)
        return {
            key: versions.get((key, seen[key])) if key in stale else record
            for key, record in found.items()
        }

    def change_one(self, record: Any, base: Any) -> BulkResult:
        """Change one record, as far as nobody else has changed the same since ``base``."""
        result, values = BulkResult(record), {}
        closed = self.sheet.closed_columns(record)
        for name in sorted(self.names):
            column = self.sheet.columns[name]
            now, new = column.kept_of(record), self.new_value(column, record)
            before = None if base is None else column.kept_of(base)
            outcome = merge(new, now, before, column.is_same)
            if outcome is Merge.SAME:
                continue
            if name in closed:
                words = gettext("you are not allowed to change this here")
                result.problems.append(label_text(column.caption, words))
            elif outcome is not Merge.KEEP:
                words = gettext("somebody changed this meanwhile, to: %(now)s")
                words = words % {"now": column.words(now) or "–"}
                result.problems.append(label_text(column.caption, words))
            else:
                values[name] = new
        if values.get("status") == Status.PUBLISHED and record.publish_at is None:
            values[MOMENT] = self.sheet.columns[MOMENT].kept(self.publish_at)
        if values:
            self.save(record, values, result)
        return result

    def new_value(self, column: Any, record: Any) -> Any:
        """The kept value that a record is to have."""
        if not isinstance(column, LinksColumn):
            value = self.wanted[column.name]
            return column.kept(getattr(value, "pk", value))
        add, remove = (
            {linked.pk for linked in self.wanted.get(f"{what}_{column.name}", ())}
            for what in ("add", "remove")
        )
        return column.kept((record.linked[column.name] | add) - remove)

    def save(self, record: Any, values: dict[str, Any], result: BulkResult) -> None:
        """Store the new values of one record, or note on ``result`` what it has against them."""
        answer(record, self.reason, self.asked)
        if judged := set_cells(self.sheet, record, values):
            captions = self.sheet.columns
            result.problems += [
                label_text(captions[name].caption, words) if name in captions else words
                for name, words in judged.errors
            ]
            result.doubts += judged.doubts
            return
        with proposing(self.request, Origin.BULK, self.batch) as doing:
            save_record(self.sheet, record, values, BULK)
        result.kept = doing.kept
        result.names = set() if doing.kept else set(values)
