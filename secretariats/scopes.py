"""What postings let a staff user see and change: the source of all back-office scope."""

from collections.abc import Set
from dataclasses import dataclass

from django.db.models import Q

from editorial.languages import LANGUAGES


@dataclass(frozen=True)
class Reach:
    """What one posting gives: a role at some offices, for some languages."""

    role: str
    offices: frozenset[int]
    languages: frozenset[str]


@dataclass(frozen=True)
class Scope:
    """The reach of a staff user at this moment."""

    everything: bool = False
    offices: frozenset[int] = frozenset()
    regional: bool = False
    languages: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    reaches: tuple[Reach, ...] = ()

    def at(self, office: int | None) -> list[Reach]:
        """The postings that reach ``office``; all of them where none is named."""
        return [reach for reach in self.reaches if office is None or office in reach.offices]

    def offices_as(self, roles: Set[str]) -> frozenset[int]:
        """The keys of the offices that postings in one of ``roles`` reach."""
        reached = [reach.offices for reach in self.reaches if reach.role in roles]
        return frozenset().union(*reached)


NOTHING = Scope()
EVERYTHING = Scope(
    everything=True, regional=True, languages=frozenset(lang.code for lang in LANGUAGES)
)


def scope_of(user) -> Scope:
    """The scope that follows from the user's postings; a parent office's covers its children.

    Read once for each user object, and so once a request: a changed posting counts from the next.
    """
    if not hasattr(user, "_scope"):
        user._scope = _read(user)
    return user._scope


def _read(user) -> Scope:
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return NOTHING
    if user.is_superuser:
        return EVERYTHING
    postings = list(user.postings.select_related("secretariat"))
    if not postings:
        return NOTHING
    reaches = tuple(
        Reach(
            posting.role,
            frozenset(posting.covered_offices()),
            frozenset(posting.language_codes()),
        )
        for posting in postings
    )
    return Scope(
        offices=frozenset().union(*(reach.offices for reach in reaches)),
        regional=any(posting.is_regional for posting in postings),
        languages=frozenset().union(*(reach.languages for reach in reaches)),
        roles=frozenset(reach.role for reach in reaches),
        reaches=reaches,
    )


def within(user, path: str) -> Q:
    """The condition that the office at ``path`` lies in the user's scope."""
    scope = scope_of(user)
    return Q() if scope.everything else Q(**{f"{path}__in": scope.offices})


def regional_only(user) -> Q:
    """The condition for what regional administrators alone change: areas and themes."""
    return Q() if scope_of(user).regional else Q(pk__in=())
