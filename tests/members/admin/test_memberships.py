"""The screen of memberships: its list, who may change a term, and sheets of terms."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.records.history import versions_of
from editorial.sheets.models import Import
from members.models import Member, Membership
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import (
    add,
    apply,
    errors,
    exported,
    outcomes,
    previewed,
    rows_of,
    signed_in,
    undo,
    write,
)
from tests.factories.members import (
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    SourceFactory,
)
from tests.factories.secretariats import AreaFactory, PostingFactory, SecretariatFactory
from tests.members.admin.test_members import change_url, fields_of, form_data

pytestmark = pytest.mark.django_db

LIST = "/admin/members/membership/"
MEMBERS = "/admin/members/member/"
Role, State = Posting.Role, Import.State


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days)


def in_days(days: int | None) -> date | None:
    return None if days is None else today(days)


@pytest.fixture
def office():
    return SecretariatFactory(slug="korea-office")


@pytest.fixture
def suwon(office):
    return MemberFactory(slug="suwon", name_en="Suwon", name_ko="수원", secretariat=office)


@pytest.fixture
def publisher(client, office):
    signed_in(client, office)
    return client


def term(member: Member, joined=None, left=None, **fields) -> Membership:
    precision = "unknown" if joined is None else "day"
    return MembershipFactory(
        member=member, joined_on=joined, joined_precision=precision, left_on=left, **fields
    )


def url(row: Membership) -> str:
    return f"{LIST}{row.pk}/change/"


def listed(client, where: str = LIST, **query: str) -> list:
    response = client.get(where, query)
    assert [str(found) for found in response.context["messages"]] == []
    return list(response.context["cl"].queryset)


class TestList:
    @pytest.fixture
    def terms(self, office):
        """A term in each state, by its name."""
        days = {
            "open": (None, None),
            "current": (date(2016, 5, 1), None),
            "soon": (date(2020, 1, 1), today(60)),
            "not soon": (date(2020, 1, 1), today(61)),
            "ended": (date(2001, 1, 1), today()),
            "later": (today(1), None),
        }
        made = {n: term(MemberFactory(secretariat=office), *pair) for n, pair in days.items()}
        term(MemberFactory(), None, None)  # of an office that is not ours
        return made

    @pytest.mark.parametrize(
        ("state", "names"),
        [
            ("", "open current soon ended later"),
            ("current", "open current soon"),
            ("ended", "ended"),
            ("later", "later"),
            ("soon", "soon"),
        ],
    )
    def test_it_narrows_to_a_state(self, publisher, terms, state, names):
        wanted = {terms[name] for name in names.split()}
        if state != "soon" and state != "ended" and state != "later":
            wanted.add(terms["not soon"])
        found = listed(publisher, **({"state": state} if state else {}))
        assert set(found) == wanted

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({"joined": "2016"}, ["current"]),
            ({"joined": "unknown"}, ["open"]),
            ({"left": str(today().year), "state": "ended"}, ["ended"]),
            ({"end": "unknown", "state": "ended"}, ["ended"]),
            ({"end": "merger"}, []),
            ({"category": "associate"}, []),
        ],
    )
    def test_it_narrows_to_years_ends_and_categories(self, publisher, terms, query, names):
        assert set(listed(publisher, **query)) == {terms[name] for name in names}

    def test_it_narrows_to_what_has_no_source_or_none_that_was_verified(self, publisher, office):
        of_none, of_open, of_seen = (
            term(MemberFactory(secretariat=office), source=source)
            for source in (None, SourceFactory(is_verified=False), SourceFactory(is_verified=True))
        )
        assert listed(publisher, source="none") == [of_none]
        assert listed(publisher, source="open") == [of_open]
        assert {*listed(publisher)} == {of_none, of_open, of_seen}

    def test_it_narrows_to_an_area_and_an_office(self, publisher, office, terms):
        branch = SecretariatFactory(parent=office)
        far = AreaFactory(code="MN", name_en="Mongolia")
        other = term(MemberFactory(area=far, secretariat=branch))
        assert listed(publisher, area=str(far.pk)) == [other]
        assert listed(publisher, office=str(branch.pk)) == [other]

    def test_it_offers_no_office_of_others(self, publisher, terms):
        hidden = SecretariatFactory(name_en="Hidden Office")
        assert "Hidden Office" not in publisher.get(LIST).text
        response = publisher.get(LIST, {"office": str(hidden.pk)})
        assert len(response.context["messages"]) == 1

    def test_disputed_terms_are_found_and_wait_on_the_start_page(self, client, suwon, office):
        rows = [term(suwon), term(suwon, date(2001, 1, 1), date(2005, 1, 1))]
        suwon.memberships.update(is_disputed=True)
        signed_in(client, office, Role.EDITOR)
        assert listed(client, state="disputed") == rows
        assert "Overlapping memberships to settle" not in client.get("/admin/").text
        signed_in(client, office)
        page = client.get("/admin/").text
        assert "Overlapping memberships to settle" in page
        assert url(rows[0]) in page

    @pytest.mark.parametrize("text", ["Suwon", "수원", "suwon"])
    def test_it_is_searched_by_the_names_of_members(self, publisher, suwon, text):
        found = term(suwon)
        term(MemberFactory(secretariat=suwon.secretariat, name_en="Anyang"))
        assert listed(publisher, q=text) == [found]

    def test_it_shows_since_when_as_exactly_as_it_is_known(self, publisher, suwon):
        row = term(suwon, date(2016, 5, 1), date(2020, 1, 1), ended_by="resignation")
        Membership.objects.filter(pk=row.pk).update(joined_precision="month")
        page = publisher.get(LIST).text
        assert '<td class="field-since">May 2016</td>' in page
        assert '<td class="field-until">31 December 2019, Resignation</td>' in page
        assert '<td class="field-standing">Ended</td>' in page

    def test_it_asks_as_much_for_many_terms_as_for_one(self, publisher, office):
        term(MemberFactory(secretariat=office))
        publisher.get(LIST)
        with CaptureQueriesContext(connection) as few:
            publisher.get(LIST)
        for _ in range(4):
            term(MemberFactory(secretariat=office))
        with CaptureQueriesContext(connection) as many:
            publisher.get(LIST)
        assert len(many) == len(few)


class TestMembers:
    """The list of members shows who is one."""

    @pytest.mark.parametrize(
        ("state", "days", "told"),
        [
            ("listed", (None, None), "Listed today"),
            ("ended", (None, 0), "Membership ended"),
            ("later", (1, None), "Begins later"),
            ("never", None, "Without a membership"),
        ],
    )
    def test_it_tells_and_narrows(self, publisher, office, state, days, told):
        for other in ((None, None), (None, 0), (1, None)):
            if other != days:
                term(MemberFactory(secretariat=office), *map(in_days, other))
        member = MemberFactory(secretariat=office)
        if days:
            term(member, *map(in_days, days))
        assert listed(publisher, MEMBERS, membership=state) == [member]
        shown = publisher.get(MEMBERS, {"membership": state}).text
        assert f'<td class="field-is_member">{told}</td>' in shown

    def test_member_that_is_not_public_is_not_said_to_be_listed(self, publisher, office):
        draft = MemberFactory(secretariat=office, status="draft")
        term(draft)
        assert listed(publisher, MEMBERS, membership="hidden") == [draft]


class TestForm:
    def test_who_may_publish_changes_a_term_and_the_member_tells_so(self, publisher, suwon):
        row = term(suwon, date(2016, 5, 1))
        before = Member.objects.get(pk=suwon.pk).version
        data = form_data(publisher.get(url(row))) | {"attested_on": "2020-01-01"}
        data["joined_by_latest"] = "2017-01-01"
        assert "The days of evidence have no source." in publisher.post(url(row), data).text
        data["source"] = SourceFactory(secretariat=suwon.secretariat).pk
        assert publisher.post(url(row), data).status_code == 302
        row.refresh_from_db()
        assert row.attested_on == date(2020, 1, 1)
        assert Member.objects.get(pk=suwon.pk).version == before + 1
        assert "2020" in publisher.get(f"{change_url(suwon)[:-7]}history/").text

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
    def test_who_may_not_publish_only_looks(self, client, office, suwon, role):
        row = term(suwon)
        signed_in(client, office, role)
        assert fields_of(client.get(url(row))) == set()
        for where in (url(row), f"{LIST}add/", f"{LIST}{row.pk}/delete/", f"{LIST}import/"):
            assert client.post(where, {"category": "associate", "post": "yes"}).status_code == 403
        row.refresh_from_db()
        assert row.category == "full"

    def test_member_of_a_term_is_fixed_and_chosen_from_where_one_publishes(self, client, office):
        far = SecretariatFactory()
        user = signed_in(client, office)
        PostingFactory(user=user, secretariat=far, role=Role.EDITOR)
        theirs = MemberFactory(secretariat=far)
        row = term(MemberFactory(secretariat=office))
        assert "member" not in fields_of(client.get(url(row)))
        sent = {"member": theirs.pk, "category": "full", "joined_precision": "unknown"}
        response = client.post(f"{LIST}add/", sent)
        assert "member" in response.context["adminform"].form.errors
        assert not theirs.memberships.exists()

    def test_new_term_that_overlaps_is_refused(self, publisher, suwon):
        term(suwon, date(2016, 5, 1))
        sent = {"member": suwon.pk, "category": "full", "joined_precision": "day"}
        sent |= {"joined_on": "2015-01-01", "left_on": "2017-01-01"}
        assert "This term overlaps another one" in publisher.post(f"{LIST}add/", sent).text
        assert publisher.post(f"{LIST}add/", sent | {"left_on": "2016-05-01"}).status_code == 302
        assert suwon.memberships.count() == 2

    def test_what_a_colleague_saved_meanwhile_is_not_lost(self, publisher, suwon):
        row = term(suwon, date(2016, 5, 1))
        data = form_data(publisher.get(url(row)))
        colleague = Membership.objects.get(pk=row.pk)
        colleague.source = SourceFactory(secretariat=suwon.secretariat)
        colleague.save()
        assert publisher.post(url(row), data | {"category": "associate"}).status_code == 302
        row.refresh_from_db()
        assert (row.category, row.source) == ("associate", colleague.source)

    def test_deleted_term_comes_back(self, publisher, suwon):
        row = term(suwon, date(2016, 5, 1))
        assert publisher.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not suwon.memberships.exists()
        (change,) = publisher.get(f"{LIST}deleted/").context["page"]
        assert publisher.post(change.where).status_code == 302
        assert suwon.memberships.get().joined_on == date(2016, 5, 1)

    def test_version_is_restored_from_its_own_history(self, publisher, suwon):
        row = term(suwon, date(2016, 5, 1))
        row.left_on = date(2020, 1, 1)
        row.save()
        history = publisher.get(f"{LIST}{row.pk}/history/").context["page"]
        first = history[-1].version.pk
        where = f"{LIST}{row.pk}/history/membership/{first}/"
        sent = {"seen_version": publisher.get(where).context["restoring"].number}
        assert publisher.post(where, sent).status_code == 302
        row.refresh_from_db()
        assert row.left_on is None


class TestSheet:
    def test_terms_go_out_and_come_back_changed_and_new(self, publisher, suwon, office):
        row = term(suwon, date(2016, 5, 1))
        anyang = MemberFactory(slug="anyang", secretariat=office)
        goyang = MemberFactory(slug="goyang", secretariat=office)
        book = exported(publisher, where=LIST)
        (only,) = rows_of(book)
        assert (only["member"], only["joined_on"], only["category"]) == (
            "suwon",
            "2016-05-01",
            "full",
        )
        left_on = today(30)
        write(book, str(row.pk), left_on=left_on.isoformat(), ended_by="resignation")
        for slug in ("anyang", "goyang"):
            add(book, member=slug, category="full", joined_precision="unknown")
        made = previewed(publisher, book, where=LIST)
        assert sorted(outcomes(made).values()) == ["changed", "new", "new"]
        apply(publisher, made, where=LIST)
        row.refresh_from_db()
        assert row.left_on == left_on
        assert anyang.memberships.count() == goyang.memberships.count() == 1
        newest = versions_of(Member).filter(id=anyang.pk).first()
        assert newest.history_change_reason == f"import:{made.pk}:cities.xlsx"
        undo(publisher, made, where=LIST)
        row.refresh_from_db()
        assert (row.left_on, Membership.objects.count()) == (None, 1)

    def test_row_that_breaks_a_rule_is_named(self, publisher, suwon, office):
        row = term(suwon, date(2016, 5, 1))
        far = ListedMemberFactory(slug="far-away", secretariat=SecretariatFactory())
        changed = {"joined_on": "2031-01-01", "left_on": "2030-01-01"}
        book = write(exported(publisher, where=LIST), str(row.pk), **changed)
        add(book, member="suwon", category="full", joined_precision="unknown")
        add(book, member="far-away", category="full", joined_precision="unknown")
        made = previewed(publisher, book, where=LIST)
        assert set(outcomes(made).values()) == {"error"}
        told = " ".join(errors(made))
        assert "must not be before the date of joining" in told
        assert "This term overlaps another one" in told
        assert "There is no member “far-away”" in told
        assert far.memberships.count() == 1

    def test_end_in_the_past_is_held_back_until_there_is_a_reason(self, publisher, suwon):
        row = term(suwon, date(2016, 5, 1))
        book = write(exported(publisher, where=LIST), str(row.pk), left_on="2024-01-01")
        made = previewed(publisher, book, where=LIST)
        assert outcomes(made) == {str(row.pk): "asks"}
        apply(publisher, made, where=LIST)
        row.refresh_from_db()
        assert row.left_on is None

    def test_member_of_a_term_is_not_changed_by_a_sheet(self, publisher, suwon, office):
        row = term(suwon)
        MemberFactory(slug="anyang", secretariat=office)
        book = write(exported(publisher, where=LIST), str(row.pk), member="anyang")
        (told,) = errors(previewed(publisher, book, where=LIST))
        assert "A membership stays with its member" in told
