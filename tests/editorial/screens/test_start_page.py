from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.screens.start_page import (
    CHANGED,
    CONFIRM,
    DRAFTS,
    ENDING,
    INCOMPLETE,
    REVIEW,
    SCHEDULED,
    SHOWN,
    Figure,
    Figures,
    Section,
)
from members.models import Member, Theme
from secretariats.models import Posting
from tests.factories.members import (
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    ThemeFactory,
)
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PersonFactory, PostingFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Role = Posting.Role
START, SEARCH = "/admin/", "/admin/search/"
NOW = timezone.now


@pytest.fixture
def office():
    return SecretariatFactory(name_en="Korea Office")


def posted(office, role=Role.EDITOR, **kwargs):
    return PostingFactory(secretariat=office, role=role, **kwargs).user


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sign_in(client, office, role=Role.EDITOR):
    user = posted(office, role)
    client.force_login(user)
    return user


def saved(record, user):
    """The record, saved by the user."""
    record._history_user = user
    record.save()
    return record


def waiting(client, section) -> list[str]:
    """The names that stand under a heading of the start page."""
    blocks = dict(client.get(START).context["waiting"]).get(section, [])
    return [entry.called for block in blocks for entry in block.entries]


def notes(client, section) -> list[str]:
    blocks = dict(client.get(START).context["waiting"]).get(section, [])
    return [entry.note for block in blocks for entry in block.entries]


def test_nothing_waits_in_words(client, office):
    user = posted(office, Role.TRANSLATOR)
    user.postings.update(languages=["en"])  # what all else is translated from
    client.force_login(user)
    assert "Nothing waits for you." in client.get(START).content.decode()


def test_what_is_in_review_waits_for_whoever_may_publish_it(office):
    other = SecretariatFactory()
    editor = posted(office)
    saved(MemberFactory(secretariat=office, name_en="Suwon", status="review"), editor)
    ArticleFactory(secretariat=office, title_en="A prize", status="review")
    MemberFactory(secretariat=other, name_en="Gangneung", status="review")
    publisher = posted(office, Role.PUBLISHER)
    PostingFactory(user=publisher, secretariat=other, role=Role.EDITOR)
    assert waiting(client_of(publisher), REVIEW) == ["Suwon", "A prize"]
    assert str(editor) in notes(client_of(publisher), REVIEW)[0]
    assert waiting(client_of(editor), REVIEW) == []


def test_what_others_changed_after_the_user_waits(client, office):
    user, colleague = sign_in(client, office), posted(office)
    mine, theirs = (MemberFactory(secretariat=office, name_en=name) for name in ("Mine", "Theirs"))
    saved(mine, colleague)
    saved(mine, user)
    saved(theirs, user)
    saved(theirs, colleague)
    assert waiting(client, CHANGED) == ["Theirs"]
    assert str(colleague) in notes(client, CHANGED)[0]


def test_what_was_changed_yesterday_waits_no_more(client, office):
    user = sign_in(client, office)
    member = saved(MemberFactory(secretariat=office), user)
    Member.past.update(history_date=NOW() - timedelta(days=2))
    saved(member, posted(office))
    assert waiting(client, CHANGED) == []


def test_drafts_wait_for_who_wrote_them_last(client, office):
    user = sign_in(client, office)
    saved(ArticleFactory(secretariat=office, title_en="Mine", status="draft"), user)
    saved(ArticleFactory(secretariat=office, title_en="Theirs", status="draft"), posted(office))
    assert waiting(client, DRAFTS) == ["Mine"]


def test_what_appears_and_ends_soon_is_told(client, office):
    sign_in(client, office)
    now = NOW()
    at = {"secretariat": office}
    ArticleFactory(title_en="Soon", publish_at=now + timedelta(days=3), **at)
    ArticleFactory(title_en="Late", publish_at=now + timedelta(days=30), **at)
    ArticleFactory(title_en="Over soon", unpublish_at=now + timedelta(days=3), **at)
    leaving = MemberFactory(name_en="Leaving", **at)
    MembershipFactory(member=leaving, left_on=timezone.localdate() + timedelta(days=20))
    ListedMemberFactory(name_en="Staying", **at)
    assert waiting(client, SCHEDULED) == ["Soon"]
    assert waiting(client, ENDING) == ["Leaving", "Over soon"]


