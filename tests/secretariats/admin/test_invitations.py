from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.accounts.adapter import invite
from editorial.jobs.models import Worker
from editorial.outbox.models import Mail
from editorial.records.history import versions_of
from secretariats.models import Posting, Staff
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.outbox import deliver
from tests.secretariats.admin.test_staff import LIST, newcomer, settings_of

pytestmark = pytest.mark.django_db

Role, State = Posting.Role, Mail.State


@pytest.fixture
def office():
    return SecretariatFactory(name_en="Korea Office")


@pytest.fixture
def manager(client, office):
    user = PostingFactory(secretariat=office, role=Role.MANAGER).user
    client.force_login(user)
    return user


@pytest.fixture
def invited(manager, office):
    user = PostingFactory(secretariat=office).user
    invite(user)
    return user


def form_of(user) -> str:
    return f"{LIST}{user.pk}/change/"


def send_again(client, user):
    return client.post(f"{LIST}{user.pk}/invite/", follow=True)


def age_mails(**by) -> None:
    Mail.objects.update(made_at=timezone.now() - timedelta(**by))


def test_manager_is_told_to_whom_a_mail_goes_out(client, manager, office):
    Worker.objects.create(name="here")
    page = client.post(f"{LIST}add/", newcomer(office), follow=True).text
    assert "An invitation goes out by email to minji@example.org." in page
    assert "not going out" not in page


def test_manager_is_told_that_it_waits_where_no_worker_lives(client, manager, office):
    page = client.post(f"{LIST}add/", newcomer(office), follow=True).text
    assert "An invitation goes out by email to minji@example.org." in page
    assert "It waits: emails are not going out at the moment." in page


@pytest.mark.parametrize(
    ("state", "error", "words"),
    [
        (State.WAITING, "", "The invitation has not been sent yet."),
        (State.WAITING, "450 full", "The invitation has not been sent yet (450 full)."),
        (State.SENDING, "", "The invitation has not been sent yet."),
        (State.SENT, "", "Invited: "),
        (State.UNCLEAR, "", "The invitation has probably been sent."),
        (State.FAILED, "550 no such user", "was not delivered (550 no such user)"),
        (State.SUPPRESSED, "", "was not delivered (This address receives no mail"),
    ],
)
def test_list_and_form_say_where_the_invitation_is(client, invited, state, error, words):
    sent_at = timezone.now().replace(year=2026, month=11, day=30, hour=3)
    Mail.objects.update(state=state, error=error, sent_at=sent_at)
    for page in (LIST, form_of(invited)):
        text = client.get(page).text
        assert words in text
        assert "Has not signed in yet." in text


def test_who_has_signed_in_was_not_invited_in_vain(client, invited):
    Staff.objects.filter(pk=invited.pk).update(last_login=timezone.now())
    page = client.get(form_of(invited)).text
    assert "Last signed in:" in page
    assert "Send the invitation again" not in page
    assert send_again(client, invited).status_code == 404


def test_list_is_narrowed_to_those_who_never_came(client, manager, invited, office):
    for name in ("been", "off"):
        other = PostingFactory(secretariat=office, user__username=name).user
        last = {"last_login": timezone.now()} if name == "been" else {"is_active": False}
        Staff.objects.filter(pk=other.pk).update(**last)

    def listed(value):
        return {user.pk for user in client.get(f"{LIST}?access={value}").context["cl"].queryset}

    assert listed("never") == {invited.pk}
    assert listed("lost") == set()
    Mail.objects.update(state=State.FAILED)
    assert listed("lost") == {invited.pk}


def test_list_asks_as_often_for_many(client, manager, invited, office):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
        invite(PostingFactory(secretariat=office).user)
    assert counts[0] == counts[1]


def test_invitation_is_sent_again_and_history_says_so(client, invited):
    deliver()
    age_mails(minutes=11)
    before = versions_of(Staff).filter(id=invited.pk).count()
    page = send_again(client, invited).text
    assert f"An invitation goes out by email to {invited.email}." in page
    assert [mail["to"] for mail in deliver()] == [invited.email] * 2
    assert versions_of(Staff).filter(id=invited.pk).count() == before + 1
    assert "invitation sent again" in client.get(f"{LIST}{invited.pk}/history/").text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.WAITING, "already on its way"),
        (State.SENDING, "already on its way"),
        (State.SENT, "Wait ten minutes"),
        (State.UNCLEAR, "Wait ten minutes"),
    ],
)
def test_button_fills_no_mailbox(client, invited, state, words):
    Mail.objects.update(state=state)
    assert words in send_again(client, invited).text
    assert Mail.objects.count() == 1


def test_invitation_that_was_lost_is_sent_again_at_once(client, invited):
    Mail.objects.update(state=State.FAILED)
    send_again(client, invited)
    assert Mail.objects.count() == 2


def test_others_send_no_invitation(client, client_of, invited, office):
    Mail.objects.update(state=State.FAILED)
    stranger = PostingFactory(role=Role.MANAGER).user
    editor = PostingFactory(secretariat=office).user
    regional = PostingFactory(secretariat=office, role=Role.REGIONAL).user
    for user, target in ((stranger, invited), (editor, invited)):
        assert send_again(client_of(user), target).status_code == 404
    assert send_again(client, regional).status_code == 404
    assert client.get(f"{LIST}{invited.pk}/invite/").status_code == 405
    assert Mail.objects.count() == 1


def test_who_gets_another_address_is_invited_there(client, invited, office):
    posting = invited.postings.get()
    rows = {
        "postings-TOTAL_FORMS": 1,
        "postings-INITIAL_FORMS": 1,
        "postings-0-id": posting.pk,
        "postings-0-seen_version": posting.version,
        "postings-0-user": invited.pk,
        "postings-0-secretariat": office.pk,
        "postings-0-role": posting.role,
    }
    client.post(form_of(invited), settings_of(invited, email="right@example.org", **rows))
    assert [mail["to"] for mail in deliver()] == ["right@example.org"]
    assert Mail.objects.get(recipient=invited.email).state == State.FAILED


def test_superuser_has_no_invitation_of_their_own(client):
    chief = UserFactory(is_superuser=True)
    client.force_login(chief)
    assert "Send the invitation again" not in client.get(form_of(chief)).text
