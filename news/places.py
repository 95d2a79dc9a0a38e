"""Where an event is likely to be, and so by which clock."""

from members.models import Member
from secretariats.models import Secretariat


def zone_at(host: Member | None, office: Secretariat | None) -> str:
    """The time zone at the host member, or else in the area of the office.

    Empty where neither is known, and for an office whose areas have several. At most two queries.
    """
    if host is not None:
        return host.area.time_zone
    zones = {area.time_zone for area in office.areas.all()} if office is not None else set()
    return zones.pop() if len(zones) == 1 else ""