def test_leader_waits_to_be_confirmed_after_a_year(client, office):
    sign_in(client, office)
    today = timezone.localdate()
    led = {"secretariat": office, "leader_name_ko": "시장"}
    ListedMemberFactory(name_en="Confirmed", leader_confirmed_on=today - timedelta(days=300), **led)
    ListedMemberFactory(name_en="Old", leader_confirmed_on=today - timedelta(days=400), **led)
    ListedMemberFactory(name_en="Never", **led)
    ListedMemberFactory(name_en="Without a leader", secretariat=office)
    MemberFactory(name_en="Withdrawn", status="withdrawn", **led)
    assert waiting(client, CONFIRM) == ["Never", "Old"]
    listed = client.get("/admin/members/member/", {"leader": "unconfirmed"}).context["cl"]
    assert {str(member) for member in listed.queryset} == {"Never", "Old"}


def test_incomplete_records_say_what_they_lack(client, office):
    sign_in(client, office)
    PersonFactory(secretariat=office, name_en="Desk", role_en="Desk of members")
    PersonFactory(secretariat=office, name_en="Hidden", is_public=False)
    assert "Desk" in waiting(client, INCOMPLETE)
    assert "Hidden" not in waiting(client, INCOMPLETE)
    assert "lacks: photo" in notes(client, INCOMPLETE)


def test_incomplete_asks_nothing_of_what_is_over(client, office):
    sign_in(client, office)
    MemberFactory(name_en="Withdrawn", secretariat=office, status="withdrawn")
    gone = MemberFactory(name_en="Gone", secretariat=office)
    MembershipFactory(member=gone, left_on=timezone.localdate() - timedelta(days=1))
    ArticleFactory(title_en="Old news", secretariat=office)
    ArticleFactory(title_en="In the making", secretariat=office, status="draft")
    found = waiting(client, INCOMPLETE)
    assert "In the making" in found
    assert not {"Withdrawn", "Gone", "Old news"} & {*found}


def test_start_page_shows_nothing_of_another_office(client, office):
    sign_in(client, office, Role.PUBLISHER)
    soon = NOW() + timedelta(days=2)
    led = {"leader_name_en": "Mayor"}
    for state in ({"status": "review"}, {"status": "draft"}, {"publish_at": soon}, {}):
        MemberFactory(name_en="Canary", **state, **led)
        ArticleFactory(title_en="Canary", **state)
        EventFactory(title_en="Canary", **state)
    PersonFactory(name_en="Canary")
    page = client.get(START)
    assert "Canary" not in page.content.decode()
    figures = page.context["figures"][0][1]
    assert {figure.number for found in figures for figure in found.figures} == {0}


def test_figures_count_what_the_office_has(client, office):
    sign_in(client, office)
    ListedMemberFactory(secretariat=office)
    for status in ("published", "review", "draft", "draft"):
        MemberFactory(secretariat=office, status=status)
    EventFactory(secretariat=office)
    kinds = client.get(START).context["figures"][0][1]
    rows = {found.kind: [figure.number for figure in found.figures] for found in kinds}
    assert rows.pop("Memberships") == [1, 0, 1]
    assert rows == {"Members": [1, 0, 1, 2], "Articles": [0, 0, 0, 0], "Events": [1, 0, 0, 0, 1]}


def test_any_screen_puts_its_own_on_the_start_page(client, office, monkeypatch):
    sign_in(client, office)
    ThemeFactory(name_en="Resilient")
    screen = site._registry[Theme]
    own = Section(15, "Waiting for a hue")

    def blocks(request) -> Iterator:
        yield screen.block(own, screen.get_queryset(request), lambda shown: lambda one: "no hue")

    def figures(request) -> Iterator:
        yield Figures(own, "Themes", [Figure("without a hue", 1, screen.listed_by())])

    monkeypatch.setattr(screen, "waiting", blocks)
    monkeypatch.setattr(screen, "figures", figures)
    page = client.get(START)
    assert waiting(client, own) == ["Resilient"]
    assert dict(page.context["figures"])[own][0].figures[0].number == 1
    assert "without a hue" in page.content.decode()


def fill(office, user, count: int) -> None:
    """As many records of each kind, in each way to wait."""
    soon = NOW() + timedelta(days=2)
    for _ in range(count):
        for factory in (MemberFactory, ArticleFactory, EventFactory):
            for state in ({"status": "review"}, {"status": "draft"}, {"publish_at": soon}):
                saved(factory(secretariat=office, **state), user)
            saved(factory(secretariat=office, unpublish_at=soon), user).save()
        MemberFactory(secretariat=office, leader_name_en="Mayor")
        PersonFactory(secretariat=office)


@pytest.mark.parametrize("page", [START, f"{SEARCH}?q=story"])
def test_page_asks_as_much_for_many_records_as_for_some(
    client, office, page, django_assert_num_queries
):
    user = sign_in(client, office, Role.PUBLISHER)
    fill(office, user, SHOWN + 1)
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    fill(office, user, 3)
    with django_assert_num_queries(len(asked)):
        client.get(page)
    assert len(asked) < 104
