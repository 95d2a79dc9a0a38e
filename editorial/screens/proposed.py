"""The forms of records of which something is proposed: what waits, and what a save will do."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import FileField, Model
from django.utils.html import format_html
from django.utils.translation import gettext

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages, screen_of
from editorial.languages.punctuation import label_text
from editorial.proposals.deeds import lets_translations_through, reaches_readers
from editorial.proposals.keeping import Origin, proposing, take_out
from editorial.proposals.models import Proposal, ProposedChange, gate_of
from editorial.proposals.seen import about
from editorial.proposals.values import from_json
from editorial.proposals.writing import stored_value
from editorial.records.scope import visible
from editorial.texts.differences import in_words

#: Under this name a form says which own proposal it showed.
SHOWN = "shown_proposal"


class ProposalPages(ScreenPages):
    """What a user does at a screen is stored, or proposed where they may not make it public."""

    def _changeform_view(self, request, object_id, form_url, extra_context):
        theirs: Any = super()
        with proposing(request, Origin.FORM) as doing:
            response = theirs._changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and response.status_code == 302 and object_id:
            take_out(request, self.model, object_id, doing, request.POST.get(SHOWN, ""))
        return response

    def _delete_view(self, request, object_id, extra_context):
        theirs: Any = super()
        with proposing(request, Origin.FORM):
            return theirs._delete_view(request, object_id, extra_context)

    def response_action(self, request, queryset, *args, **kwargs):
        theirs: Any = super()
        with proposing(request, Origin.BULK):
            return theirs.response_action(request, queryset, *args, **kwargs)

    def version_view(self, request, key, kind, number):
        theirs: Any = super()
        with proposing(request, Origin.FORM):
            return theirs.version_view(request, key, kind, number)

    def undelete_view(self, request, number):
        theirs: Any = super()
        with proposing(request, Origin.FORM):
            return theirs.undelete_view(request, number)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With what is proposed here, and what the buttons will do."""
        if obj is not None and request.user.is_authenticated:
            gate = gate_of(obj)
            found = open_proposals(request, gate)
            own = next((one for one in found if is_own(one, request)), None)
            context["proposals"], context["own_proposal"] = found, own
            context["is_proposed"] = is_proposed(request, gate)
            context["is_let_through"] = lets_translations_through(gate)
            context["may_propose"] = may_propose(request, gate)
            if own is not None and request.method != "POST":
                show_own(own, forms_in(context))
        return super().render_change_form(request, context, add, change, form_url, obj)


def forms_in(context: dict[str, Any]) -> Iterator[Any]:
    """The form of a page, and those of the rows in it."""
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield from inline.formset.forms


def open_proposals(request: StaffRequest, gate: Model) -> list[Proposal]:
    """What waits about a record and its rows. One query; none for what nobody sees."""
    seen = visible(type(gate), request.user).filter(pk=gate.pk)
    states = (Proposal.State.OPEN, Proposal.State.SCHEDULED)
    found = Proposal.objects.filter(about(screen_of(type(gate)), seen), state__in=states)
    return list(found.select_related("proposer", "release").order_by("made_at", "pk"))


def is_own(found: Proposal, request: StaffRequest) -> bool:
    """Whether the user's next save continues it: what is accepted already, it does not."""
    return found.proposer_id == request.user.pk and found.state == Proposal.State.OPEN


def is_proposed(request: StaffRequest, gate: Model) -> bool:
    """Whether a save of the user's would become a proposal."""
    powers = screen_of(type(gate)).powers(request, gate)
    return powers.any and not powers.publish and reaches_readers(gate)


def may_propose(request: StaffRequest, gate: Model) -> bool:
    """Whether the user, who may publish, can ask somebody else to look first."""
    return screen_of(type(gate)).powers(request, gate).publish and reaches_readers(gate)


def show_own(own: Proposal, forms: Iterable[Any]) -> None:
    """Fill forms with what their user has proposed, and say beside it what is public."""
    changes = {(one.kind, one.key): one for one in own.changes.filter(state="")}
    for form in forms:
        record = form.instance
        change = changes.get((record._meta.label_lower, record.pk))
        if change is not None and change.deed == ProposedChange.Deed.CHANGE:
            fill(form, change)


def fill(form: Any, change: ProposedChange) -> None:
    for name, (_base, value) in change.values.items():
        own = change.model._meta.get_field(name)
        if name in form.fields and not isinstance(own, FileField):
            form.initial[name] = from_json(own, value)
            form.fields[name].help_text = public_now(form.instance, own)


def public_now(record: Any, own: Any) -> str:
    """What is public of a field for which something else is proposed."""
    words = gettext("You have proposed this. Public now")
    stored = stored_value(record, own)
    if own.is_relation:
        shown = str(getattr(record, own.name) or "–") if not own.many_to_many else ""
    else:
        shown = in_words(own, from_json(own, stored)) or "–"
    return format_html('<span class="public-now">{}</span>', label_text(words, shown))
