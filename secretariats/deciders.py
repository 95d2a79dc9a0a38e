"""Who decides on the records of an office, for those who are to be told of something."""

from editorial.accounts.models import User
from editorial.notices.telling import DECIDERS
from secretariats.models import PUBLISHERS, Secretariat


def deciders_at(office: int) -> list[User]:
    """Those who may publish at an office; where nobody may, at the nearest office above it.

    One query for each step up.
    """
    seen: set[int] = set()
    key: int | None = office
    while key is not None and key not in seen:
        seen.add(key)
        own = User.objects.filter(
            postings__secretariat=key, postings__role__in=PUBLISHERS, is_active=True, is_staff=True
        )
        if found := list(own.distinct().order_by("pk")):
            return found
        key = Secretariat.objects.filter(pk=key).values_list("parent", flat=True).first()
    return []


DECIDERS.append(deciders_at)
