from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from editorial.jobs.models import Job
from editorial.jobs.running import JobLane
from editorial.jobs.tasks import TaskResultDoesNotExist, TaskResultStatus
from tests.editorial.jobs.samples import add, fail
from tests.factories.editorial import UserFactory
from tests.outbox import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_job_is_a_row_of_who_started_it():
    user = UserFactory()
    result = add.enqueue(1, second=2, user_id=user.pk)
    job = Job.objects.get(pk=result.id)
    assert job.user == user
    assert job.arguments == {"args": [1], "kwargs": {"second": 2, "user_id": user.pk}}
    assert (result.status, result.attempts) == (TaskResultStatus.READY, 0)


def test_transaction_that_is_rolled_back_leaves_no_job():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        add.enqueue(1, 2)
        raise ZeroDivisionError
    assert not Job.objects.exists()


def test_result_is_seen_by_whoever_asks():
    result = add.enqueue(1, 2)
    JobLane(Desk()).step()
    result.refresh()
    assert (result.status, result.return_value) == (TaskResultStatus.SUCCESSFUL, 3)
    assert add.get_result(result.id).attempts == 1


def test_error_is_kept_with_its_kind():
    result = fail.enqueue("no such city")
    JobLane(Desk()).step()
    result.refresh()
    (error,) = result.errors
    assert error.exception_class is ValueError
    assert "no such city" in error.traceback


@pytest.mark.parametrize("key", ["0", "999999", "kim", ""])
def test_result_that_is_none(key):
    with pytest.raises(TaskResultDoesNotExist):
        add.get_result(key)


def test_job_waits_until_its_time():
    add.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(1, 2)
    assert not JobLane(Desk()).step()
    Job.objects.update(run_after=timezone.now())
    assert JobLane(Desk()).step()


@pytest.mark.parametrize("value", [object(), {1, 2}])
def test_what_no_row_can_hold_is_refused_at_once(value):
    with pytest.raises(TypeError):
        add.enqueue(1, value)
