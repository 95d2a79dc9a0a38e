"""Screens of what is published: who may publish, and what is told about it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import Page
from editorial.languages import BY_CODE, active
from editorial.languages.zones import zone_named
from editorial.records.portal import home_zone
from editorial.records.publication import DECIDED, Publication, ending, scheduled
from editorial.screens.preview_links import PreviewLinkPages
from editorial.screens.start_page import (
    APPROVED,
    DRAFTS,
    ENDING,
    RECORDS,
    REVIEW,
    SCHEDULED,
    SOON,
    Figure,
    Figures,
    describe_last_saves,
    moment_in_words,
    with_last,
)
from editorial.screens.step_pages import StepPages
from editorial.screens.steps import note_columns
from editorial.screens.translated import BESIDE, TranslatedAdmin
from editorial.screens.typed import TypedPages

PUBLICATION_FIELDS = ("status", "publish_at", "unpublish_at")


Status = Publication.Status


def with_last_ones(names: Iterable[Any], last: set[str], hidden: set[str]) -> list[Any]:
    """Names of fields, without the ``hidden`` ones, and those in ``last`` at the end."""
    shown = [name for name in names if not isinstance(name, str) or name not in hidden]
    return sorted(shown, key=lambda name: isinstance(name, str) and name in last)


class PublicationAdmin(TypedPages, StepPages, PreviewLinkPages, TranslatedAdmin):
    """A screen of records on their way to the public: who may not publish hands in for review."""

    #: What the gate to the public is called.
    shown_as: Promise | str = _("public")

    publication_fieldset: tuple[Any, Any] = (
        _("Publication"),
        {"classes": [BESIDE], "fields": [*PUBLICATION_FIELDS]},
    )

    def own_fieldsets(self, request: StaffRequest, obj):
        """What readers are told afterwards comes last, and only once there is something to tell."""
        notes, corrections = {*note_columns(obj or self.model)}, {*self.told_afterwards()}
        is_withdrawn = obj is not None and obj.status == Status.WITHDRAWN
        hidden = set() if is_withdrawn else notes
        if obj is None or obj.status not in DECIDED:
            hidden |= corrections
        return [
            (
                label,
                {
                    **options,
                    "fields": with_last_ones(options["fields"], notes | corrections, hidden),
                },
            )
            for label, options in super().own_fieldsets(request, obj)
        ]

    def told_afterwards(self) -> Iterable[str]:
        """The fields by which readers are told something of what they have seen."""
        return ()

    def pages(self):
        yield Page("<int:key>/preview/<str:code>/", self.preview_view, "preview")
        yield from super().pages()

    def preview_view(self, request: StaffRequest, key: int, code: str) -> HttpResponseBase:
        """The page of a record in one language, for whoever may see the record here."""
        if code not in BY_CODE or not self.has_view_permission(request):
            raise Http404
        return self.preview.as_view()(request, pk=key, language=BY_CODE[code])

    def page_of(self, obj) -> str | None:
        if self.is_public(obj):
            return super().page_of(obj)
        return self.address("preview", obj.pk, active().code)

    def closed_fields(self, request: StaffRequest, obj):
        yield from super().closed_fields(request, obj)
        if obj.status in DECIDED and not self.powers(request, obj).publish:
            yield from PUBLICATION_FIELDS

    def restorable(self, request: StaffRequest, obj, names):
        """What was public once is made public again only by whoever may publish."""
        closed = () if self.powers(request, obj).publish else PUBLICATION_FIELDS
        return [name for name in names if name not in closed]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status" and not self.powers(request).publish:
            kwargs["choices"] = [choice for choice in Status.choices if choice[0] not in DECIDED]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def ending_on(self, request: StaffRequest, day: date) -> list[Any]:
        """The records at the user's offices that end on a day, by the clock of the portal."""
        begins = datetime.combine(day, time(), zone_named(home_zone()))
        own = ending(self.records_for(request, "publish"))
        found = own.filter(unpublish_at__gte=begins, unpublish_at__lt=begins + timedelta(days=1))
        return list(found.order_by("unpublish_at", "pk"))

    def waiting(self, request: StaffRequest):
        ready = self.records_for(request, "publish").filter(status=Status.REVIEW)
        yield self.block(
            REVIEW,
            with_last(ready).order_by("last_at", "pk"),
            describe_last_saves,
            status__exact=Status.REVIEW,
        )
        approved = self.records_for(request, "publish").filter(status=Status.APPROVED)
        yield self.block(
            APPROVED,
            with_last(approved).order_by("last_at", "pk"),
            describe_last_saves,
            status__exact=Status.APPROVED,
        )
        drafts = with_last(self.records_for(request, "write").filter(status=Status.DRAFT))
        yield self.block(
            DRAFTS,
            drafts.filter(last_by=request.user.pk).order_by("-last_at", "pk"),
            lambda shown: lambda record: moment_in_words(record.last_at),
            status__exact=Status.DRAFT,
        )
        yield self.block(
            SCHEDULED,
            scheduled(self.get_queryset(request), within=SOON).order_by("publish_at", "pk"),
            lambda shown: lambda record: moment_in_words(record.publish_at),
            when="scheduled",
        )
        yield self.block(
            ENDING,
            ending(self.get_queryset(request), within=SOON).order_by("unpublish_at", "pk"),
            lambda shown: lambda record: moment_in_words(record.unpublish_at),
            when="ending",
        )
        yield from super().waiting(request)

    def figures(self, request: StaffRequest):
        """How many records the public sees, and how many are on their way."""
        records = self.get_queryset(request).order_by()
        states = dict(records.values_list("status").annotate(Count("pk")))
        gate = getattr(records, self.gate)
        rows = [Figure(self.shown_as, gate().count(), self.listed_by(status__exact="published"))]
        for status in (Status.APPROVED, Status.REVIEW, Status.DRAFT):
            where = self.listed_by(status__exact=status)
            rows.append(Figure(status.label, states.get(status, 0), where))
        yield Figures(RECORDS, self.kind, [*rows, *self.more_figures(request)])
        yield from super().figures(request)

    def more_figures(self, request: StaffRequest) -> Iterator[Figure]:
        """What else is counted of these records, beside their states."""
        yield from ()

    def worth_completing(self, records):
        return super().worth_completing(records).exclude(status=Status.WITHDRAWN)

    def note_of(self, record):
        return record.get_status_display()
