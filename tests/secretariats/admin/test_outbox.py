import re

import pytest

from editorial.accounts.adapter import invite
from editorial.accounts.models import User
from editorial.outbox.models import Mail, Suppression
from editorial.outbox.posting import post_mail
from secretariats.models import Posting
from tests.factories.secretariats import PostingFactory
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

Role, State = Posting.Role, Mail.State
LIST = "/admin/secretariats/outgoingmail/"
#: How a mail without a next try says so.
NO_TRY = '<label>Next try:</label> <div class="readonly">–</div>'
ADDRESSES = "/admin/secretariats/suppressedaddress/"


@pytest.fixture
def regional(client):
    user = PostingFactory(role=Role.REGIONAL).user
    client.force_login(user)
    return user


@pytest.fixture
def mail():
    return post_mail(recipient="kim@mail.example", subject="Hi", text="Hello Kim", language="ko")


@pytest.mark.parametrize("role", sorted({*Role} - {Role.REGIONAL}))
def test_outbox_is_for_regional_administrators_alone(client, mail, role):
    client.force_login(PostingFactory(role=role).user)
    for page in (LIST, f"{LIST}{mail.pk}/change/", ADDRESSES, f"{ADDRESSES}add/"):
        assert client.get(page).status_code in (302, 403)
    assert client.post(f"{LIST}{mail.pk}/again/").status_code == 404
    assert "outgoingmail" not in client.get("/admin/").text


def test_regional_administrator_reads_what_went_out(client, regional, mail):
    assert "kim@mail.example" in client.get(LIST).text
    page = client.get(f"{LIST}{mail.pk}/change/").text
    assert "Hello Kim" in page
    assert "Send again" not in page


def test_mail_that_is_tried_no_more_has_no_next_try(client, regional, mail):
    waiting = client.get(f"{LIST}{mail.pk}/change/").text
    Mail.objects.update(state=State.FAILED)
    failed = client.get(f"{LIST}{mail.pk}/change/").text
    assert NO_TRY in " ".join(failed.split())
    assert NO_TRY not in " ".join(waiting.split())


def test_address_that_lets_in_is_shown_to_nobody(client, regional):
    office = regional.postings.get().secretariat
    invite(PostingFactory(secretariat=office, user__username="minji").user)
    deliver()
    mail = Mail.objects.get()
    page = client.get(f"{LIST}{mail.pk}/change/").text
    assert "{link}" in page
    assert "/password/reset/key/" not in page


def test_mail_to_nobody_is_not_listed(client, regional):
    post_mail(recipient="", subject="Reset", text="Reset", language="en")
    assert client.get(LIST).context["cl"].result_count == 0


@pytest.mark.parametrize("state", [State.FAILED, State.UNCLEAR, State.SUPPRESSED])
def test_what_did_not_arrive_is_sent_again(client, regional, mail, state):
    Mail.objects.update(state=state, error="550 no")
    assert "Send again" in client.get(f"{LIST}{mail.pk}/change/").text
    assert "once more" in client.post(f"{LIST}{mail.pk}/again/", follow=True).text
    assert len(deliver()) == 1


def test_what_has_arrived_is_not(client, regional, mail):
    deliver()
    page = client.post(f"{LIST}{mail.pk}/again/", follow=True).text
    assert "cannot be sent again" in page
    assert Mail.objects.get().state == State.SENT


def test_nobody_changes_writes_or_deletes_a_mail(client, regional, mail):
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{mail.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"{LIST}{mail.pk}/change/", {"recipient": "else@mail.example"})
    assert Mail.objects.get().recipient == "kim@mail.example"


def test_address_is_suppressed_by_hand_and_lifted(client, regional, mail):
    data = {"address": "KIM@mail.example", "reason": "asked", "note": "by phone"}
    client.post(f"{ADDRESSES}add/", data)
    assert deliver() == []
    found = Suppression.objects.get(address="kim@mail.example")
    again = client.post(f"{ADDRESSES}add/", data)
    assert "already exists" in again.text
    client.post(f"{ADDRESSES}{found.pk}/delete/", {"post": "yes"})
    assert not Suppression.objects.exists()


@pytest.mark.each_database
def test_mails_to_staff_of_other_regions_are_out_of_sight(client, regional):
    """Nor are the addresses that get none, or the button that sends again."""
    office = regional.postings.get().secretariat
    own = PostingFactory(secretariat__parent=office).user
    stranger = PostingFactory(user__email="Far@mail.example").user
    for user in (own, stranger):
        invite(user)
        Suppression.objects.create(address=user.email.lower())
    Mail.objects.update(state=State.FAILED)
    far = Mail.objects.get(record_key=stranger.pk)
    for page in (LIST, ADDRESSES):
        text = client.get(page).text
        assert own.email.lower() in text.lower()
        assert "far@mail.example" not in text.lower()
    assert client.get(f"{LIST}{far.pk}/change/").status_code == 302
    assert client.post(f"{LIST}{far.pk}/again/").status_code == 404
    far.refresh_from_db()
    assert far.state == State.FAILED


def test_columns_say_that_they_are_moments(client, regional, mail):
    """Not the states of the same English words."""
    User.objects.filter(pk=regional.pk).update(interface_language="ja")
    pattern = r'<th[^>]*class="[^"]*column-(?:made|sent)_at.*?</th>'
    made, sent = re.findall(pattern, client.get(LIST).text, re.S)
    assert "作成日時" in made
    assert "送信日時" in sent
