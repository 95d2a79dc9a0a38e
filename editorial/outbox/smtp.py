"""Sending by a mail server, RFC 5321, with an eye on when the end of a mail goes out."""

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

from django.core.mail.utils import DNS_NAME

from editorial.outbox.transports import HandOver, Letter, Refused, ServerAway, Unclear

#: Seconds that a server may take to accept a mail that it has whole: it reads it for harm then.
ACCEPTING = 60
#: Seconds after which a conversation is broken off, be it that the server drips letter by letter.
LONGEST = 180
#: What a server says whose refusal is about us and not about the mailbox: policy, RFC 3463.
OF_POLICY = re.compile(r"\b5\.7\.\d+\b")
NO_MAILBOX = (550, 551, 553)
CLOSING = 421


class Connection(smtplib.SMTP):
    """A connection that is broken off after a while, however busy it looks."""

    alarm: threading.Timer | None = None

    def connect(self, *args: Any, **kwargs: Any) -> Any:
        self.alarm = threading.Timer(LONGEST, self.break_off)
        self.alarm.daemon = True
        self.alarm.start()
        return super().connect(*args, **kwargs)

    def break_off(self) -> None:
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self.alarm is not None:
            self.alarm.cancel()
        super().close()


class SecureConnection(Connection, smtplib.SMTP_SSL):
    """The same, by TLS from the first byte."""


@dataclass(frozen=True)
class MailServer:
    """A server that takes mails; ``timeout`` in seconds for each of its answers."""

    host: str
    port: int
    username: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False
    timeout: float = 5

    def send(self, letter: Letter, hand_over: HandOver) -> None:
        with self.connected() as server:
            with away_if_it_fails():
                answer = server.mail(letter.sender)
                if answer[0] != 250:
                    raise ServerAway(in_words(answer))
                answer = server.rcpt(letter.recipient)
            if answer[0] not in (250, 251):
                refuse(answer, is_mailbox=True)
            with away_if_it_fails():
                answer = server.docmd("DATA")
            if answer[0] != 354:
                refuse(answer)
            with away_if_it_fails():
                send_but_the_end(server, letter.content)
            answer = finish(server, hand_over)
            if answer[0] != 250:
                refuse(answer)

    @contextmanager
    def connected(self) -> Iterator[smtplib.SMTP]:
        """A server that let us in."""
        with away_if_it_fails():
            server = self.open()
        with closing(server):
            with away_if_it_fails():
                server.ehlo_or_helo_if_needed()
                if self.use_tls:
                    server.starttls(context=ssl.create_default_context())
                    server.ehlo()
                if self.username:
                    server.login(self.username, self.password)
            yield server
            say_goodbye(server)

    def open(self) -> smtplib.SMTP:
        name = DNS_NAME.get_fqdn()
        if not self.use_ssl:
            return Connection(self.host, self.port, name, self.timeout)
        context = ssl.create_default_context()
        return SecureConnection(
            self.host, self.port, local_hostname=name, timeout=self.timeout, context=context
        )


@contextmanager
def away_if_it_fails() -> Iterator[None]:
    """What goes wrong before a mail is handed over is no fault of the mail."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise ServerAway(in_words((error.smtp_code, error.smtp_error))) from error
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors
        raise ServerAway(f"{type(error).__name__}: {error}") from error


def send_but_the_end(server: smtplib.SMTP, content: bytes) -> None:
    """Send the lines of a mail, a dot doubled that begins one."""
    lines = re.sub(rb"\r?\n", b"\r\n", content.rstrip(b"\r\n") + b"\n")
    server.send(re.sub(rb"(?m)^\.", b"..", lines))
    if server.sock is not None:
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server.sock.settimeout(ACCEPTING)


def finish(server: smtplib.SMTP, hand_over: HandOver) -> tuple[int, bytes]:
    """Send the dot by which a mail becomes the server's, and wait for what it says to that."""
    hand_over()
    try:
        server.send(b".\r\n")
        return server.getreply()
    except OSError as error:
        raise Unclear(f"{type(error).__name__}: {error}") from error


def say_goodbye(server: smtplib.SMTP) -> None:
    """Without waiting for an answer: the mail is sent."""
    try:
        server.putcmd("quit")
    except OSError:
        return


def refuse(answer: tuple[int, Any], is_mailbox: bool = False) -> NoReturn:
    """Raise what a server's refusal means: for now or for good, of the mailbox or of the mail."""
    code, words = answer[0], in_words(answer)
    if code == CLOSING:
        raise ServerAway(words)
    is_unknown = is_mailbox and code in NO_MAILBOX and not OF_POLICY.search(words)
    raise Refused(words, is_final=500 <= code < 600, is_mailbox=is_unknown)


def in_words(answer: tuple[int, Any]) -> str:
    code, said = answer
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(text.split())}"
