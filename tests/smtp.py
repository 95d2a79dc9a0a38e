"""A mail server of the tests' own, on loopback, that can be refusing, silent, or slow."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

#: What a well server says to each command.
WELL = {
    "": "220 mail.example",
    "EHLO": "250 mail.example",
    "HELO": "250 mail.example",
    "MAIL": "250 2.1.0 OK",
    "RCPT": "250 2.1.5 OK",
    "DATA": "354 Go on",
    ".": "250 2.0.0 Kept",
    "QUIT": "221 Bye",
}
#: In place of an answer: nothing is said, and the connection stays.
SILENCE = "silence"


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it accepted in ``mails``. ``says`` is what it answers, by command; ``""`` is the
    greeting, ``"."`` the end of a mail, and ``"RCPT kim@mail.example"`` one recipient."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0, **says: Any) -> None:
        super().__init__(("127.0.0.1", port), Conversation)
        self.says: dict[str, str] = dict(WELL)
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.talks = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def options(self) -> dict[str, Any]:
        """The settings of an outbox that sends here, and waits half a second for an answer."""
        way = "editorial.outbox.smtp.MailServer"
        return {"transport": way, "host": "127.0.0.1", "port": self.port, "timeout": 0.5}


class Conversation(socketserver.StreamRequestHandler):
    """What is said with one client."""

    server: MailServer

    def handle(self) -> None:
        self.server.talks += 1
        self.recipient = ""
        if self.answer(""):
            while line := self.rfile.readline().decode().strip():
                command = line.partition(" ")[0].upper()
                if command == "RCPT":
                    self.recipient = line.partition("<")[2].partition(">")[0]
                if not self.answer(command, self.recipient):
                    return
                if command == "DATA" and not self.take():
                    return
                if command == "QUIT":
                    return

    def answer(self, command: str, recipient: str = "") -> bool:
        """Say what is to be said; False if the conversation ends there."""
        says = self.server.says
        words = says.get(f"{command} {recipient}") or says.get(command, "500 What?")
        if words == SILENCE:
            self.wait_for_the_end()
            return False
        self.wfile.write(f"{words}\r\n".encode())
        return True

    def wait_for_the_end(self) -> None:
        while self.connection.recv(1024):
            pass

    def take(self) -> bool:
        """Take a mail, if all of it comes."""
        if not self.server.says["DATA"].startswith("354"):
            return True
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if not line:
            return False
        is_kept = self.server.says["."].startswith("250") or self.server.says["."] == SILENCE
        if is_kept:
            mail = message_from_bytes(
                b"".join(lines).replace(b"\r\n", b"\n"), policy=policy.default
            )
            self.server.mails.append(mail)
            self.server.recipients.append(self.recipient)
        try:
            return self.answer(".")
        except OSError:  # the client was killed
            return False


@contextmanager
def mail_server(port: int = 0, **says: str) -> Iterator[MailServer]:
    """A server while the block lasts; ``says`` by command, as ``RCPT="550 No"``."""
    with MailServer(port) as server:
        server.says |= says
        thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
