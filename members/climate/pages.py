"""What the page of a member fetches of its climate record, together with its terms of today."""

from editorial.languages import read_columns
from editorial.records.together import fetched_together
from members.climate.profiles import ClimateProfile
from members.climate.records import NOTHING, climate_kinds, records_in
from members.models import Member, Membership

#: What pages and machines say of a term.
OF_TERM = (
    *("category", "joined_on", "joined_precision", "source__url", "source__is_verified"),
    *read_columns("title", of="source"),
)


def tell_page(member: Member) -> ClimateProfile:
    """The record of a member; its ``current_terms`` come by the same query."""
    terms = Membership.objects.current().filter(member=member.pk).with_category()
    found = fetched_together({"terms": (terms, OF_TERM), **climate_kinds([member.pk])})
    member.current_terms = sorted(found["terms"], key=lambda term: term.pk)
    record = records_in(found).get(member.pk, NOTHING)
    member.newest_pledges = list(record.pledges[:1])
    return ClimateProfile(record)
