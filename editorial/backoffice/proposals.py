"""The pages of proposals: one inbox for all kinds, and one screen on which each is decided."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
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
from editorial.proposals.seen import may_decide, seen_by, to_decide
from editorial.proposals.showing import Showing
from editorial.records.doubts import LONGEST_REASON
from editorial.records.keys import parse_key
from editorial.records.scope import visible
from editorial.screens.start_page import SHOWN, Block, Entry, Section, moment_in_words
from editorial.texts.letters import tidied

TO_DECIDE = Section(5, _("Proposals to decide"))
DECIDE, MINE, DECIDED = "decide", "mine", "decided"
#: The lists of the inbox, under the names that addresses give them.
LISTS = {DECIDE: _("To decide"), MINE: _("Mine"), DECIDED: _("Decided")}
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
    return seen.exclude(state__in=(Proposal.State.OPEN, Proposal.State.WITHDRAWN))


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
    waiting = to_decide(request).count()
    wanted = request.GET.get("list", "")
    name = wanted if wanted in LISTS else DECIDE if waiting else MINE
    found = listed(request, name).select_related("proposer", "decided_by")
    context = {
        "title": gettext("Proposals"),
        "subtitle": None,
        "lists": LISTS.items(),
        "name": name,
        "waiting": waiting,
        "page": Paginator(found, LINES).get_page(request.GET.get("p")),
    }
    return TemplateResponse(request, "editorial/backoffice/proposals.html", shared | context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: StaffRequest, shared: dict[str, Any], key: int) -> HttpResponse:
    """One proposal: what it would change, and what is decided of it."""
    found = seen_by(request).filter(pk=key).select_related("proposer", "decided_by").first()
    if found is None:
        raise Http404
    is_open, errors = found.state == Proposal.State.OPEN, list[str]()
    decides, is_mine = is_open and may_decide(request, found), found.proposer == request.user
    if request.method == "POST":
        answer = act(request, found, decides, is_mine, errors)
        if answer is not None:
            return answer
    context = {
        "title": gettext("Proposal: %s") % found,
        "subtitle": None,
        "proposal": found,
        "shown": Showing(found, request.user).shown,
        "decides": decides,
        "others": others_of(request, found) if decides else [],
        "is_mine": is_mine and is_open,
        "errors": errors,
        "sent": request.POST,
        "address": address_of(found, request),
        "longest_remark": LONGEST_REMARK,
        "longest_reason": LONGEST_REASON,
    }
    return TemplateResponse(request, "editorial/backoffice/proposal.html", shared | context)


def others_of(request: StaffRequest, found: Proposal) -> list[Proposal]:
    """The other open proposals about the same record, which can be accepted with it."""
    if found.key == NEW:
        return []
    same = to_decide(request).filter(kind=found.kind, key=found.key).exclude(pk=found.pk)
    return list(same.select_related("proposer").order_by("made_at", "pk"))


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
    request: StaffRequest, found: Proposal, decides: bool, is_mine: bool, errors: list[str]
) -> HttpResponse | None:
    """Do what was sent; None, with the ``errors``, where that is refused."""
    try:
        if "withdraw" in request.POST and is_mine:
            withdraw(found, request.user)
            messages.success(request, gettext("The proposal was withdrawn."))
        elif decides and ("accept" in request.POST or "decline" in request.POST):
            together = others_of(request, found) if "accept" in request.POST else ()
            wanted = [one for one in together if str(one.pk) in request.POST.getlist("with")]
            decision = decision_in(request.POST)
            done = decide_together(found, wanted, request.user, decision)
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
        if what == "take" and "accept" in sent:
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
