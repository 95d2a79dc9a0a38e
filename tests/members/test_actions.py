from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from members.actions import AlreadyLapsed, join, lapse
from tests.factories.members import ListedMemberFactory, MemberFactory


@pytest.mark.django_db
def test_lapse_ends_the_open_term():
    member = ListedMemberFactory()
    assert lapse(member=member, on=date(2026, 1, 1)).left_on == date(2026, 1, 1)


@pytest.mark.django_db
def test_lapse_without_an_open_term():
    with pytest.raises(AlreadyLapsed):
        lapse(member=MemberFactory(), on=date(2026, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_two_who_join_the_same_member_at_once_leave_one_term():
    member, start, outcomes = MemberFactory(), Barrier(2), []

    def try_to_join():
        start.wait()
        try:
            join(member=member, joined_on=date(2026, 1, 1), precision="day")
            outcomes.append("joined")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=try_to_join) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["joined", "refused"]
    assert member.memberships.count() == 1
