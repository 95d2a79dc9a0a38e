import pytest

from editorial.outbox import smtp
from editorial.outbox.smtp import MailServer
from editorial.outbox.transports import Letter, Refused, ServerAway, Unclear
from tests.smtp import SILENCE, closed_port, mail_server

LETTER = Letter(
    "1", "portal@iclei.example", "kim@mail.example", b"Subject: Hi\n\n.one\n..two\nlast"
)


def send(server, letter: Letter = LETTER) -> list[str]:
    """Send; what was noted meanwhile."""
    notes: list[str] = []
    options = {name: value for name, value in server.options.items() if name != "transport"}
    MailServer(**options).send(letter, lambda: notes.append(f"handed after {len(server.mails)}"))
    return notes


def test_mail_arrives_as_it_was_written():
    with mail_server() as server:
        assert send(server) == ["handed after 0"]
        (mail,) = server.mails
    assert mail.get_content() == ".one\n..two\nlast\n"
    assert server.recipients == ["kim@mail.example"]


@pytest.mark.parametrize(
    ("says", "error", "is_final", "is_mailbox"),
    [
        ({"RCPT": "550 5.1.1 No such user"}, Refused, True, True),
        ({"RCPT": "553 no mailbox here"}, Refused, True, True),
        ({"RCPT": "550 5.7.1 We do not relay"}, Refused, True, False),
        ({"RCPT": "452 4.2.2 full"}, Refused, False, False),
        ({"RCPT": "450 greylisted"}, Refused, False, False),
        ({"DATA": "554 no"}, Refused, True, False),
        ({".": "552 too large"}, Refused, True, False),
        ({".": "451 try later"}, Refused, False, False),
        ({"": "554 go away"}, ServerAway, None, None),
        ({"": "421 too busy"}, ServerAway, None, None),
        ({"MAIL": "530 5.7.0 sign in first"}, ServerAway, None, None),
        ({"RCPT": "421 closing"}, ServerAway, None, None),
        ({".": "421 closing"}, ServerAway, None, None),
    ],
)
def test_what_a_refusal_means(says, error, is_final, is_mailbox):
    with mail_server() as server:
        server.says |= says
        with pytest.raises(error) as found:
            send(server)
    if error is Refused:
        assert (found.value.is_final, found.value.is_mailbox) == (is_final, is_mailbox)
    assert next(iter(says.values())) in str(found.value)


@pytest.mark.parametrize("where", ["", "EHLO", "MAIL", "RCPT", "DATA"])
def test_server_that_falls_silent_is_away(where):
    with mail_server() as server:
        server.says[where] = SILENCE
        with pytest.raises(ServerAway):
            send(server)


def test_server_that_is_not_there_is_away():
    with pytest.raises(ServerAway):
        MailServer("127.0.0.1", closed_port()).send(LETTER, lambda: None)


def test_server_that_falls_silent_once_it_has_all_leaves_it_unclear(monkeypatch):
    monkeypatch.setattr(smtp, "ACCEPTING", 0.2)
    with mail_server() as server:
        server.says["."] = SILENCE
        with pytest.raises(Unclear):
            send(server)


def test_password_is_not_sent_where_it_is_not_asked_for():
    with mail_server() as server, pytest.raises(ServerAway) as found:
        MailServer("127.0.0.1", server.port, "kim", "hunter2").send(LETTER, lambda: None)
    assert "hunter2" not in str(found.value)


def test_server_that_talks_for_ever_is_left(monkeypatch):
    monkeypatch.setattr(smtp, "LONGEST", 0.2)
    with mail_server() as server:
        server.says[""] = "220-and\r\n" * 3 + "220-more"  # and never the last line
        with pytest.raises(ServerAway):
            MailServer("127.0.0.1", server.port, timeout=30).send(LETTER, lambda: None)
