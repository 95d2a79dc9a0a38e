"""Who is told of proposals: whoever may decide, whoever proposed, whoever accepted."""

from django.urls import reverse
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.languages.punctuation import label_text
from editorial.notices.models import Event
from editorial.notices.telling import Words, deciders_at, tell
from editorial.proposals.models import Proposal, Release


def tell_proposed(proposal: Proposal) -> None:
    """Tell whoever may decide; of what came together, once."""
    if proposal.batch and Proposal.objects.filter(batch=proposal.batch).count() > 1:
        return

    def write() -> Words:
        subject = label_text(gettext("Proposed"), proposal.called)
        words = gettext("%(who)s proposes a change, which waits for somebody to decide.")
        several = gettext("It came with changes to other records.") if proposal.batch else ""
        return subject, [words % {"who": proposal.proposer}, several, proposal.remark]

    path = reverse("admin:proposal", args=[proposal.pk])
    tell(deciders_at(proposal.office_id), Event.HANDED_IN, write, path, by=proposal.proposer)


def tell_decided(proposal: Proposal, user: User) -> None:
    """Tell whoever proposed it what became of it, with the answer."""

    def write() -> Words:
        state = str(proposal.get_state_display())
        subject = label_text(label_text(gettext("Your proposal"), proposal.called), state)
        words = gettext("%(who)s has decided on your proposal: %(state)s.")
        return subject, [words % {"who": user, "state": state}, proposal.answer]

    path = reverse("admin:proposal", args=[proposal.pk])
    tell([proposal.proposer], Event.DECIDED, write, path, by=user)


def tell_stopped(release: Release) -> None:
    """Tell whoever accepted it that it did not go out, or not all of it."""

    def write() -> Words:
        subject = gettext("Not public: %(record)s") % {"record": release.about or release}
        reason = str(release.get_trouble_display())
        told = gettext(
            "What you accepted for a certain moment did not go out as you decided. It waits again "
            "in the inbox of proposals."
        )
        about = label_text(release.about, reason) if release.about else reason
        return subject, [told, about, release.words]

    tell([release.made_by], Event.CONFLICT, write, reverse("admin:proposals"))
