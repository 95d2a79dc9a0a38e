"""Whom a step concerns is told: whoever decides, or whoever handed it in."""

import pytest

from editorial.outbox.models import Mail
from secretariats.models import Posting
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role


@pytest.fixture
def office():
    return SecretariatFactory(lets_translations_through=False)


def staff(client_of, office, role, **values):
    user = PostingFactory(secretariat=office, role=role, user__email=f"{role}@example.org").user
    return client_of(user)


def take(client, record, code, **data):
    record.refresh_from_db()
    address = f"/admin/news/article/{record.pk}/step/{code}/"
    assert client.post(address, {"seen": record.version} | data).status_code == 302


def mails():
    return [(mail.recipient, mail.subject) for mail in Mail.objects.order_by("pk")]


def test_publishers_are_told_of_what_is_handed_in_and_the_author_of_what_became_of_it(
    client_of, office
):
    draft = ArticleFactory(secretariat=office, status="draft", publish_at=None, title_en="Call")
    editor = staff(client_of, office, Role.EDITOR)
    publisher = staff(client_of, office, Role.PUBLISHER)
    take(editor, draft, "hand-in", sentence="Ready.")
    assert mails() == [("publisher@example.org", "Hand in for review: Call")]
    assert "Ready." in Mail.objects.get().text
    take(publisher, draft, "return", sentence="A figure is wrong.")
    assert mails()[1:] == [("editor@example.org", "Return to the author: Call")]
    assert "A figure is wrong." in Mail.objects.order_by("pk").last().text
    take(editor, draft, "hand-in")
    take(publisher, draft, "publish")
    assert mails()[-1] == ("editor@example.org", "Publish now: Call")


def test_nobody_is_told_of_their_own_step(client_of, office):
    draft = ArticleFactory(secretariat=office, status="draft", publish_at=None)
    publisher = staff(client_of, office, Role.PUBLISHER)
    for code in ("hand-in", "take-back", "approve", "publish"):
        take(publisher, draft, code)
    assert mails() == []


def test_other_offices_hear_nothing(client_of, office):
    staff(client_of, SecretariatFactory(), Role.PUBLISHER)
    draft = ArticleFactory(secretariat=office, status="draft", publish_at=None)
    take(staff(client_of, office, Role.EDITOR), draft, "hand-in")
    assert mails() == []
