"""What is asked once of a membership: an end that lies in the past takes back what readers saw."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from editorial.records.doubts import CHECKS, Doubt
from members.models import Membership


class PastEnds:
    """Doubts that a term which goes on today ended before, as somebody enters now."""

    def doubts(self, obj: Any) -> Iterator[Doubt]:
        if isinstance(obj, Membership) and obj.left_on and is_taken_back(obj):
            day = date_format(obj.left_on)
            yield Doubt(
                code="past-end",
                column="left_on",
                caption=str(Membership._meta.get_field("left_on").verbose_name),
                words=day,
                message=gettext("%(day)s is past: until today readers have seen it as a member.")
                % {"day": day},
                about=str(obj.left_on),
                record=obj,
            )


def is_taken_back(term: Membership) -> bool:
    """Whether a term, as it is stored, goes on today, and is to have ended. A query at most."""
    today = timezone.localdate()
    if term.pk is None or not isinstance(term.left_on, date) or term.left_on >= today:
        return False
    return Membership.objects.exclude(left_on__lte=today).filter(pk=term.pk).exists()


CHECKS.append(PastEnds())
