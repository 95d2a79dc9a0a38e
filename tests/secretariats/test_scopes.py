import pytest
from django.contrib.auth.models import AnonymousUser

from members.models import Member
from secretariats.models import Posting, Secretariat
from secretariats.scopes import EVERYTHING, NOTHING, scope_of
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_scope_of_a_visitor_is_nothing():
    assert scope_of(AnonymousUser()) == NOTHING


def test_scope_of_staff_without_a_posting_is_nothing():
    assert scope_of(UserFactory()) == NOTHING


def test_scope_of_staff_switched_off_is_nothing():
    posting = PostingFactory(user__is_active=False)
    assert scope_of(posting.user) == NOTHING


def test_scope_of_a_superuser_is_everything():
    assert scope_of(UserFactory(is_superuser=True)) == EVERYTHING


def test_scope_covers_the_offices_below():
    region = SecretariatFactory()
    country = SecretariatFactory(parent=region)
    desk = SecretariatFactory(parent=country)
    SecretariatFactory()
    posting = PostingFactory(secretariat=region)
    assert scope_of(posting.user).offices == {region.pk, country.pk, desk.pk}


def test_scope_does_not_cover_the_office_above():
    region = SecretariatFactory()
    country = SecretariatFactory(parent=region)
    posting = PostingFactory(secretariat=country)
    assert list(Secretariat.objects.visible_to(posting.user)) == [country]


def test_scope_keeps_each_role_with_its_office():
    here, there = SecretariatFactory(), SecretariatFactory()
    user = UserFactory()
    PostingFactory(user=user, secretariat=here, role=Posting.Role.EDITOR)
    PostingFactory(user=user, secretariat=there, role=Posting.Role.TRANSLATOR, languages=["ko"])
    (reach,) = scope_of(user).at(there.pk)
    assert (reach.role, reach.languages) == ("translator", {"ko"})


def test_visible_to_is_the_members_of_own_offices():
    mine, theirs = MemberFactory(), MemberFactory()
    posting = PostingFactory(secretariat=mine.secretariat)
    assert list(Member.objects.visible_to(posting.user)) == [mine]
    assert list(Member.objects.changeable_by(posting.user)) == [mine]
    assert theirs in Member.objects.all()
