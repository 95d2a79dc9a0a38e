"""Mail servers that refuse, fall silent or go away, and workers that are killed amid a mail."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings as portal
from django.db import close_old_connections
from django.utils import timezone

from editorial.accounts.models import User
from editorial.outbox.models import Mail, Suppression
from editorial.outbox.posting import post_mail
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.outbox import deliver
from tests.processes import database_url, wait_until
from tests.smtp import SILENCE, MailServer, closed_port, mail_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]

State = Mail.State


@contextmanager
def worker(server: MailServer, var) -> Iterator[subprocess.Popen]:
    """A worker in a process of its own, which sends to ``server``."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.field.worker_settings",
        "EMAIL_URL_OF_TEST": server.url,
        "VAR_DIR_OF_TEST": str(var),
    }
    command = [sys.executable, "manage.py", "worker"]
    process = subprocess.Popen(
        command, cwd=portal.BASE_DIR, env=environment, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"Worker")
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def wait_for_another(server: MailServer) -> None:
    sent = len(server.mails)
    wait_until(lambda: len(server.mails) > sent)


def write_mails(number: int) -> None:
    for count in range(number):
        post_mail(
            recipient=f"u{count}@mail.example", subject=f"Nr {count}", text="Hello", language="ko"
        )


def kill_amid(number: int, kills: int, server: MailServer, var) -> None:
    """Send so many mails by workers of which so many are killed, at moments of chance."""
    chance = random.Random(kills)
    write_mails(number)
    for _ in range(kills):
        with worker(server, var) as process:
            wait_for_another(server)
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
            process.wait()
    with worker(server, var):
        wait_until(lambda: not Mail.objects.open().exists())
    close_old_connections()


@pytest.mark.parametrize(
    ("number", "kills"), [(20, 2), pytest.param(100, 10, marks=pytest.mark.thorough)]
)
def test_each_mail_is_delivered_once_however_often_the_worker_is_killed(tmp_path, number, kills):
    with mail_server() as server:
        kill_amid(number, kills, server, tmp_path)
        delivered = Counter(server.recipients)
    assert delivered == Counter(f"u{count}@mail.example" for count in range(number))
    assert set(Mail.objects.values_list("state", flat=True)) <= {State.SENT, State.UNCLEAR}
    assert Mail.objects.filter(state=State.UNCLEAR).count() <= kills
    assert len({mail["message-id"] for mail in server.mails}) == number


@pytest.fixture
def manager(client):
    office = SecretariatFactory(name_en="Korea Office")
    user = PostingFactory(secretariat=office, role=Posting.Role.MANAGER).user
    client.force_login(user)
    return user


def invite(client, manager, name: str):
    return client.post(
        "/admin/secretariats/staff/add/",
        {
            "username": name,
            "display_name": name,
            "email": f"{name}@mail.example",
            "is_active": "on",
            "interface_language": "ko",
            "time_zone": "Asia/Seoul",
            "postings-TOTAL_FORMS": 1,
            "postings-INITIAL_FORMS": 0,
            "postings-0-secretariat": manager.postings.get().secretariat_id,
            "postings-0-role": "editor",
        },
    )


@pytest.mark.parametrize("says", [{"": SILENCE}, {"": "554 no"}, {"RCPT": SILENCE}, None])
def test_server_that_sends_nothing_touches_no_page(client, manager, settings, says):
    """Neither an invitation nor a reset says a word to a mail server, let alone waits for it."""
    with mail_server() as server:
        server.says |= says or {}
        settings.OUTBOX = server.options
        if says is None:
            settings.OUTBOX = server.options | {"port": closed_port()}
        assert invite(client, manager, "minji").status_code == 302
        client.logout()
        answer = client.post("/accounts/password/reset/", {"email": manager.email})
        assert answer.status_code == 302
        assert server.talks == 0
        assert Mail.objects.filter(state=State.WAITING).count() == 2
        deliver()
        assert Mail.objects.filter(state=State.WAITING, tries=1).count() == 1
    assert User.objects.filter(username="minji").exists()


@pytest.mark.parametrize("says", [{"": SILENCE}, {"MAIL": "421 not now"}, {"DATA": "451 busy"}])
def test_what_no_server_took_goes_out_once_when_it_is_back(settings, says):
    write_mails(3)
    with mail_server() as server:
        settings.OUTBOX = server.options
        server.says |= says
        for _ in range(2):
            deliver()
        assert server.mails == []
        server.says |= {"": "220 back", "MAIL": "250 back", "DATA": "354 Go on"}
        Mail.objects.update(due_at=timezone.now())
        deliver()
        assert sorted(server.recipients) == [f"u{count}@mail.example" for count in range(3)]


@pytest.mark.parametrize(
    ("answer", "state", "is_suppressed"),
    [
        ("550 5.1.1 No such user", State.FAILED, True),
        ("551 moved away", State.FAILED, True),
        ("550 5.7.26 Unauthenticated mail is not accepted", State.FAILED, False),
        ("450 4.2.0 Greylisted", State.WAITING, False),
        ("452 4.2.2 Mailbox full", State.WAITING, False),
    ],
)
def test_one_recipient_who_is_refused(settings, answer, state, is_suppressed):
    write_mails(3)
    with mail_server() as server:
        settings.OUTBOX = server.options
        server.says["RCPT u1@mail.example"] = answer
        deliver()
        assert sorted(server.recipients) == ["u0@mail.example", "u2@mail.example"]
        mail = Mail.objects.get(recipient="u1@mail.example")
        assert (mail.state, mail.error) == (state, answer)
        assert Suppression.objects.exists() is is_suppressed
        talks = server.talks
        deliver()
        assert server.talks == talks


def test_day_without_a_worker_loses_nothing(client, manager, settings):
    write_mails(2)
    client.post("/accounts/password/reset/", {"email": manager.email})
    day = timedelta(days=1, hours=2)
    for mail in Mail.objects.all():
        for name in ("made_at", "due_at", "give_up_at"):
            setattr(mail, name, getattr(mail, name) - day)
        mail.save()
    assert client.get("/readyz").json()["worker"] == "failed"
    assert "Emails are not going out" in client.get("/admin/").text
    with mail_server() as server:
        settings.OUTBOX = server.options
        deliver()
        assert len(server.mails) == 3
    client.logout()
    text = server.mails[0].get_content()
    link = next(word for word in text.split() if "/password/reset/key/" in word)
    page = client.get(link.removeprefix(portal.SITE_URL), follow=True)
    assert "password1" in page.text


@pytest.mark.parametrize("name", ["Kim\r\nBcc: all@mail.example", "{link}", "김민지 <x@y>", "."])
def test_name_of_a_user_writes_no_header(settings, name):
    user = UserFactory(display_name=name, username="kim", email="kim@mail.example")
    post_mail(recipient=user.email, subject=f"For {user}", text=f"{user}\n.\n", language="en")
    with mail_server() as server:
        settings.OUTBOX = server.options
        deliver()
        (mail,) = server.mails
    assert server.recipients == ["kim@mail.example"]
    assert mail["bcc"] is None
    assert mail["to"] == "kim@mail.example"
