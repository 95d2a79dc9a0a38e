"""Two members that the directory shows, and what it finds under a query."""

from django.http import QueryDict

from members.filters import MemberFilter
from members.models import Member
from tests.factories.members import ListedMemberFactory
from tests.factories.secretariats import AreaFactory


def filtered(query: str) -> MemberFilter:
    return MemberFilter(QueryDict(query), Member.objects.listed())


def listed_suwon() -> Member:
    return ListedMemberFactory(slug="suwon", name_en="Suwon", name_ko="수원", population=1_210_150)


def listed_kyoto() -> Member:
    japan = AreaFactory(code="JP", name_en="Japan", name_ja="日本")
    return ListedMemberFactory(
        slug="kyoto",
        area=japan,
        name_en="Kyoto",
        name_ja="京都",
        level=Member.Level.METROPOLIS,
        population=500_000,
    )
