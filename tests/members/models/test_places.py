"""Places: what contains what, and who keeps them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.models import Place
from tests.factories.members import MemberFactory, PlaceFactory
from tests.factories.secretariats import AreaFactory, PostingFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def refused(place: Place, field: str) -> str:
    with pytest.raises(ValidationError) as caught:
        place.full_clean()
    return " ".join(caught.value.message_dict[field])


def test_place_within_what_lies_in_it():
    province = PlaceFactory(name_en="Northland")
    district = PlaceFactory(within=PlaceFactory(within=province))
    province.within = district
    assert "is itself part of this one" in refused(province, "within")
    with pytest.raises(IntegrityError), transaction.atomic():
        province.save()


def test_place_within_itself():
    place = PlaceFactory()
    place.within = place
    with pytest.raises(ValidationError):
        place.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        place.save()


def test_place_within_one_of_another_area():
    far = PlaceFactory(area=AreaFactory(code="JP", name_en="Japan"))
    assert refused(PlaceFactory.build(within=far, area=AreaFactory()), "within")


@pytest.mark.parametrize("code", ["KR41", "kr-41", "KR-", "KOR-4"])
def test_place_with_a_code_that_is_none(code):
    place = PlaceFactory(iso_3166_2="KR-41")
    place.iso_3166_2 = code
    assert "Two letters, a hyphen" in refused(place, "__all__")


def test_place_of_another_office():
    own, other = SecretariatFactory(), SecretariatFactory()
    user = PostingFactory(secretariat=own).user
    mine = PlaceFactory(secretariat=own)
    PlaceFactory(secretariat=other)
    assert [*Place.objects.visible_to(user)] == [mine] == [*Place.objects.changeable_by(user)]


def test_place_under_the_address_of_a_member():
    MemberFactory(slug="northland", status="draft")
    assert "page address of a member" in refused(PlaceFactory.build(slug="northland"), "slug")


def test_member_under_the_short_name_of_a_place():
    PlaceFactory(slug="northland")
    member = MemberFactory()
    member.slug = "northland"
    with pytest.raises(ValidationError) as caught:
        member.full_clean()
    assert caught.value.message_dict["slug"] == ["This is the short name of a place."]
