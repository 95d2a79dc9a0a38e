"""Staff are told in their language what concerns them, in the way that they chose."""

import pytest

from editorial.notices.models import UNLESS_CHOSEN, Event, Notice, NoticeChoice, Way, ways_of
from editorial.notices.telling import deciders_at, tell
from editorial.outbox.models import Mail
from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role


def words():
    from django.utils.translation import get_language  # as whoever writes it would be asked

    return f"In {get_language()}", ["Why.", ""]


def user(**values):
    return UserFactory(is_staff=True, email="ye@example.org", interface_language="ko", **values)


def test_mail_is_in_the_language_of_each_and_leads_to_the_place():
    tell([user()], Event.RETURNED, words, "/admin/x/")
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject, mail.language) == ("ye@example.org", "In ko", "ko")
    assert mail.text.startswith("Why.\n\nhttp") and mail.text.endswith("/admin/x/")


def test_whoever_did_it_is_not_told_nor_who_is_switched_off_or_has_no_address():
    me = user()
    tell([me], Event.RETURNED, words, "/", by=me)
    tell([user(is_active=False, username="off")], Event.RETURNED, words, "/")
    mute = UserFactory(is_staff=True, email="", username="mute")
    tell([mute], Event.RETURNED, words, "/")
    assert not Mail.objects.exists()


def test_each_is_told_in_the_way_that_they_chose():
    me = user()
    NoticeChoice.objects.create(user=me, event=Event.RETURNED, way=Way.DAILY)
    NoticeChoice.objects.create(user=me, event=Event.DECIDED, way=Way.OFF)
    for event in (Event.RETURNED, Event.DECIDED):
        tell([me], event, words, "/")
    assert not Mail.objects.exists()
    assert Notice.objects.get().subject == "In ko"


def test_there_is_a_way_for_each_event_and_what_is_counted_daily_is_never_told_at_once():
    assert {*UNLESS_CHOSEN} == {*Event}
    assert all(UNLESS_CHOSEN[event] in ways_of(event) for event in Event)
    assert Way.NOW not in ways_of(Event.ENDS)


# Who decides


def test_those_decide_who_may_publish_at_the_office_or_the_nearest_above():
    region = SecretariatFactory()
    office = SecretariatFactory(parent=region)
    above = PostingFactory(secretariat=region, role=Role.PUBLISHER).user
    PostingFactory(secretariat=office, role=Role.EDITOR)
    assert deciders_at(office.pk) == [above]
    own = PostingFactory(secretariat=office, role=Role.MANAGER).user
    assert deciders_at(office.pk) == [own]
    assert deciders_at(None) == []
    assert deciders_at(SecretariatFactory().pk) == []
