"""The pages of proposals: one inbox for all kinds, and one screen on which each is decided."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from editorial.accounts.requests import StaffRequest
from editorial.history.page_sizes import LINES
from editorial.history.screen import page_address
from editorial.languages.punctuation import join_list
from editorial.proposals.deciding import Decision, Overtaken, decide_together, withdraw
from editorial.proposals.files import picture_path
from editorial.proposals.models import LONGEST_REMARK, NEW, Proposal, ProposedChange
from editorial.proposals.releasing import schedule, take_back, withdraw_scheduled
from editorial.proposals.seen import may_decide, seen_by, to_decide
from editorial.proposals.showing import Showing
from editorial.records.doubts import LONGEST_REASON
from editorial.records.keys import parse_key
from editorial.records.scope import visible
from editorial.screens.moments import clocks_in_words, moment_on_both_clocks, read_moment
from editorial.screens.start_page import SHOWN, Block, Entry, Section, moment_in_words
from editorial.texts.letters import tidied

TO_DECIDE = Section(5, _("Proposals to decide"))
DECIDE, MINE, SCHEDULED, DECIDED = "decide", "mine", "scheduled", "decided"
#: The lists of the inbox, under the names that addresses give them.
LISTS = {
    DECIDE: _("To decide"),
    MINE: _("Mine"),
    SCHEDULED: _("Accepted for a moment"),
    DECIDED: _("Decided"),
}
#: Under this name addresses say which proposals are to be decided together.
WITH = "with"
#: As many are decided together at the most: one sheet, say.
MOST_TOGETHER = 500
OVERTAKEN = _(
    "Somebody decided this, or saved one of the records, since you opened the page. Look again."
)


def listed(request: StaffRequest, name: str) -> Any:
    """The proposals of one of the lists."""
    if name == DECIDE:
        return to_decide(request).order_by("made_at", "pk")
    seen = seen_by(request)
    if name == MINE:
        return seen.filter(proposer=request.user)
    if name == SCHEDULED:
        return seen.scheduled().order_by("release__due_at", "pk")
    states = Proposal.State
    return seen.exclude(state__in=(states.OPEN, states.SCHEDULED, states.WITHDRAWN))


def waiting_proposals(request: StaffRequest) -> Iterator[Block]:
    """What waits for the user to decide, the oldest first, for the start page."""
    found = to_decide(request).order_by("made_at", "pk")
    shown = list(found.select_related("proposer")[: SHOWN + 1])
    total = len(shown) if len(shown) <= SHOWN else found.count()
    entries = [entry_of(one) for one in shown[:SHOWN]]
    where = f"{reverse('admin:proposals')}?list={DECIDE}"
    yield Block(TO_DECIDE, gettext("Proposals"), entries, total, where)


def entry_of(found: Proposal) -> Entry:
    note = join_list([found.kind_name, str(found.proposer), moment_in_words(found.changed_at)])
    return Entry(reverse("admin:proposal", args=[found.pk]), found.called, "", note)


@require_safe
def proposals(request: StaffRequest, shared: dict[str, Any]) -> HttpResponse:
    """The inbox."""
    if not shared["available_apps"]:
        raise PermissionDenied
    if chosen := chosen_in(request.GET):
        together = urlencode({WITH: chosen[1:]}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:proposal', args=chosen[:1])}?{together}")
    waiting = to_decide(request).count()
    wanted = request.GET.get("list", "")
    name = wanted if wanted in LISTS else DECIDE if waiting else MINE
    found = listed(request, name).select_related("proposer", "decided_by", "release")
    context = {
        "title": gettext("Proposals"),
        "subtitle": None,
        "lists": LISTS.items(),
        "name": name,
        "waiting": waiting,
        "page": Paginator(found, LINES).get_page(request.GET.get("p")),
    }
    return TemplateResponse(request, "editorial/backoffice/proposals.html", shared | context)


def chosen_in(sent: Any) -> list[int]:
    """The keys of the proposals that are to be decided together."""
    keys = (parse_key(one) for one in sent.getlist(WITH)[:MOST_TOGETHER])
    return [key for key in keys if key is not None]


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: StaffRequest, shared: dict[str, Any], key: int) -> HttpResponse:
    """One proposal: what it would change, and what is decided of it."""
    found = (
        seen_by(request).filter(pk=key).select_related("proposer", "decided_by", "release").first()
    )
    if found is None:
        raise Http404
    powers, errors = Powers(request, found), list[str]()
    if request.method == "POST":
        answer = act(request, found, powers, errors)
        if answer is not None:
            return answer
    context = {
        "title": gettext("Proposal: %s") % found,
        "subtitle": None,
        "proposal": found,
        "shown": Showing(found, request.user).shown,
        "decides": powers.decides,
        "others": chosen_others(request, found) if powers.decides else [],
        "is_mine": powers.withdraws,
        "takes_back": powers.takes_back,
        "along": along_with(request, found),
        "moment": moment_on_both_clocks(found.release.due_at) if found.release else "",
        "clocks": clocks_in_words(),
        "errors": errors,
        "sent": request.POST,
        "address": address_of(found, request),
        "longest_remark": LONGEST_REMARK,
        "longest_reason": LONGEST_REASON,
    }
    return TemplateResponse(request, "editorial/backoffice/proposal.html", shared | context)


class Powers:
    """What the user may do about a proposal as it stands."""

    def __init__(self, request: StaffRequest, found: Proposal) -> None:
        states, may = Proposal.State, may_decide(request, found)
        is_scheduled = found.state == states.SCHEDULED
        self.decides = may and found.state == states.OPEN
        self.takes_back = may and is_scheduled
        self.withdraws = found.proposer == request.user and (
            is_scheduled or found.state == states.OPEN
        )


def others_of(request: StaffRequest, found: Proposal) -> list[Proposal]:
    """The other open proposals that can be accepted with it.

    Those about the same record; what came with it in one import or change; what it was to go out
    with before; and what the user has chosen in the inbox.
    """
    with_it = Q(pk__in=chosen_in(request.GET))
    if found.key != NEW:
        with_it |= Q(kind=found.kind, key=found.key)
    if found.batch:
        with_it |= Q(batch=found.batch)
    if found.release_id:
        with_it |= Q(release=found.release_id)
    same = to_decide(request).filter(with_it).exclude(pk=found.pk)
    return list(same.select_related("proposer").order_by("made_at", "pk"))


def chosen_others(request: StaffRequest, found: Proposal) -> list[tuple[Proposal, bool]]:
    """The same, and whether each is ticked."""
    others = others_of(request, found)
    if request.method == "POST":
        sent = request.POST.getlist(WITH)
        return [(other, str(other.pk) in sent) for other in others]
    chosen = chosen_in(request.GET)
    return [(other, other.pk in chosen or came_with(other, found)) for other in others]


def came_with(other: Proposal, found: Proposal) -> bool:
    """Whether both came together, or were to go out together."""
    is_same_batch = bool(found.batch) and other.batch == found.batch
    return is_same_batch or (bool(found.release_id) and other.release_id == found.release_id)


def along_with(request: StaffRequest, found: Proposal) -> list[Proposal]:
    """What goes out at the same instant as a proposal that waits for its moment."""
    if found.state != Proposal.State.SCHEDULED:
        return []
    same = seen_by(request).scheduled().filter(release=found.release_id).exclude(pk=found.pk)
    return list(same.order_by("pk"))


@require_safe
def proposed_picture(
    request: StaffRequest, shared: dict[str, Any], key: int, change: int, name: str
) -> HttpResponse:
    """A picture that is proposed, for whoever sees the proposal: no other address leads to it."""
    found = ProposedChange.objects.filter(proposal__in=seen_by(request), proposal=key, pk=change)
    path = picture_path(found.first(), name)
    if path is None or not path.exists():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/webp")


def address_of(found: Proposal, request: StaffRequest) -> str:
    """Where its record is edited; empty where it is there no more."""
    is_there = visible(found.model, request.user).filter(pk=found.key).exists()
    return page_address(found.model, "change", found.key) if is_there else ""


def act(
    request: StaffRequest, found: Proposal, powers: Powers, errors: list[str]
) -> HttpResponse | None:
    """Do what was sent; None, with the ``errors``, where that is refused."""
    sent = request.POST
    try:
        if "withdraw" in sent and powers.withdraws:
            is_scheduled = found.state == Proposal.State.SCHEDULED
            (withdraw_scheduled if is_scheduled else withdraw)(found, request.user)
            messages.success(request, gettext("The proposal was withdrawn."))
        elif "take_back" in sent and powers.takes_back:
            take_back(found)
            messages.success(request, gettext("It was taken back, and waits in the inbox again."))
        elif powers.decides and "later" in sent:
            accept_for_later(request, found)
        elif powers.decides and ("accept" in sent or "decline" in sent):
            together = chosen_to_go_along(request, found) if "accept" in sent else []
            done = decide_together(found, together, request.user, decision_in(sent))
            messages.success(request, DONE[Proposal.State(done.state)])
        else:
            raise PermissionDenied
    except Overtaken:
        errors.append(str(OVERTAKEN))
        return None
    except ValidationError as error:
        errors += error.messages
        return None
    return HttpResponseRedirect(reverse("admin:proposals"))


def accept_for_later(request: StaffRequest, found: Proposal) -> None:
    """Accept for the moment that was sent. Raises Overtaken, or ValidationError."""
    due_at = read_moment(request.POST.get("due_at", ""))
    together = chosen_to_go_along(request, found)
    schedule(found, together, request.user, decision_in(request.POST), due_at)
    words = gettext("Accepted. Readers see it from %(moment)s.")
    messages.success(request, words % {"moment": moment_on_both_clocks(due_at)})


def chosen_to_go_along(request: StaffRequest, found: Proposal) -> list[Proposal]:
    """The ticked proposals. Raises Overtaken where one of them is open no more."""
    sent = {*chosen_in(request.POST)}
    chosen = [one for one in others_of(request, found) if one.pk in sent]
    if len(chosen) < len(sent):
        raise Overtaken
    return chosen


DONE = {
    Proposal.State.ACCEPTED: _("The proposal was accepted. Readers see it now."),
    Proposal.State.PARTLY: _("A part of the proposal was accepted. Readers see that part now."),
    Proposal.State.DECLINED: _("The proposal was declined. Nothing that readers see has changed."),
}


def decision_in(sent: Mapping[str, str]) -> Decision:
    """What was decided, in what a browser sent."""
    taken: dict[int, set[str]] = {}
    texts: dict[int, dict[str, str]] = {}
    seen: dict[int, int] = {}
    for name, value in sent.items():
        what, _dash, rest = name.partition("-")
        digits, _dash, column = rest.partition("-")
        key = parse_key(digits)
        if key is None:
            continue
        if what == "take" and "decline" not in sent:
            taken.setdefault(key, set()).add(column)
        elif what == "text":
            texts.setdefault(key, {})[column] = tidied(value)
        elif what == "seen":
            seen[key] = parse_key(value) or 0
    return Decision(
        {key: frozenset(names) for key, names in taken.items()},
        texts,
        seen,
        tidied(sent.get("answer", ""))[:LONGEST_REMARK],
        tidied(sent.get("reason", ""))[:LONGEST_REASON],
    )
