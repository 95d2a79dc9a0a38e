"""What the public never saw can be deleted by whoever manages it, and brought back as it was."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from editorial.records.publication import Publication
from members.models import Fact, Member, Membership, Place, Source
from secretariats.models import Posting, Secretariat
from tests.factories.members import (
    LONG_AGO,
    ContainmentFactory,
    FactFactory,
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    PlaceFactory,
    SourceFactory,
    ThemeFactory,
)
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.members.admin.test_members import change_url

pytestmark = pytest.mark.django_db

LIST = "/admin/members/member/"
Role, Status = Posting.Role, Publication.Status
WHO = "can be deleted by the office’s manager"
DRAFT = {"status": Status.DRAFT, "publish_at": None}


@pytest.fixture
def office():
    return SecretariatFactory()


@pytest.fixture
def manager(client_of, office):
    return client_of(PostingFactory(secretariat=office, role=Role.MANAGER).user)


@pytest.fixture
def twin(office):
    """A city that was added a second time, with all that a form has."""
    member = MemberFactory(secretariat=office, name_en="Suwon", slug="suwon-2", **DRAFT)
    member.themes.add(ThemeFactory())
    MembershipFactory(member=member, left_on=date(2015, 1, 1))
    MembershipFactory(member=member, joined_on=date(2016, 5, 1), joined_precision="day")
    FactFactory(member=member, wording_en="Parks", wording_ko="공원", year=2012)
    ArticleFactory(secretariat=office).members.add(member)
    return member


def delete(client, record):
    kind = f"{record._meta.app_label}/{record._meta.model_name}"
    return client.post(f"/admin/{kind}/{record.pk}/delete/", {"post": "yes"})


def listed_by(office: Secretariat) -> Member:
    return ListedMemberFactory(secretariat=office)


def test_draft_is_deleted_with_its_rows_and_comes_back_with_them(manager, twin):
    page = manager.get(f"{change_url(twin)[:-7]}delete/")
    assert "Do you want to delete" in page.text
    assert "Membership: Suwon – Full member" in page.text
    assert delete(manager, twin).status_code == 302
    assert not Member.objects.exists()
    assert not Membership.objects.exists()
    (change,) = manager.get(f"{LIST}deleted/").context["page"]
    assert manager.post(change.where).status_code == 302
    back = Member.objects.get()
    assert (back.pk, back.slug, back.themes.count(), back.articles.count()) == (
        twin.pk,
        "suwon-2",
        1,
        1,
    )
    assert list(back.memberships.values_list("joined_on", flat=True)) == [None, date(2016, 5, 1)]
    assert back.facts.values_list("wording_ko", "year").get() == ("공원", 2012)


def test_row_that_was_deleted_by_itself_stays_deleted(manager, twin):
    twin.facts.get().delete()
    delete(manager, twin)
    (change,) = manager.get(f"{LIST}deleted/").context["page"]
    manager.post(change.where)
    assert Member.objects.get().memberships.count() == 2
    assert not Fact.objects.exists()


def test_deletion_that_cannot_be_undone_wholly_is_not_undone_at_all(manager, twin, office):
    delete(manager, twin)
    MemberFactory(secretariat=office, slug="suwon-2", **DRAFT)
    (change,) = manager.get(f"{LIST}deleted/").context["page"]
    assert "is taken already" in manager.post(change.where).text
    assert Member.objects.count() == 1
    assert not Membership.objects.exists()


def put_in_review(member):
    member.status = Status.REVIEW
    member.save()


def schedule_and_think_better(member):
    member.status, member.publish_at = Status.PUBLISHED, timezone.now() + timedelta(days=3)
    member.save()
    member.status = Status.DRAFT
    member.save()


def publish_without_a_term(member):
    member.memberships.all().delete()
    Membership.past.all().delete()
    member.status, member.publish_at = Status.PUBLISHED, LONG_AGO
    member.save()


@pytest.mark.parametrize(
    "happened", [put_in_review, schedule_and_think_better, publish_without_a_term]
)
def test_what_never_came_to_the_public_can_be_deleted(manager, twin, happened):
    happened(twin)
    assert delete(manager, twin).status_code == 302
    assert not Member.objects.exists()


def publish(member):
    member.status, member.publish_at = Status.PUBLISHED, LONG_AGO
    member.save()


def publish_and_take_back(member):
    publish(member)
    member.status, member.publish_at = Status.DRAFT, None
    member.save()


def publish_and_end_the_term(member):
    publish(member)
    member.memberships.all().delete()


@pytest.mark.parametrize("happened", [publish, publish_and_take_back, publish_and_end_the_term])
def test_what_the_public_has_seen_stays_and_the_form_says_why(manager, twin, happened):
    happened(twin)
    assert "was public cannot be deleted" in manager.get(change_url(twin)).text
    answer = delete(manager, twin)
    assert answer.status_code == 403
    assert "was public cannot be deleted" in answer.text
    assert Member.objects.exists()


def test_who_manages_the_office_alone_deletes(client_of, twin):
    for office, role in ((twin.secretariat, Role.PUBLISHER), (SecretariatFactory(), Role.MANAGER)):
        client = client_of(PostingFactory(secretariat=office, role=role).user)
        assert "was public cannot be deleted" not in client.get(change_url(twin)).text
        delete(client, twin)
        assert Member.objects.filter(pk=twin.pk).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_who_may_not_delete_is_told_who_can(client_of, twin, office, role):
    client = client_of(PostingFactory(secretariat=office, role=role).user)
    assert WHO in client.get(change_url(twin)).text
    event = EventFactory(secretariat=office, **DRAFT)
    assert WHO in client.get(f"/admin/news/event/{event.pk}/change/").text
    for record in (twin, event):
        answer = delete(client, record)
        assert answer.status_code == 403
        assert WHO in answer.text


def test_who_can_delete_or_only_translates_is_told_nothing(client_of, manager, twin, office):
    translator = client_of(PostingFactory(secretariat=office, role=Role.TRANSLATOR).user)
    for client in (manager, translator):
        assert WHO not in client.get(change_url(twin)).text
    assert WHO not in delete(translator, twin).text


def test_what_depends_on_a_draft_is_named(manager, twin, office):
    EventFactory(secretariat=office, host_member=twin, title_en="Walk along the walls")
    answer = manager.get(f"{LIST}{twin.pk}/delete/")
    assert "Walk along the walls" in answer.text
    assert "Membership: " not in answer.text
    delete(manager, twin)
    assert Member.objects.exists()


@pytest.mark.each_database
def test_what_depends_on_it_and_is_hidden_is_told_to_nobody_who_looks(manager, twin):
    where = f"{LIST}{twin.pk}/delete/"
    before = shown_at(manager, where)
    EventFactory(host_member=twin, title_en="A secret of theirs", **DRAFT)
    assert shown_at(manager, where) == before
    answer = manager.post(where, {"post": "yes"}, follow=True)
    assert "a record that you do not see belongs to it" in answer.text
    assert "A secret of theirs" not in answer.text
    assert Member.objects.filter(pk=twin.pk).exists()


def shown_at(client, where: str) -> str:
    """A page, without what is another one each time."""
    return re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", client.get(where).text
    )


def test_many_are_not_deleted_past_their_reasons(manager, office):
    member = listed_by(office)
    ticked = {"action": "delete_selected", "_selected_action": member.pk, "post": "yes"}
    manager.post(LIST, ticked)
    assert Member.objects.exists()


def test_link_to_what_was_deleted_is_on_the_list(manager, twin):
    assert f"{LIST}deleted/" in manager.get(LIST).text


def test_rows_of_others_are_not_deleted_with_what_they_name(client):
    """A row belongs to one record; a place, a source that it names stands in its own right."""
    office = SecretariatFactory()
    place, source = PlaceFactory(secretariat=office), SourceFactory(secretariat=office)
    other = MemberFactory(name_en="Gangneung")
    ContainmentFactory(member=other, place=place, source=source)
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.MANAGER).user)
    for record in (place, source):
        address = f"/admin/members/{record._meta.model_name}/{record.pk}/delete/"
        assert "Gangneung" not in client.get(address).content.decode()
        client.post(address, {"post": "yes"})
    assert Place.objects.exists() and Source.objects.exists() and other.containments.exists()
