from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.outbox.models import Mail
from editorial.outbox.posting import post_mail
from editorial.outbox.retention import MAIL_KEPT, TEXT_KEPT, forget_old_mails

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "age", "is_kept", "has_text"),
    [
        ("sent", TEXT_KEPT - timedelta(days=1), True, True),
        ("sent", TEXT_KEPT + timedelta(days=1), True, False),
        ("failed", MAIL_KEPT + timedelta(days=1), False, False),
        ("waiting", MAIL_KEPT + timedelta(days=1), True, True),
    ],
)
def test_how_long_a_mail_is_kept(state, age, is_kept, has_text):
    post_mail(recipient="kim@mail.example", subject="Hello", text="Text", language="en")
    Mail.objects.update(state=state, made_at=timezone.now() - age)
    forget_old_mails()
    assert [bool(mail.text) for mail in Mail.objects.all()] == ([has_text] if is_kept else [])


def test_what_was_written_to_nobody_is_forgotten():
    post_mail(recipient="", subject="Hello", text="Text", language="en")
    forget_old_mails()
    assert not Mail.objects.exists()
