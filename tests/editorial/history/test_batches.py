"""Rows that came at once are one line of a history."""

from datetime import timedelta

import pytest

from editorial.records.history import versions_of
from members.models import Member, OtherName
from tests.factories.members import MemberFactory
from tests.members.admin.test_members import LIST, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Member:
    return MemberFactory(slug="suwon", name_en="Suwon")


def named(member: Member, *names: str) -> None:
    for name in names:
        OtherName.objects.create(member=member, name=name, kind="former", language="ko")


def folded(client, member: Member) -> list[int]:
    """How many changes each line of the history of a member stands for, the newest first."""
    sign_in(client, member.secretariat)
    response = client.get(f"{LIST}{member.pk}/history/")
    assert response.status_code == 200
    return [len(group.changes) for group in response.context["page"].groups]


def test_rows_of_one_load_are_one_line(client, member):
    named(member, "화성", "매홀", "수성")
    assert folded(client, member) == [3, 1]
    page = client.get(f"{LIST}{member.pk}/history/").text
    assert "Other names: 3 added" in " ".join(page.split())


def test_two_rows_are_two_lines(client, member):
    named(member, "화성", "매홀")
    assert folded(client, member) == [1, 1, 1]


def test_rows_that_came_long_apart_are_lines_of_their_own(client, member):
    named(member, "화성", "매홀", "수성", "용성", "한남")
    first = versions_of(OtherName).filter(name__in=["화성", "매홀"])
    for version in first:
        version.history_date -= timedelta(hours=1)
        version.save()
    assert folded(client, member)[:1] == [3]
    assert len(folded(client, member)) > 2


def test_what_stands_between_parts_them(client, member):
    named(member, "화성", "매홀")
    member.save()
    named(member, "수성")
    assert folded(client, member) == [1, 1, 1, 1, 1]


def test_rows_that_others_came_with_are_lines_of_their_own(client, member):
    named(member, "화성", "매홀", "수성")
    versions_of(OtherName).filter(name="매홀").update(history_change_reason="import:7:a.xlsx")
    assert folded(client, member) == [1, 1, 1, 1]


def test_changed_rows_are_lines_of_their_own(client, member):
    named(member, "화성")
    row = member.other_names.get()
    for until in ("1900", "1901", "1902"):
        row.until = until
        row.save()
    assert folded(client, member) == [1, 1, 1, 1, 1]
