"""Categories of membership: a table, by whose codes memberships name them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from editorial.records.history import versions_of
from members.models import Category, Membership, category_choices
from members.models.categories import categories_read_once
from secretariats.models import Posting
from tests.editorial.sheets.sheeting import exported, outcomes, previewed, rows_of, signed_in, write
from tests.factories.members import ListedMemberFactory, MembershipFactory
from tests.factories.secretariats import SecretariatFactory
from tests.members.admin.test_members import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LIST = "/admin/members/category/"
TERMS = "/admin/members/membership/"


def national(**values) -> Category:
    named = {"name_en": "National association", "name_ko": "전국 협의체"}
    return Category.objects.create(code="national", order=3, **named, **values)


def test_the_two_of_before_are_there_with_their_names():
    found = {one.code: (one.votes, one.name_ko) for one in Category.objects.all()}
    assert found == {"full": (True, "정회원"), "associate": (False, "준회원")}
    assert versions_of(Category).count() == 2


def test_membership_takes_what_is_in_the_table_and_nothing_else():
    term = MembershipFactory.build(member=ListedMemberFactory(term=None), category="national")
    with pytest.raises(ValidationError, match="is not a valid choice"):
        term.full_clean()
    national()
    term.full_clean()
    assert term.get_category_display() == "National association"
    with translation.override("ko"):
        assert term.get_category_display() == "전국 협의체"
        assert category_choices()[-1] == ("national", "전국 협의체")


def test_code_that_nobody_knows_any_more_is_shown_as_it_is():
    assert Membership(category="lost").get_category_display() == "lost"


def test_categories_are_read_once_and_again_after_a_change():
    with categories_read_once():
        with CaptureQueriesContext(connection) as asked:
            category_choices(), category_choices()
        assert len(asked) == 1
        made = national()
        assert "national" in dict(category_choices())
        made.delete()
        assert "national" not in dict(category_choices())


def test_page_of_a_member_has_the_name_in_the_language_of_its_reader(client):
    national()
    member = ListedMemberFactory(slug="suwon", term__category="national")
    assert "전국 협의체" in client.get("/ko/members/suwon/").text
    page = client.get("/ja/members/suwon/").text
    assert '<span lang="en">National association</span>' in page
    assert member.memberships.get().category == "national"


class TestScreen:
    @pytest.fixture
    def office(self):
        return SecretariatFactory(slug="region")

    @pytest.fixture
    def chief(self, client, office):
        signed_in(client, office, Posting.Role.REGIONAL)
        return client

    def test_regional_administrators_alone_change_them(self, client, office):
        signed_in(client, office, Posting.Role.MANAGER)
        found = Category.objects.get(code="full")
        assert client.get(LIST).status_code == 200
        assert fields_of(client.get(f"{LIST}{found.pk}/change/")) == set()
        assert client.get(f"{LIST}add/").status_code == 403

    def test_category_that_a_membership_had_is_not_deleted(self, chief):
        kept, free = national(), Category.objects.get(code="associate")
        term = ListedMemberFactory(term__category="national").memberships.get()
        term.category = "full"
        term.save()
        for category in (kept, Category.objects.get(code="full")):
            answer = chief.post(f"{LIST}{category.pk}/delete/", {"post": "yes"})
            assert answer.status_code == 403
        assert chief.post(f"{LIST}{free.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not Category.objects.filter(code="associate").exists()

    def test_code_is_fixed_once_it_is_stored(self, chief):
        found = national()
        shown = fields_of(chief.get(f"{LIST}{found.pk}/change/"))
        assert "votes" in shown
        assert "code" not in shown

    def test_lists_sheets_and_histories_say_it_by_name(self, chief, office):
        national()
        member = ListedMemberFactory(secretariat=office, term__category="national")
        term = member.memberships.get()
        (found,) = chief.get(TERMS, {"category": "national"}).context["cl"].queryset
        assert found == term
        assert "National association" in chief.get(TERMS).text
        book = exported(chief, where=TERMS)
        assert [row["category"] for row in rows_of(book)] == ["national"]
        write(book, str(term.pk), category="Full member")
        made = previewed(chief, book, where=TERMS)
        assert outcomes(made) == {str(term.pk): "changed"}
        term.category = "full"
        term.save()
        history = chief.get(f"{TERMS}{term.pk}/history/").text
        assert "National association" in history
        assert "Full member" in history
