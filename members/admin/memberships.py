"""The screen of memberships: who is a member since when, until when, and by what evidence."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.accounts.powers import Powers
from editorial.accounts.requests import StaffRequest
from editorial.history.writing import lock, touch
from editorial.languages import active
from editorial.languages.punctuation import join_list
from editorial.screens.scoped import ScopedAdmin
from editorial.screens.start_page import RECORDS, Figure, Figures, Section
from editorial.screens.zones import ZonesForm
from members.admin.board_pages import BoardPages
from members.admin.term_columns import TermColumns, since_in_words
from members.admin.term_filters import (
    AreaFilter,
    EndFilter,
    JoinedFilter,
    LeftFilter,
    OfficeFilter,
    StateFilter,
)
from members.admin.term_pages import TermPages
from members.models import Member, Membership
from secretariats.admin import offices_for, powers_at
from secretariats.models import PUBLISHERS

SETTLE = Section(55, _("Overlapping memberships to settle"))

NOWHERE = 0  # the key of no office


class MembershipForm(ZonesForm):
    def clean(self):
        """Of a new term the member is held fast: nobody adds another one in between."""
        member = self.cleaned_data.get("member")
        if member is not None and transaction.get_connection().in_atomic_block:
            lock(Member, [member.pk])
        return super().clean()


@admin.register(Membership)
class MembershipAdmin(TermColumns, TermPages, BoardPages, ScopedAdmin):
    """Terms decide whether the public sees a member: who may publish changes them."""

    form = MembershipForm
    start_page_rank = 15
    has_sheet = True
    list_select_related = ["member__area", "member__secretariat"]
    list_filter = [
        StateFilter,
        "category",
        AreaFilter,
        OfficeFilter,
        JoinedFilter,
        LeftFilter,
        EndFilter,
    ]
    search_fields = ["member__slug"]
    autocomplete_fields = ["member", "successor", "source"]
    fieldsets = [
        (_("Membership"), {"fields": ["member", "category"]}),
        (
            pgettext_lazy("of a membership", "Beginning"),
            {"fields": ["joined_on", "joined_precision", "joined_by_latest", "attested_on"]},
        ),
        (pgettext_lazy("of a membership", "End"), {"fields": ["left_on", "ended_by", "successor"]}),
        (_("Source"), {"fields": ["source", "evidence"]}),
    ]

    def powers(self, request: StaffRequest, obj=None) -> Powers:
        """Those at the member's office, where who may publish does all there is to do."""
        given = powers_at(request.user, obj and office_of(obj))
        return Powers(given.publish, given.publish, given.publish, given.languages)

    def records_for(self, request: StaffRequest, power: str):
        offices = offices_for(request.user, PUBLISHERS)
        return self.get_queryset(request).filter(member__secretariat__in=offices)

    def has_change_permission(self, request, obj=None) -> bool:
        return self.powers(request, obj).write and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """A term of another member is another term."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "member"] if obj and "member" not in fixed else fixed

    def refuse(self, request: StaffRequest, obj, changed):
        if obj.pk and "member" in changed:
            words = _("A membership stays with its member. Delete it, and add one to the other.")
            raise ValidationError({"member": words})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "member":
            offices = offices_for(request.user, PUBLISHERS)
            kwargs["queryset"] = Member.objects.filter(secretariat__in=offices)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # The member is saved with its terms: they are part of it

    def follow_change(self, obj, changed):
        super().follow_change(obj, changed)
        if changed:
            touch(obj.member)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            touch(form.instance.member)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        touch(obj.member)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["deeds"] = list(self.deeds_for(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Finding

    def find(self, request: StaffRequest, records, text: str):
        """The terms of members that bear ``text`` as a name, or are at that address."""
        found = records.filter(member__in=Member.objects.bearing(text))
        return found | records.filter(member__slug=text.strip()), False

    def with_rank(self, records, text: str):
        ranked = Member.objects.filter(pk=OuterRef("member")).with_rank(text)
        return records.annotate(rank=Subquery(ranked.values("rank")[:1]))

    def get_ordering(self, request):
        return [self.name_order(), F("joined_on").asc(nulls_first=True), "pk"]

    def name_order(self):
        return f"member__sort_{active().column}"

    # The start page

    def note_of(self, record):
        return join_list([since_in_words(record), record.state.label])

    def figures(self, request: StaffRequest):
        """The report for the board, and the memberships that go on, or will end soon."""
        terms = self.get_queryset(request).order_by()
        soon = self.listed_by(state="soon")
        yield Figures(
            RECORDS,
            self.kind,
            [
                Figure(
                    pgettext_lazy("of memberships", "current"),
                    terms.current().count(),
                    self.listed_by(state="current"),
                ),
                Figure(_("ending soon"), terms.ending_soon().count(), soon),
                Figure(
                    _("members today, in the report for the board"),
                    terms.current().values("member").distinct().count(),
                    self.address("board"),
                ),
            ],
        )
        yield from super().figures(request)

    def waiting(self, request: StaffRequest):
        yield self.block(
            SETTLE,
            self.with_related(self.records_for(request, "publish").disputed()),
            lambda shown: self.note_of,
            state="disputed",
        )
        yield from super().waiting(request)


def office_of(term) -> int:
    """The key of the office of a term, or of a version of one, whose member may be gone."""
    offices = Member.objects.filter(pk=term.member_id).values_list("secretariat", flat=True)
    return next(iter(offices), NOWHERE)
