"""What changes a membership: one place, under a lock on the member's row."""

from datetime import date

from django.db import transaction

from members.models import Member, Membership


class AlreadyLapsed(Exception):
    """The member has no term without an end."""


@transaction.atomic
def join(
    *, member: Member, joined_on: date | None, precision: str, evidence: str = ""
) -> Membership:
    """Begin a term on ``joined_on``, a calendar date, or on one that nobody knows (None).

    Raises ValidationError where it overlaps another term: the lock makes two at once take turns.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    term = Membership(
        member=member, joined_on=joined_on, joined_precision=precision, evidence=evidence
    )
    term.full_clean()
    term.save()
    return term


@transaction.atomic
def lapse(*, member: Member, on: date) -> Membership:
    """End the open term on ``on``, a calendar date at the secretariat.

    Raises AlreadyLapsed if there is none, ValidationError if ``on`` lies before it began.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    term = member.memberships.filter(left_on=None).first()
    if term is None:
        raise AlreadyLapsed(member.slug)
    term.left_on = on
    term.full_clean()
    term.save()
    return term
