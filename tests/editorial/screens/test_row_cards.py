"""Rows of a record as cards: the line of each, and which stand open."""

import re
from datetime import date

import pytest

from members.models import Membership, OtherName
from secretariats.models import Posting
from tests.factories.members import (
    ContainmentFactory,
    FactFactory,
    IndicatorFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MemberFactory(name_en="Suwon")


@pytest.fixture
def publisher(client_of, member):
    posting = PostingFactory(secretariat=member.secretariat, role=Posting.Role.PUBLISHER)
    return client_of(posting.user)


def cards_of(page: str, prefix: str) -> list[tuple[bool, str]]:
    """Whether each stored card of a group stands open, and its line."""
    found = re.findall(
        rf'id="{prefix}-\d+">\s*<details( open)?>\s*<summary>(.*?)</summary>', page, re.S
    )
    return [(bool(is_open), re.sub("<[^>]+>", "", line).strip()) for is_open, line in found]


def groups_closed(page: str) -> set[str]:
    return {*re.findall(r'id="(\w+)-group"[^>]*>\s*<fieldset[^>]*>\s*<details class', page)}


def test_line_tells_a_row_from_the_others(publisher, member):
    MembershipFactory(
        member=member,
        category="full",
        joined_on=date(2012, 5, 1),
        joined_precision=Membership.Precision.YEAR,
    )
    indicator = IndicatorFactory(name_en="Area")
    FactFactory(member=member, indicator=indicator, number=121, year=2020)
    province = MemberFactory(name_en="Gyeonggi")
    ContainmentFactory(member=member, container=province, since=date(1967, 6, 23))
    OtherName.objects.create(member=member, name="화성", language="ko", kind="former")
    page = publisher.get(change_url(member)).text
    assert cards_of(page, "memberships") == [(False, "Full member (2012 –), Current")]
    assert cards_of(page, "facts") == [(False, "Area: 121 (2020)")]
    [(is_open, line)] = cards_of(page, "containments")
    assert (is_open, line.startswith("Gyeonggi"), "1967" in line) == (False, True, True)
    assert cards_of(page, "other_names") == [(False, "화성, Former name")]
    assert '<span lang="ko">화성</span>' in page


def test_term_of_an_unknown_beginning_names_no_day(publisher, member):
    MembershipFactory(member=member, category="full", joined_on=None)
    page = publisher.get(change_url(member)).text
    assert cards_of(page, "memberships") == [(False, "Full member, Current")]


def test_what_is_seldom_changed_is_a_closed_group(publisher, member):
    page = publisher.get(change_url(member)).text
    assert groups_closed(page) == {"containments", "other_names", "identifiers"}


def test_group_and_card_with_an_error_stand_open(publisher, member):
    kept = {"language": "ko", "kind": "former"}
    names = [
        OtherName.objects.create(member=member, name=name, **kept) for name in ("화성", "수주")
    ]
    sent = form_data(publisher.get(change_url(member)))
    sent |= {"other_names-TOTAL_FORMS": 2, "other_names-INITIAL_FORMS": 2}
    for number, (name, text) in enumerate(zip(names, ("화성", ""), strict=True)):
        row = {"id": name.pk, "name": text, "certainty": name.certainty, **kept}
        sent |= {f"other_names-{number}-{field}": value for field, value in row.items()}
    page = publisher.post(change_url(member), sent).text
    assert "other_names" not in groups_closed(page)
    assert [is_open for is_open, _line in cards_of(page, "other_names")] == [False, True]


def test_help_of_a_field_stands_below_it_and_describes_it(publisher, member):
    MembershipFactory(member=member)
    page = publisher.get(change_url(member)).text
    described = re.search(r'name="memberships-0-joined_by_latest"[^>]*', page)[0]
    assert 'aria-describedby="id_memberships-0-joined_by_latest_helptext"' in described
    assert 'id="id_memberships-0-joined_by_latest_helptext"' in page
