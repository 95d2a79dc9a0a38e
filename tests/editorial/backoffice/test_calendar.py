"""The calendar shows by day what goes out and ends, of what the user sees."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from editorial.proposals.models import Proposal
from secretariats.models import Posting
from tests.factories.members import MemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import form_data

pytestmark = pytest.mark.django_db

Role = Posting.Role
CALENDAR = "/admin/calendar/"
#: Late on the last of April in Bonn, and on the first of May in Seoul.
EVE = datetime(2031, 4, 30, 20, tzinfo=UTC)


@pytest.fixture
def office():
    return SecretariatFactory(lets_translations_through=False)


@pytest.fixture
def client(client_of, office):
    return client_of(PostingFactory(secretariat=office, role=Role.EDITOR).user)


def told(client, query="?month=2031-05"):
    page = client.get(f"{CALENDAR}{query}")
    return {
        str(day): [(one.called, str(one.becomes)) for one in entries]
        for day, entries in page.context["days"]
    }


def test_month_shows_by_day_what_goes_out_and_what_ends(client, office):
    ArticleFactory(secretariat=office, title_en="Call", publish_at=EVE)
    EventFactory(secretariat=office, title_en="Forum", unpublish_at=EVE + timedelta(days=2))
    MemberFactory(secretariat=office, name_en="Suwon", publish_at=EVE)
    assert told(client) == {
        "2031-05-01": [("Call", "goes out"), ("Suwon", "goes out")],
        "2031-05-03": [("Forum", "ends")],
    }
    assert told(client, "?month=2031-04") == {}


def test_calendar_tells_nothing_of_drafts_and_of_other_offices(client, office):
    ArticleFactory(secretariat=office, title_en="Draft", status="draft", publish_at=EVE)
    ArticleFactory(title_en="Canary", publish_at=EVE)
    assert told(client) == {}
    assert "Canary" not in client.get(f"{CALENDAR}?month=2031-05").text


def test_accepted_change_goes_out_at_its_moment(client_of, client, office):
    story = ArticleFactory(secretariat=office, title_en="Call")
    address = f"/admin/news/article/{story.pk}/change/"
    client.post(address, form_data(client.get(address)) | {"title_en": "New call"})
    proposal = Proposal.objects.get()
    taken = {f"take-{proposal.changes.get().pk}-title_en": "on"}
    day = timezone.localdate() + timedelta(days=40)
    publisher = client_of(PostingFactory(secretariat=office, role=Role.PUBLISHER).user)
    publisher.post(
        f"/admin/proposals/{proposal.pk}/", taken | {"later": "1", "due_at": f"{day}T09:00"}
    )
    found = told(publisher, f"?month={day:%Y-%m}")
    assert found[str(day)] == [("Call", "accepted change goes out")]


@pytest.mark.parametrize("month", ["", "soon", "2031-13", "0001-01", "9999-12", "1990-01"])
def test_any_month_is_answered(client, month):
    page = client.get(CALENDAR, {"month": month})
    assert page.status_code == 200
    assert page.context["month"].first.day == 1


def test_own_clock_stands_beside_that_of_the_portal(client_of, office):
    user = PostingFactory(secretariat=office, role=Role.EDITOR).user
    user.time_zone = "Europe/Berlin"
    user.save()
    ArticleFactory(secretariat=office, publish_at=EVE)
    page = client_of(user).get(f"{CALENDAR}?month=2031-05").text
    assert "your clock: 30 April 2031, 22:00" in page


def test_as_many_queries_for_many_as_for_one(client, office, django_assert_max_num_queries):
    for _ in range(12):
        ArticleFactory(secretariat=office, publish_at=EVE)
    with django_assert_max_num_queries(40) as many:
        client.get(f"{CALENDAR}?month=2031-05")
    ArticleFactory(secretariat=office, publish_at=EVE)
    with django_assert_max_num_queries(len(many)):
        client.get(f"{CALENDAR}?month=2031-05")
