"""The mail of the day comes once, after eight by the user's clock, if there is anything to tell."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from editorial.backoffice.digest import AHEAD, send_digests
from editorial.notices.models import Event, Notice, NoticeChoice, Way
from editorial.outbox.models import Mail
from secretariats.models import Posting
from tests.factories.members import MemberFactory, MembershipFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

Role = Posting.Role
SEOUL = ZoneInfo("Asia/Seoul")
MORNING = datetime(2027, 3, 2, 8, 5, tzinfo=SEOUL)


@pytest.fixture
def clock(monkeypatch):
    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


@pytest.fixture
def user():
    own = {"email": "ye@example.org", "time_zone": "Asia/Seoul", "interface_language": "en"}
    return PostingFactory(role=Role.PUBLISHER, **{f"user__{k}": v for k, v in own.items()}).user


def note(user, subject="Returned: Call"):
    return Notice.objects.create(user=user, event=Event.RETURNED, subject=subject, text="Why.")


def texts():
    return [mail.text for mail in Mail.objects.order_by("pk")]


def test_what_was_kept_comes_in_one_mail_after_eight(clock, user):
    note(user)
    note(user, "Returned: Another")
    clock(MORNING - timedelta(hours=1))
    send_digests()
    assert texts() == []
    clock(MORNING)
    send_digests()
    (text,) = texts()
    assert "Returned: Call" in text and "Returned: Another" in text
    assert not Notice.objects.exists()


def test_second_mail_of_a_day_waits_for_the_next(clock, user):
    note(user)
    clock(MORNING)
    send_digests()
    note(user, "Later")
    clock(MORNING + timedelta(hours=2))
    send_digests()
    assert len(texts()) == 1
    clock(MORNING + timedelta(days=1))
    send_digests()
    assert "Later" in texts()[1]


def test_nothing_to_tell_is_no_mail(clock, user):
    clock(MORNING)
    send_digests()
    assert texts() == []


def test_morning_is_that_of_the_user(clock, user):
    user.time_zone = "America/New_York"
    user.save()
    note(user)
    for hour, sent in ((7, 0), (9, 1)):
        clock(datetime(2027, 3, 2, hour, tzinfo=ZoneInfo("America/New_York")))
        send_digests()
        assert len(texts()) == sent


def test_what_ends_in_sixty_days_is_told_that_day_alone(clock, user):
    office = user.postings.get().secretariat
    day = (MORNING + AHEAD).replace(hour=0, minute=0)
    story = {"secretariat": office, "unpublish_at": day + timedelta(hours=15)}
    ArticleFactory(title_en="Call", **story)
    ArticleFactory(title_en="Canary", unpublish_at=day + timedelta(hours=15))
    city = MemberFactory(name_en="Suwon", secretariat=office)
    MembershipFactory(member=city, left_on=day.date())
    for moment in (MORNING - timedelta(days=1), MORNING, MORNING + timedelta(days=1)):
        clock(moment)
        send_digests()
    (text,) = texts()
    assert "Call" in text and "Suwon" in text and "Canary" not in text


def test_what_is_switched_off_is_not_told(clock, user):
    NoticeChoice.objects.create(user=user, event=Event.ENDS, way=Way.OFF)
    office = user.postings.get().secretariat
    ArticleFactory(secretariat=office, unpublish_at=MORNING + AHEAD)
    clock(MORNING)
    send_digests()
    assert texts() == []


def test_translator_is_told_how_much_began_to_wait(clock, user):
    clock(MORNING - timedelta(hours=3))
    posting = user.postings.get()
    type(posting).objects.update(role=Role.TRANSLATOR)
    MemberFactory(secretariat=posting.secretariat, summary_en="New words.")
    for moment in (MORNING, MORNING + timedelta(days=2)):
        clock(moment)
        send_digests()
    (text,) = texts()
    assert "wait for translation" in text
    assert "/admin/translations/?state=waiting" in text


def test_user_who_is_switched_off_gets_none(clock, user):
    note(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    clock(MORNING)
    send_digests()
    assert texts() == []
