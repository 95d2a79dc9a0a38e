"""Each says of what they are told by mail, and when; for themselves alone."""

import pytest

from editorial.notices.models import Event, NoticeChoice, Way, chosen_ways
from tests.factories.secretariats import PostingFactory

pytestmark = pytest.mark.django_db

PAGE = "/admin/notices/"


@pytest.fixture
def user():
    return PostingFactory().user


def test_choices_are_kept_and_shown_again(client_of, user):
    client = client_of(user)
    shown = client.get(PAGE).context["form"]
    sent = {name: shown[name].value() for name in shown.fields} | {"returned": "daily"}
    assert client.post(PAGE, sent).status_code == 302
    assert chosen_ways(user)[Event.RETURNED] == Way.DAILY
    assert client.get(PAGE).context["form"]["returned"].value() == "daily"
    client.post(PAGE, sent | {"returned": "off"})
    assert NoticeChoice.objects.filter(user=user, event="returned").get().way == "off"


def test_way_that_there_is_not_is_refused(client_of, user):
    client = client_of(user)
    sent = dict.fromkeys(Event.values, "now")
    assert client.post(PAGE, sent).context["form"].errors.keys() == {"stale", "ends"}
    assert not NoticeChoice.objects.exists()


def test_choices_are_those_of_the_user_alone(client_of, user):
    sent = dict.fromkeys(Event.values, "off")
    client_of(PostingFactory().user).post(PAGE, sent)
    assert not NoticeChoice.objects.filter(user=user).exists()


def test_page_is_for_staff(client):
    assert client.get(PAGE).status_code == 302
