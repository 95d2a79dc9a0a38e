"""Whether a member was one on a day of the past, as far as its terms tell."""

from datetime import date, timedelta

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from members.models.memberships import Membership

#: The answers, the firmest first; of several terms the firmest counts.
CERTAIN, ATTESTED, NOT_KNOWN, NOT_A_MEMBER = range(4)
ANSWERS = {
    CERTAIN: _("Certainly members"),
    ATTESTED: _("Members by evidence"),
    NOT_KNOWN: _("Not known"),
    NOT_A_MEMBER: _("Not members"),
}
#: ICLEI was founded in this year.
FIRST_DAY = date(1990, 1, 1)

Precision = Membership.Precision


def begun_for_certain(day: date) -> Q:
    """The condition that a term has begun by ``day``, however late in its month or year."""
    next_day = day + timedelta(days=1)
    return (
        Q(joined_precision=Precision.DAY, joined_on__lte=day)
        | Q(joined_precision=Precision.MONTH, joined_on__lt=next_day.replace(day=1))
        | Q(joined_precision=Precision.YEAR, joined_on__lt=next_day.replace(month=1, day=1))
    )


def begun_later(day: date) -> Q:
    """The condition that a term has begun after ``day``, however early in its month or year."""
    next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (
        Q(joined_precision=Precision.DAY, joined_on__gt=day)
        | Q(joined_precision=Precision.MONTH, joined_on__gte=next_month)
        | Q(joined_precision=Precision.YEAR, joined_on__gte=date(day.year + 1, 1, 1))
    )


def standing_on(day: date) -> Case:
    """Of a member, the answer for ``day`` (``CERTAIN`` and so on); not known of one without terms.

    A start known to the year or month is certain from its last day, and there was no membership
    before its first; between them, as with an unknown start, evidence of that day or before tells.
    """
    terms = Membership.objects.filter(member=OuterRef("pk"))
    lasting = terms.filter(Q(left_on=None) | Q(left_on__gt=day))
    open_to_evidence = lasting.exclude(begun_later(day))
    return Case(
        When(Exists(lasting.filter(begun_for_certain(day))), then=Value(CERTAIN)),
        When(Exists(open_to_evidence.filter(joined_by_latest__lte=day)), then=Value(ATTESTED)),
        When(Exists(open_to_evidence) | ~Exists(terms), then=Value(NOT_KNOWN)),
        default=Value(NOT_A_MEMBER),
        output_field=IntegerField(),
    )


def with_standing(members: QuerySet, day: date) -> QuerySet:
    """Annotates ``standing``, the answer for ``day``, and ``attested_on``, the newest evidence.

    The evidence is that of the terms that had not ended by then.
    """
    terms = Membership.objects.filter(member=OuterRef("pk"), joined_by_latest__lte=day)
    lasting = terms.filter(Q(left_on=None) | Q(left_on__gt=day)).order_by("-attested_on")
    newest = Subquery(lasting.values("attested_on")[:1])
    return members.annotate(standing=standing_on(day), attested_on=newest)
