"""Which proposals a user sees, which are theirs, and which are theirs to decide."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import site
from django.db.models import Q

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import screen_of
from editorial.proposals.models import NEW, Proposal, ProposalQuerySet
from editorial.records.scope import Owned, office_model, visible


def screens() -> Iterator[Any]:
    """The screens of records about which something can be proposed."""
    return (screen for model, screen in site._registry.items() if issubclass(model, Owned))


def about(screen: Any, records: Any) -> Q:
    return Q(kind=screen.model._meta.label_lower, key__in=records.order_by().values("pk"))


def seen_by(request: StaffRequest) -> ProposalQuerySet:
    """Those about records that the user sees; of one that is gone, at the offices that they see."""
    found = Q(pk__in=())
    for screen in screens():
        if screen.has_view_permission(request):
            kind = Q(kind=screen.model._meta.label_lower)
            there = Q(key__in=screen.model._base_manager.order_by().values("pk"))
            own = visible(office_model(), request.user).order_by().values("pk")
            found |= about(screen, screen.get_queryset(request))
            found |= kind & ~there & Q(office__in=own)
    return Proposal.objects.filter(found)


def to_decide(request: StaffRequest) -> ProposalQuerySet:
    """The open ones about records that the user may publish."""
    return decidable(request).open()


def decidable(request: StaffRequest) -> ProposalQuerySet:
    """Those about records that the user may publish, be they open or not."""
    found = Q(pk__in=())
    own: Any = screen_of(office_model())
    offices = own.records_for(request, "publish").order_by().values("pk")
    for screen in screens():
        if screen.powers(request).publish:
            found |= about(screen, screen.records_for(request, "publish"))
            found |= Q(kind=screen.model._meta.label_lower, key=NEW, office__in=offices)
    return Proposal.objects.filter(found)


def may_decide(request: StaffRequest, proposal: Proposal) -> bool:
    return decidable(request).filter(pk=proposal.pk).exists()
