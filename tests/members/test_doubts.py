"""What is asked once of a member."""

import pytest
from django.core.exceptions import ValidationError

from members.models import Member
from tests.factories.members import MemberFactory
from tests.factories.secretariats import AreaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def korea():
    return AreaFactory(code="KR", name_en="South Korea")


def asked(member: Member) -> dict[str, list[str]]:
    try:
        member.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("longitude", "latitude", "far"),
    [(127.0, 37.3, ""), (129.07, 35.18, ""), (139.7, 35.7, "817"), (127.0, 33.0, "km outside")],
)
def test_place_outside_its_area_is_asked_about(korea, longitude, latitude, far):
    member = MemberFactory(area=korea, longitude=longitude, latitude=latitude)
    found = asked(member)
    assert bool(found) is bool(far)
    if far:
        assert far in found["latitude"][0] and "South Korea" in found["latitude"][0]
        member.answer_doubts("It is an island.")
        assert asked(member) == {}
        member.save()
        assert asked(Member.objects.get()) == {}


def test_area_without_an_outline_asks_nothing():
    assert asked(MemberFactory(area=AreaFactory(code="IN"), longitude=0.0, latitude=0.0)) == {}


@pytest.mark.parametrize("name", [{"name_en": "SUWON"}, {"name_ko": "수원"}])
def test_second_bearer_of_a_name_in_an_area_is_asked_about(korea, name):
    MemberFactory(area=korea, slug="suwon", name_en="Suwon", name_ko="수원")
    second = MemberFactory(area=korea, **name)
    (column,) = name
    assert "suwon" in asked(second)[column][0]
    second.answer_doubts("A district of that name.")
    assert asked(second) == {}


def test_bearer_of_the_name_in_another_area_is_none_of_its_business(korea):
    MemberFactory(area=korea, name_en="Fuchu")
    assert asked(MemberFactory(area=AreaFactory(code="JP"), name_en="Fuchu")) == {}
