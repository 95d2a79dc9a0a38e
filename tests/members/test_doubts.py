"""What is asked once of a member."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, Membership
from tests.factories.members import MemberFactory, MembershipFactory, SourceFactory
from tests.factories.secretariats import AreaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def korea():
    return AreaFactory(code="KR", name_en="South Korea")


def asked(member: Member | Membership) -> dict[str, list[str]]:
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


def test_evidence_without_a_source_is_asked_about_once():
    days = {"joined_by_latest": date(2012, 9, 17), "attested_on": date(2015, 1, 1)}
    term = MembershipFactory(**days)
    assert "no source" in asked(term)["source"][0]
    term.answer_doubts("A letter in our files.")
    assert asked(term) == {}
    term.save()
    again = Membership.objects.get()
    assert asked(again) == {}
    again.attested_on = date(2016, 1, 1)
    assert "source" in asked(again)


def test_evidence_with_a_source_or_no_evidence_asks_nothing():
    days = {"joined_by_latest": date(2012, 9, 17), "attested_on": date(2015, 1, 1)}
    assert asked(MembershipFactory(source=SourceFactory(), **days)) == {}
    assert asked(MembershipFactory()) == {}
