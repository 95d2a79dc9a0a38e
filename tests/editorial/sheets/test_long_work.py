import re

import pytest

from editorial.jobs import progress
from editorial.jobs.models import Job, Worker
from editorial.jobs.running import JobLane, claim
from editorial.records.history import versions_of
from editorial.sheets import import_pages
from editorial.sheets.models import Import
from members.models import Member
from tests.editorial.sheets.sheeting import (
    address,
    choose,
    exported,
    previewed,
    signed_in,
    write,
)
from tests.factories.members import MemberFactory
from tests.factories.secretariats import SecretariatFactory
from tests.outbox import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(import_pages, "MOST_AT_ONCE", 0)
    settings.VAR_DIR = tmp_path
    Worker.objects.create(name="here")


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def user(client, office):
    return signed_in(client, office)


@pytest.fixture
def storing(client, user, office) -> Import:
    """An import that waits for a worker."""
    suwon = MemberFactory(slug="suwon", secretariat=office)
    MemberFactory(slug="busan", secretariat=office, area=suwon.area)
    book = write(exported(client), "suwon", name_ko="수원시")
    made = previewed(client, write(book, "busan", name_ko="부산시"))
    choose(client, made, {}, "apply")
    return made


def work() -> None:
    assert JobLane(Desk()).step()


def names() -> set[str]:
    return set(Member.objects.values_list("name_ko", flat=True)) & {"수원시", "부산시"}


def test_worker_stores_it_in_the_name_of_who_sent_it(client, user, storing):
    page = client.get(address(storing)).text
    assert "It waits for its turn." in page
    work()
    assert names() == {"수원시", "부산시"}
    last = versions_of(Member).filter(slug="suwon").first()
    assert (last.history_user, last.history_change_reason[:7]) == (user, "import:")
    storing.refresh_from_db()
    assert storing.state == Import.State.APPLIED
    assert "수원시" in client.get(address(storing)).text


def test_page_says_how_far_it_is(client, storing, monkeypatch):
    said = []

    def look(job, found):
        progress_file(job, found)
        said.append(client.get(address(storing)).text)

    progress_file = progress.write_progress
    monkeypatch.setattr(progress, "write_progress", look)
    work()
    assert "The rows are being stored, all of them or none." in said[0]
    assert "0 of 2 rows are done." in said[0]
    assert re.search(r'<progress [^>]*value="0"[^>]*max="2"', said[0])


def test_asking_twice_stores_once(client, storing):
    choose(client, storing, {}, "apply")
    assert Job.objects.count() == 1


@pytest.mark.parametrize("what", ["switched off", "moved away"])
def test_rights_are_those_of_when_it_is_stored(client, client_of, user, storing, what):
    if what == "switched off":
        user.is_active = False
        user.save()
    else:
        user.postings.update(secretariat=SecretariatFactory())
    work()
    assert names() == set()
    assert Job.objects.get().state == Job.State.FAILED
    assert Job.objects.get().result == "You are no longer allowed to do this."


def test_what_cannot_be_stored_goes_back_to_the_preview(client, storing):
    Job.objects.update(state=Job.State.FAILED, result="You are no longer allowed to do this.")
    page = client.get(address(storing), follow=True).text
    assert "Nothing was stored. You are no longer allowed to do this." in page
    storing.refresh_from_db()
    assert storing.state == Import.State.PREVIEWED


def test_what_somebody_saved_meanwhile_begins_the_preview_anew(client, storing):
    Member.objects.get(slug="suwon").save()
    work()
    storing.refresh_from_db()
    assert (storing.state, names()) == (Import.State.READ, set())
    assert client.get(address(storing)).status_code == 200


def test_worker_that_is_killed_leaves_it_to_the_next(client, storing):
    claim("gone")
    Job.objects.update(state=Job.State.WAITING)
    work()
    assert names() == {"수원시", "부산시"}


def test_without_a_worker_the_page_says_so_and_stores_it_itself(client, storing):
    Worker.objects.all().delete()
    page = client.get(address(storing)).text
    assert "Emails are not going out" in page
    assert "Store them now, on this page" in page
    assert names() == set()
    client.post(address(storing))
    assert names() == {"수원시", "부산시"}
    work()  # which finds nothing left to do
    assert versions_of(Member).filter(slug="suwon").count() == 2


def test_with_a_worker_the_page_stores_nothing(client, storing):
    client.post(address(storing))
    assert names() == set()
