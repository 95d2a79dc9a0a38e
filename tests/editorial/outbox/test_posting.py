import pytest

from editorial.outbox.models import LINK_PLACE, Mail
from editorial.outbox.posting import post_mail
from tests.factories.editorial import UserFactory
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


def test_mail_says_who_wrote_it_and_that_nobody_need_answer(settings):
    settings.DEFAULT_FROM_EMAIL = "ICLEI <portal@iclei.example>"
    post_mail(recipient="kim@mail.example", subject="안녕", text="하세요", language="ko")
    (mail,) = deliver()
    assert mail["from"] == "ICLEI <portal@iclei.example>"
    assert mail["message-id"].endswith("@iclei.example>")
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["content-language"] == "ko"
    assert mail.get_content().strip() == "하세요"


def test_subject_has_one_line():
    post_mail(recipient="kim@mail.example", subject="One\n two\r\nBcc: x", text="", language="en")
    assert Mail.objects.get().subject == "One two Bcc: x"


def test_mail_to_nobody_is_only_written():
    post_mail(recipient="", subject="Hello", text="Hello", language="en")
    assert deliver() == []
    assert not Mail.objects.to_somebody().exists()


def test_address_that_lets_in_is_made_when_the_mail_goes_out():
    post_mail(
        recipient="kim@mail.example",
        subject="Hello",
        text=f"Here: {LINK_PLACE}",
        html=f'<a href="{LINK_PLACE}">Here</a>',
        language="en",
        link_maker="tests.editorial.outbox.test_posting.link_to",
    )
    (mail,) = deliver()
    parts = [part.get_content() for part in mail.iter_parts()]
    assert all("https://portal.example/kim" in part for part in parts)
    assert LINK_PLACE in Mail.objects.get().text


def link_to(mail) -> str:
    return f"https://portal.example/{mail.recipient.partition('@')[0]}"


def test_mail_about_a_record_is_found_by_it():
    user = UserFactory()
    mail = post_mail(
        recipient=user.email, subject="Hello", text="Hello", language="en", record=user
    )
    post_mail(recipient="else@mail.example", subject="Hello", text="", language="en")
    assert list(Mail.objects.about(user)) == [mail]
