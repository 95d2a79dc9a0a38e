from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from editorial.outbox import delivering
from editorial.outbox.delivering import (
    ACCEPTED,
    BEGUN,
    BROKEN_OFF,
    HANDED,
    REFUSED,
    MailLane,
    claim,
    release_mails,
)
from editorial.outbox.models import Mail, Suppression
from editorial.outbox.posting import TRIED, post_mail, send_again
from editorial.outbox.transports import Refused, ServerAway, Unclear
from tests import outbox
from tests.outbox import Desk, deliver

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

State = Mail.State


def written(recipient="kim@mail.example", **more) -> Mail:
    return post_mail(recipient=recipient, subject="Hello", text="Hello", language="en", **more)


@pytest.fixture
def answers(monkeypatch):
    """A way out that answers as it is told: each error once, then it takes mails."""
    told: list = []

    def send(self, letter, hand_over):
        hand_over()
        if told:
            raise told.pop(0)
        outbox.LETTERS.append(letter)

    monkeypatch.setattr(outbox.Keeping, "send", send)
    return told


def test_mail_of_a_transaction_that_is_rolled_back_is_none():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        written()
        raise ZeroDivisionError
    assert deliver() == []


def test_mail_goes_out_once():
    written()
    assert [mail["to"] for mail in deliver() + deliver()[1:]] == ["kim@mail.example"]
    mail = Mail.objects.get()
    assert (mail.state, mail.tries) == (State.SENT, 1)
    assert mail.sent_at


def test_mail_for_which_somebody_waits_comes_first():
    for name, kind in (("notice", "notice"), ("invited", "invitation"), ("forgot", "reset")):
        written(f"{name}@mail.example", kind=kind)
    written("letter@mail.example", priority=-50)
    names = [mail["to"].partition("@")[0] for mail in deliver()]
    assert names == ["forgot", "invited", "notice", "letter"]


def test_no_more_go_out_in_a_minute_than_may(settings):
    settings.EMAIL_PER_MINUTE = 2
    for number in range(3):
        written(f"{number}@mail.example")
    assert len(deliver()) == 2
    Mail.objects.update(tried_at=timezone.now() - timedelta(seconds=61))
    assert len(deliver()) == 3


def test_mail_that_is_refused_for_now_waits_longer_each_time(answers):
    mail, pauses = written(), []
    for _ in range(4):
        answers.append(Refused("450 later", is_final=False))
        deliver()
        mail.refresh_from_db()
        pauses.append(mail.due_at - mail.tried_at)
        Mail.objects.update(due_at=timezone.now())
    assert pauses == sorted(pauses)
    assert pauses[-1] > 10 * pauses[0]
    assert (mail.state, mail.error, mail.tries) == (State.WAITING, "450 later", 4)


def test_mail_that_is_refused_for_days_has_failed(answers):
    mail = written()
    answers.append(Refused("450 later", is_final=False))
    Mail.objects.update(give_up_at=timezone.now())
    deliver()
    mail.refresh_from_db()
    assert mail.state == State.FAILED


def test_mail_that_nobody_tried_for_days_is_sent_all_the_same():
    written()
    Mail.objects.update(give_up_at=timezone.now() - TRIED)
    assert len(deliver()) == 1


def test_refusal_of_a_mail_does_not_hold_up_others(answers):
    answers.append(Refused("554 not this one", is_final=True))
    written("first@mail.example")
    written("second@mail.example")
    assert [mail["to"] for mail in deliver()] == ["second@mail.example"]
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("again", ["kim@mail.example", "KIM@Mail.example"])
def test_unknown_mailbox_gets_no_more_mail_until_that_is_lifted(answers, again):
    answers.append(Refused("550 5.1.1 no such user", is_final=True, is_mailbox=True))
    written()
    deliver()
    assert Mail.objects.get().state == State.FAILED
    mail = written(again)
    assert deliver() == []
    mail.refresh_from_db()
    assert mail.state == State.SUPPRESSED
    Suppression.objects.all().delete()
    assert send_again(mail)
    assert len(deliver()) == 1


def test_server_that_is_away_is_left_alone_for_a_while(answers, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(delivering.time, "monotonic", lambda: now[0])
    lane = MailLane(Desk())
    for number in range(3):
        written(f"{number}@mail.example")
    pauses = []
    for _ in range(8):
        answers.append(ServerAway("refused"))
        assert lane.step()
        assert not lane.step()
        pauses.append(lane.closed_until - now[0])
        now[0] = lane.closed_until
    assert pauses == sorted(pauses)
    assert pauses[0] < 5 < pauses[-1] == delivering.LONGEST_PAUSE
    assert all(lane.step() for _ in range(3))
    assert len(outbox.LETTERS) == 3


def test_mail_of_which_nothing_is_heard_is_not_sent_again(answers):
    answers.append(Unclear("timed out"))
    mail = written()
    deliver()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.UNCLEAR, "timed out")
    assert deliver() == []


def test_error_shows_no_address_that_lets_in(answers):
    words = "554 spam: https://portal.example/accounts/password/reset/key/x-abc found"
    answers.append(Refused(words, is_final=True))
    written()
    deliver()
    assert Mail.objects.get().error == "554 spam: … found"


@pytest.mark.parametrize("recipient", ["nobody", "kim@", "kim lee@mail.example", "김@mail.example"])
def test_address_that_is_none_fails_at_once(recipient):
    mail = written(recipient)
    assert deliver() == []
    mail.refresh_from_db()
    assert mail.state == State.FAILED


@pytest.mark.parametrize(
    ("word", "state"),
    [
        (BEGUN, State.WAITING),
        (REFUSED, State.WAITING),
        (ACCEPTED, State.SENT),
        (HANDED, State.UNCLEAR),
        ("", State.UNCLEAR),
    ],
)
def test_what_a_killed_worker_had_begun_is_told_by_its_notes(word, state):
    written()
    mail = claim(Desk())
    release_mails("desk", {mail.claim: word} if word else {})
    mail.refresh_from_db()
    assert (mail.state, mail.worker) == (state, "")
    assert mail.error == (BROKEN_OFF if state == State.UNCLEAR else "")


def test_mail_of_a_worker_on_a_machine_that_is_gone_is_unclear():
    written()
    claim(Desk())
    release_mails("desk", None)
    assert Mail.objects.get().state == State.UNCLEAR


def test_mail_is_taken_by_one_worker_alone():
    written()
    assert claim(Desk())
    assert claim(Desk()) is None


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING, State.SENT])
def test_mail_that_is_on_its_way_or_arrived_is_not_sent_again(state):
    mail = written()
    Mail.objects.update(state=state)
    assert not send_again(mail)


def test_mail_that_is_sent_again_is_the_same_mail(answers):
    answers.append(Unclear("timed out"))
    mail = written()
    deliver()
    assert send_again(mail)
    assert deliver()[0]["message-id"] == mail.message_id
