import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from editorial.outbox.backend import OutboxBackend
from editorial.outbox.models import Mail

pytestmark = pytest.mark.django_db


def test_mail_that_is_sent_djangos_way_waits_in_the_outbox():
    mail = EmailMultiAlternatives("Hello", "Text", "a@iclei.example", ["kim@mail.example"])
    mail.cc = ["lee@mail.example"]
    mail.attach_alternative("<p>Text</p>", "text/html")
    with translation.override("ja"):
        assert OutboxBackend().send_messages([mail]) == 1
    rows = Mail.objects.order_by("pk").values_list("recipient", "language", "html", "sender")
    assert list(rows) == [
        ("kim@mail.example", "ja", "<p>Text</p>", "a@iclei.example"),
        ("lee@mail.example", "ja", "<p>Text</p>", "a@iclei.example"),
    ]


def test_attachment_is_refused_and_not_lost():
    mail = EmailMultiAlternatives("Hello", "Text", None, ["kim@mail.example"])
    mail.attach("a.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        OutboxBackend().send_messages([mail])


#: What sends a mail past the outbox: modules of ours may not name it.
DIRECT = ("smtplib", "send_mail", "send_mass_mail", "EmailMessage", "get_connection")
#: But for the outbox itself.
OUTBOX = Path(settings.BASE_DIR, "editorial", "outbox")


def names_in(source: str) -> set[str]:
    tree = ast.walk(ast.parse(source))
    imports = [node for node in tree if isinstance(node, ast.Import | ast.ImportFrom)]
    return {alias.name for node in imports for alias in node.names}


def test_nothing_of_ours_sends_past_the_outbox():
    found = [
        (path.name, name)
        for app in ("iclei", "news", "members", "secretariats", "editorial")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if OUTBOX not in path.parents
        for name in names_in(path.read_text(encoding="utf-8")) & {*DIRECT}
    ]
    assert found == []


@pytest.mark.parametrize(
    "source", ["import smtplib", "from django.core.mail import send_mail as post"]
)
def test_what_sends_past_the_outbox_is_seen(source):
    assert names_in(source) & {*DIRECT}
