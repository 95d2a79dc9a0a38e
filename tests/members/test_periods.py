"""Terms of membership as the back office saves them: together, and by two at once."""

from datetime import date

import pytest
from django.test import Client

from members.models import Member
from secretariats.models import Posting
from tests.editorial.history.test_merging import at_once, opened
from tests.factories.members import MemberFactory, MembershipFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import change_url, sign_in

OPENED, MOVED, CLOSED = date(2016, 1, 1), date(2020, 1, 1), date(2024, 1, 1)
BETWEEN = date(2018, 1, 1)


@pytest.fixture
def member(db):
    return MemberFactory()


@pytest.fixture
def publisher(client, member):
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    return client


def add_term(member: Member, joined_on: date | None, left_on: date | None = None):
    precision = "day" if joined_on else "unknown"
    return MembershipFactory(
        member=member, joined_on=joined_on, joined_precision=precision, left_on=left_on
    )


def rows(*terms: tuple[date | None, date | None], after: int = 0) -> dict:
    """What a browser sends for new terms below those that are stored already."""
    data: dict = {"memberships-TOTAL_FORMS": after + len(terms)}
    for number, (joined_on, left_on) in enumerate(terms, start=after):
        precision = "day" if joined_on else "unknown"
        row = {"category": "full", "joined_precision": precision}
        row |= {"joined_on": joined_on or "", "left_on": left_on or ""}
        data |= {f"memberships-{number}-{name}": value for name, value in row.items()}
    return data


def save(client: Client, member: Member, changed: dict):
    return client.post(change_url(member), opened(client, member) | changed)


def stored(member: Member) -> list[tuple[date | None, date | None]]:
    return list(member.memberships.values_list("joined_on", "left_on"))


def row_errors(response) -> list[str]:
    """What the rows of the form that comes back are refused for."""
    assert response.status_code == 200
    formsets = (shown.formset for shown in response.context["inline_admin_formsets"])
    rows = [form for formset in formsets for form in formset.forms]
    return [error for row in rows for error in row.non_field_errors()]


@pytest.mark.parametrize(
    "terms",
    [
        [(OPENED, MOVED), (BETWEEN, CLOSED)],
        [(BETWEEN, CLOSED), (OPENED, MOVED)],
        [(OPENED, None), (MOVED, None)],
        [(OPENED, CLOSED), (BETWEEN, MOVED)],
    ],
)
def test_new_terms_that_overlap_each_other_are_refused(publisher, member, terms):
    response = save(publisher, member, rows(*terms))
    assert row_errors(response) == ["This term overlaps another one of the same member."]
    assert stored(member) == []


def test_terms_of_a_new_member_that_overlap_are_refused(publisher, member):
    form = opened(publisher, member)
    new = form | {"slug": "osan", "name_en": "Osan", "seen_version": "0"}
    terms = rows((OPENED, MOVED), (BETWEEN, CLOSED))
    response = publisher.post("/admin/members/member/add/", new | terms)
    assert row_errors(response) == ["This term overlaps another one of the same member."]
    response = publisher.post("/admin/members/member/add/", new | rows((OPENED, MOVED)))
    assert stored(Member.objects.get(slug="osan")) == [(OPENED, MOVED)]


def test_new_terms_may_follow_each_other(publisher, member):
    save(publisher, member, rows((MOVED, None), (OPENED, MOVED)))
    assert stored(member) == [(OPENED, MOVED), (MOVED, None)]


def test_new_term_that_overlaps_a_stored_one_is_refused(publisher, member):
    add_term(member, OPENED, MOVED)
    response = save(publisher, member, rows((BETWEEN, CLOSED), after=1))
    assert row_errors(response) == ["This term overlaps another one of the same member."]
    assert stored(member) == [(OPENED, MOVED)]


def test_member_leaves_and_joins_again_in_one_save(publisher, member):
    add_term(member, OPENED)
    ended = {"memberships-0-left_on": MOVED, "memberships-0-left_on-why": "It is so."}
    save(publisher, member, ended | rows((MOVED, None), after=1))
    assert stored(member) == [(OPENED, MOVED), (MOVED, None)]


def test_last_term_is_deleted_and_the_one_before_goes_on_in_one_save(publisher, member):
    add_term(member, OPENED, MOVED)
    add_term(member, MOVED)
    save(publisher, member, {"memberships-0-left_on": "", "memberships-1-DELETE": "on"})
    assert stored(member) == [(OPENED, None)]


def test_terms_change_places_in_one_save(publisher, member):
    add_term(member, OPENED, MOVED)
    add_term(member, MOVED)
    first = {"joined_on": MOVED, "left_on": ""}
    second = {"joined_on": OPENED, "left_on": MOVED, "left_on-why": "It is so."}
    changed = {f"memberships-0-{name}": value for name, value in first.items()}
    changed |= {f"memberships-1-{name}": value for name, value in second.items()}
    save(publisher, member, changed)
    assert stored(member) == [(OPENED, MOVED), (MOVED, None)]


def test_term_that_somebody_added_meanwhile_is_compared_too(publisher, member):
    form = opened(publisher, member)
    add_term(member, BETWEEN, CLOSED)
    response = publisher.post(change_url(member), form | rows((OPENED, MOVED)))
    assert row_errors(response) == ["This term overlaps another one of the same member."]
    assert stored(member) == [(BETWEEN, CLOSED)]


def test_term_that_somebody_deleted_meanwhile_stands_in_no_way(publisher, member):
    term = add_term(member, BETWEEN, CLOSED)
    form = opened(publisher, member)
    term.delete()
    publisher.post(change_url(member), form | rows((OPENED, MOVED), after=1))
    assert stored(member) == [(OPENED, MOVED)]


def two_publishers(client_of, member: Member) -> list[Client]:
    role = Posting.Role.PUBLISHER
    postings = [PostingFactory(secretariat=member.secretariat, role=role) for _ in range(2)]
    return [client_of(posting.user) for posting in postings]


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
def test_two_who_add_overlapping_terms_at_once_leave_one(client_of):
    member = MemberFactory()
    clients = two_publishers(client_of, member)
    terms = [(OPENED, MOVED), (BETWEEN, CLOSED)]
    forms = [
        opened(client, member) | rows(term) for client, term in zip(clients, terms, strict=True)
    ]
    answers = at_once(lambda i: clients[i].post(change_url(member), forms[i]).status_code)
    assert sorted(answers) == [200, 302]
    assert stored(member) == [terms[answers.index(302)]]


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
def test_two_who_end_a_term_at_once_end_it_once(client_of):
    member = MemberFactory()
    add_term(member, OPENED)
    clients = two_publishers(client_of, member)
    days = [MOVED, CLOSED]
    forms = [
        opened(client, member)
        | {"memberships-0-left_on": day, "memberships-0-left_on-why": "It is so."}
        for client, day in zip(clients, days, strict=True)
    ]
    answers = at_once(lambda i: clients[i].post(change_url(member), forms[i]).status_code)
    assert sorted(answers) == [200, 302]
    assert stored(member) == [(OPENED, days[answers.index(302)])]
