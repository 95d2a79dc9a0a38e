"""What stands around the rows of a list in the back office, in the language of its user."""

import pytest

from secretariats.models import Posting
from tests.factories.editorial import UserFactory
from tests.factories.members import MemberFactory
from tests.factories.secretariats import PostingFactory, SecretariatFactory
from tests.secretariats.admin.test_staff import LIST, newcomer

pytestmark = pytest.mark.django_db


def regional_in(language: str):
    user = UserFactory(is_staff=True, interface_language=language)
    return PostingFactory(user=user, role=Posting.Role.REGIONAL).user


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", "2 members"),
        ("zh-hant", "會員：共 2 筆"),
        ("ko", "회원 총 2건"),
        ("ja", "会員 2件"),
        ("zh-hans", "会员：共 2 条"),
    ],
)
def test_records_are_counted_as_the_language_does(client_of, language, counted):
    user = regional_in(language)
    MemberFactory.create_batch(2, secretariat=user.postings.get().secretariat)
    page = client_of(user).get("/admin/members/member/").text
    assert counted in page


def test_magnifying_glass_has_a_name_in_the_language(client_of):
    page = client_of(regional_in("ko")).get("/admin/members/member/").text
    assert 'alt="검색"' in page
    assert 'alt="Search"' not in page


def test_message_that_begins_with_an_address_keeps_it_as_it_is(client_of):
    page = client_of(regional_in("ja")).post(
        f"{LIST}add/", newcomer(SecretariatFactory(name_en="Korea Office")), follow=True
    )
    assert "minji@example.org" in page.text
    assert "Minji@example.org" not in page.text
