"""What lists fetch with their members, beside the columns of these."""

from datetime import date
from typing import Any

from members.models.containments import Containment
from members.models.facts import Fact
from members.models.identifiers import Identified
from members.models.memberships import Membership


class FetchedWithLists(Identified):
    """A member has each of these only where a query says so."""

    #: The terms that hold today, where a list has fetched them with its members.
    current_terms: list[Membership]
    #: Its terms, the oldest first, where a list of former members has fetched them.
    past_terms: list[Membership]
    #: Whether it was a member on a day that was asked for (of ``members.models.standings``).
    standing: int
    #: The day of the newest evidence for that, where it is not certain.
    attested_on: date | None
    #: Whether it is a former member, in a list of those whom the public knows.
    is_former = False
    #: The slug of the member that came of a former one, in such a list.
    came_of_it = ""
    #: Its latest pledge, or nothing, where a list has fetched it.
    newest_pledges: list[Any]
    #: Its latest pledge as one object, None if there is none (of ``members.climate.groups``).
    pledge_told: dict[str, Any] | None
    #: What contains it and has contained it, where a list has fetched that with its members.
    units: list[Containment]
    #: Its trusted facts, by indicator and newest first, where a query has fetched what is told.
    told_facts: list[Fact]
    #: The slug of the member of a list with which its people are counted there, if it is another.
    counted_within = ""
