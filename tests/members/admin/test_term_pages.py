"""Ending and renewing a membership: what is said beforehand, what is refused, what is stored."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from members.models import Member, Membership
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import signed_in
from tests.factories.members import (
    ContainmentFactory,
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    SourceFactory,
)
from tests.factories.secretariats import SecretariatFactory
from tests.members.admin.test_members import change_url

pytestmark = pytest.mark.django_db

LIST = "/admin/members/membership/"
Role = Posting.Role
START = date(2016, 5, 1)


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days)


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def gyeonggi(office):
    """A member within which another one lies, beside a third."""
    made = MemberFactory(
        slug="gyeonggi", name_en="Gyeonggi", secretariat=office, population=13_500_000
    )
    MembershipFactory(member=made, joined_on=START, joined_precision="day")
    suwon = ListedMemberFactory(name_en="Suwon", secretariat=office, population=1_200_000)
    ContainmentFactory(member=suwon, container=made)
    ListedMemberFactory(secretariat=office, population=3_300_000, name_en="Busan")
    return made


@pytest.fixture
def term(gyeonggi):
    return gyeonggi.memberships.get()


@pytest.fixture
def publisher(client, office):
    signed_in(client, office)
    return client


def page(term: Membership, deed: str) -> str:
    return f"{LIST}{term.pk}/{deed}/"


def filled(client, where: str, **data) -> dict:
    """What a browser sends of the page, with what its user enters."""
    form = client.get(where).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    shown |= {f"{name}-open": "1" for name in form.fields if name == "way"}
    return {name: value for name, value in (shown | data).items() if value is not None}


def foreseen(client, where: str, **data):
    """The page that says what the public will see."""
    return client.post(where, filled(client, where, **data))


def done(client, where: str, **data):
    """Read what the public will see, and want it."""
    sent = filled(client, where, **data)
    shown = client.post(where, sent)
    assert shown.context["told"], shown.context["form"].errors
    return client.post(where, sent | {"foreseen": shown.context["foreseen"], "do": "1"})


def told(response) -> str:
    return " ".join(response.context["told"] or ())


def errors(response) -> str:
    return " ".join(str(words) for words in response.context["form"].errors.values())


class TestEnd:
    def test_page_says_what_the_public_will_see(self, publisher, term):
        data = {"left_on": today(10).isoformat(), "ended_by": "resignation"}
        said = told(foreseen(publisher, page(term, "end"), **data))
        for words in (
            "Members: 3 now, 2 then.",
            "become 12,300,000 fewer: 4,500,000 then.",
            "Its page will say: It left the network.",
            "These lie in it and stay members: Suwon.",
            "Until then nothing changes.",
        ):
            assert words in said
        term.refresh_from_db()
        assert term.left_on is None

    def test_end_is_stored_once_it_was_foreseen_and_undone_by_history(self, publisher, term):
        data = {"left_on": today().isoformat(), "ended_by": "dissolution"}
        assert done(publisher, page(term, "end"), **data).status_code == 302
        term.refresh_from_db()
        assert (term.left_on, term.ended_by) == (today(), "dissolution")
        assert not Member.objects.listed().filter(pk=term.member_id).exists()
        history = publisher.get(f"{LIST}{term.pk}/history/").context["page"]
        where = f"{LIST}{term.pk}/history/membership/{history[-1].version.pk}/"
        sent = {"seen_version": publisher.get(where).context["restoring"].number}
        assert publisher.post(where, sent).status_code == 302
        assert Member.objects.listed().filter(pk=term.member_id).exists()

    def test_nothing_is_stored_for_other_values_than_were_foreseen(self, publisher, term):
        where = page(term, "end")
        data = {"left_on": today(1).isoformat(), "ended_by": "resignation"}
        mark = foreseen(publisher, where, **data).context["foreseen"]
        sent = filled(publisher, where, **data | {"left_on": today(2).isoformat()})
        response = publisher.post(where, sent | {"foreseen": mark, "do": "1"})
        assert response.status_code == 200
        term.refresh_from_db()
        assert term.left_on is None

    def test_merger_leads_to_the_successor(self, publisher, term, office):
        other = ListedMemberFactory(name_en="Greater Gyeonggi", secretariat=office)
        data = {"left_on": today().isoformat(), "ended_by": "merger", "successor": other.pk}
        where = page(term, "end")
        assert "Its page will lead to Greater Gyeonggi." in told(foreseen(publisher, where, **data))
        done(publisher, where, **data)
        assert Membership.objects.get(pk=term.pk).successor == other

    def test_successor_that_nobody_sees_is_said(self, publisher, term, office):
        draft = MemberFactory(name_en="Unseen", secretariat=office, status="draft")
        data = {"left_on": today().isoformat(), "ended_by": "merger", "successor": draft.pk}
        said = told(foreseen(publisher, page(term, "end"), **data))
        assert "The public does not see Unseen: no link will lead there." in said

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"left_on": "", "ended_by": "resignation"}, "This field is required"),
            ({"left_on": "2026-11-30", "ended_by": ""}, "This field is required"),
            ({"left_on": "2010-01-01", "ended_by": "exclusion"}, "before the date of joining"),
            ({"left_on": "2030-01-01", "ended_by": "merger"}, "Choose the member into which"),
            ({"left_on": "2030-13-01", "ended_by": "exclusion"}, "day"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, publisher, term, data, words):
        response = foreseen(publisher, page(term, "end"), **data)
        assert response.context["told"] is None
        assert words in errors(response)

    def test_member_is_not_its_own_successor(self, publisher, term):
        data = {"left_on": today(1).isoformat(), "ended_by": "merger"}
        response = foreseen(publisher, page(term, "end"), **data, successor=term.member_id)
        assert "A member cannot be its own successor." in errors(response)

    def test_end_before_the_newest_evidence_is_refused(self, publisher, term):
        Membership.objects.update(joined_by_latest=date(2020, 1, 1), attested_on=today(-5))
        data = {"left_on": today(-5).isoformat(), "ended_by": "resignation", "left_on-why": "Sure"}
        response = foreseen(publisher, page(term, "end"), **data)
        assert "There is evidence that it was a member on" in errors(response)

    def test_end_in_the_past_is_asked_once(self, publisher, term):
        where, day = page(term, "end"), today(-3)
        data = {"left_on": day.isoformat(), "ended_by": "resignation"}
        response = foreseen(publisher, where, **data)
        assert response.context["told"] is None
        assert "until today readers have seen it as a member" in response.text
        assert "Reason why this is right" in response.text
        done(publisher, where, **data, **{"left_on-why": "The letter came late."})
        term.refresh_from_db()
        assert term.left_on == day
        assert "The letter came late." in publisher.get(f"{LIST}{term.pk}/history/").text

    def test_what_a_colleague_saved_meanwhile_is_not_lost(self, publisher, term):
        where = page(term, "end")
        sent = filled(publisher, where, left_on=today(5).isoformat(), ended_by="resignation")
        colleague = Membership.objects.get(pk=term.pk)
        colleague.left_on, colleague.ended_by = today(7), "exclusion"
        colleague.save()
        response = publisher.post(where, sent)
        assert response.context["told"] is None
        assert "Their version, as saved now" in response.text

    def test_membership_that_has_ended_is_not_ended_again(self, publisher, term):
        Membership.objects.update(left_on=today())
        response = publisher.get(page(term, "end"), follow=True)
        assert "This membership has ended already." in response.text

    def test_another_membership_that_goes_on_is_said(self, publisher, term):
        MembershipFactory(member=term.member, left_on=today(99))
        term.member.memberships.update(is_disputed=True)
        data = {"left_on": today(1).isoformat(), "ended_by": "resignation"}
        said = told(foreseen(publisher, page(term, "end"), **data))
        assert said == "Nothing changes for the public: another membership of it goes on."

    def test_member_that_is_not_public_is_said(self, publisher, term):
        Member.objects.filter(pk=term.member_id).update(status="draft")
        data = {"left_on": today(1).isoformat(), "ended_by": "resignation"}
        said = told(foreseen(publisher, page(term, "end"), **data))
        assert said == "The public sees nothing of this: the record is not published."

    def test_member_whose_people_are_counted_with_another(self, publisher, term):
        suwon = Member.objects.get(name_en="Suwon").memberships.get()
        data = {"left_on": today(1).isoformat(), "ended_by": "resignation"}
        said = told(foreseen(publisher, page(suwon, "end"), **data))
        assert "The number of people stays: they are counted with another member." in said

    def test_who_may_not_publish_there_has_no_such_page(self, client, term, office):
        signed_in(client, office, Role.EDITOR)
        for deed in ("end", "renew"):
            assert client.post(page(term, deed), {"left_on": "2026-01-01"}).status_code == 403
        signed_in(client, SecretariatFactory())
        for deed in ("end", "renew"):
            assert client.post(page(term, deed), {"left_on": "2026-01-01"}).status_code == 404
        term.refresh_from_db()
        assert term.left_on is None


class TestRenewal:
    @pytest.fixture
    def ended(self, term):
        Membership.objects.filter(pk=term.pk).update(
            left_on=today(-30), ended_by="resignation", version=7
        )
        term.refresh_from_db()
        return term

    def test_end_that_is_taken_away(self, publisher, ended):
        where = page(ended, "renew")
        said = told(foreseen(publisher, where, way="open"))
        assert "Members: 2 now, 3 then." in said
        assert "become 12,300,000 more: 16,800,000 then." in said
        assert "These lie in it: Suwon." in said
        assert done(publisher, where, way="open").status_code == 302
        ended.refresh_from_db()
        assert (ended.left_on, ended.ended_by) == (None, "")
        assert Member.objects.listed().filter(pk=ended.member_id).exists()

    def test_end_that_is_moved(self, publisher, ended):
        where = page(ended, "renew")
        said = told(foreseen(publisher, where, way="moved", day=today(30).isoformat()))
        assert "unless somebody changes that again" in said
        done(publisher, where, way="moved", day=today(30).isoformat())
        ended.refresh_from_db()
        assert (ended.left_on, ended.ended_by) == (today(30), "resignation")

    def test_new_term_after_a_gap(self, publisher, ended, office):
        source = SourceFactory(secretariat=office)
        Membership.objects.filter(pk=ended.pk).update(category="associate")
        where, day = page(ended, "renew"), today(-2).isoformat()
        done(publisher, where, way="new", day=day, source=source.pk)
        first, second = ended.member.memberships.order_by("joined_on")
        assert (first.pk, first.left_on) == (ended.pk, today(-30))
        assert (second.joined_on, second.joined_precision) == (today(-2), "day")
        assert (second.category, second.source, second.left_on) == ("associate", source, None)

    def test_membership_that_has_not_ended_yet_goes_on_beyond_its_end(self, publisher, term):
        Membership.objects.filter(pk=term.pk).update(left_on=today(30), version=7)
        said = told(foreseen(publisher, page(term, "renew"), way="open"))
        assert said == "Nothing changes today: it stays in the directory."

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"way": ""}, "This field is required"),
            ({"way": "moved", "day": ""}, "Enter the day."),
            ({"way": "new", "day": "2010-01-01"}, "a new term begins after that"),
            ({"way": "moved", "day": "2010-01-01"}, "before the date of joining"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, publisher, ended, data, words):
        response = foreseen(publisher, page(ended, "renew"), **data)
        assert response.context["told"] is None
        assert words in errors(response)

    def test_overlap_with_another_term_is_refused(self, publisher, ended):
        """One from before there was a rule against it."""
        term = MembershipFactory(member=ended.member, joined_on=None, left_on=START)
        Membership.objects.filter(pk=term.pk).update(left_on=today(-29), is_disputed=True)
        Membership.objects.filter(pk=ended.pk).update(is_disputed=True)
        data = {"way": "new", "day": today(-30).isoformat()}
        response = foreseen(publisher, page(ended, "renew"), **data)
        assert "This term overlaps another one" in errors(response)

    def test_what_was_saved_meanwhile_has_it_looked_at_again(self, publisher, ended):
        where = page(ended, "renew")
        sent = filled(publisher, where, way="open")
        Membership.objects.get(pk=ended.pk).save()
        response = publisher.post(where, sent)
        assert "Somebody saved this record since you opened this page" in errors(response)

    def test_term_that_another_one_follows_is_not_renewed(self, publisher, ended):
        MembershipFactory(member=ended.member, joined_on=today(-10), joined_precision="day")
        response = publisher.get(page(ended, "renew"), follow=True)
        assert "another one has followed it" in response.text


class TestButtons:
    @pytest.mark.parametrize(
        ("left_on", "offered"), [(None, ["end"]), (30, ["end", "renew"]), (0, ["renew"])]
    )
    def test_forms_lead_to_what_can_be_done(self, publisher, term, left_on, offered):
        day = None if left_on is None else today(left_on)
        Membership.objects.filter(pk=term.pk).update(left_on=day)
        for where in (f"{LIST}{term.pk}/change/", change_url(term.member)):
            shown = publisher.get(where).text
            found = [deed for deed in ("end", "renew") if page(term, deed) in shown]
            assert found == offered

    def test_who_may_not_publish_is_offered_none(self, client, term, office):
        signed_in(client, office, Role.EDITOR)
        for where in (f"{LIST}{term.pk}/change/", change_url(term.member)):
            assert page(term, "end") not in client.get(where).text
