"""Where members lie, in words. The places are real, the words those that people would say."""

import pytest
from django.utils import translation

from members.models import Member
from members.models.whereabouts import rounded
from tests.factories.members import ListedMemberFactory
from tests.factories.secretariats import AreaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LEVEL = Member.Level


def place(name: str, latitude: float, longitude: float, **fields) -> Member:
    names = {"slug": name.lower(), "name_en": name}
    return ListedMemberFactory(**names, latitude=latitude, longitude=longitude, **fields)


@pytest.fixture
def seoul():
    names = {"name_ko": "서울", "name_ja": "ソウル", "name_zh_hant": "首爾", "name_zh_hans": "首尔"}
    return place("Seoul", 37.566, 126.978, level=LEVEL.SPECIAL_CITY, **names)


def words(member: Member) -> str:
    found = Member.objects.get(pk=member.pk).whereabouts()
    return found.of(member.name_en)


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "said"),
    [
        ("Suwon", 37.2911, 127.0089, "in the north-west of South Korea, 30 km south of Seoul"),
        ("Busan", 35.1017, 129.03, "in the south-east of South Korea, 330 km south-east of Seoul"),
        ("Jeju", 33.489, 126.4983, "in the south of South Korea, 460 km south of Seoul"),
        ("Ulleung", 37.48, 130.9, "in the north-east of South Korea, 350 km east of Seoul"),
        (
            "Gwacheon",
            37.43,
            126.99,
            "in the north-west of South Korea, 15 km south of the centre of Seoul",
        ),
        ("Daejeon", 36.35, 127.385, "in the middle of South Korea, 140 km south of Seoul"),
    ],
)
def test_place_is_told_from_the_capital(seoul, name, latitude, longitude, said):
    assert words(place(name, latitude, longitude)) == f"{name}, {said}"


def test_capital_is_told_by_its_part_alone(seoul):
    assert words(seoul) == "Seoul, in the north-west of South Korea"


def test_largest_city_speaks_for_an_area_without_its_capital():
    taipei = AreaFactory(code="TW", name_en="Chinese Taipei", default_language="zh-hant")
    place("Hualien", 23.98, 121.6, area=taipei, population=100_000)
    place("Tainan", 22.99, 120.21, area=taipei, population=1_900_000)
    place("Pingtung", 22.68, 120.49, area=taipei, population=9_000_000, level=LEVEL.COUNTY)
    hualien = Member.objects.get(slug="hualien")
    assert words(hualien) == "Hualien, in the east of Chinese Taipei, 180 km north-east of Tainan"


def test_hidden_city_speaks_for_nobody(seoul):
    Member.objects.filter(pk=seoul.pk).update(status="draft")
    assert words(place("Osan", 37.15, 127.07, level=LEVEL.COUNTY)).endswith("of South Korea")


def test_area_without_a_known_middle_is_named_alone():
    hanoi = AreaFactory(code="VN", name_en="Vietnam")
    assert words(place("Hue", 16.46, 107.59, area=hanoi)) == "Hue, in Vietnam"


def test_member_without_coordinates_lies_nowhere():
    assert ListedMemberFactory().whereabouts() is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", "수원, 한국 북서부, 서울에서 남쪽으로 30 km"),
        ("ja", "水原、韓国北西部、ソウルの南30 km"),
        ("zh-hant", "水原，位於韓國西北部，首爾以南 30 公里"),
        ("zh-hans", "水原，位于韩国西北部，首尔以南 30 公里"),
    ],
)
def test_each_language_says_it_in_its_own_way(client, seoul, language, said):
    names = {"name_ja": "韓国", "name_zh_hant": "韓國", "name_zh_hans": "韩国"}
    type(seoul.area).objects.update(**names)
    han = {"name_ja": "水原", "name_zh_hant": "水原", "name_zh_hans": "水原"}
    place("Suwon", 37.2911, 127.0089, name_ko="수원", **han)
    with translation.override(None):
        page = client.get(f"/{language}/members/suwon/").text
    assert f'alt="{said}"' in page


def test_other_names_are_announced(client, seoul):
    assert ">also: </span>" in client.get("/en/members/seoul/").text
    assert "also:" not in client.get(f"/en/members/{place('Osan', 37.15, 127.07).slug}/").text


@pytest.mark.parametrize(
    ("kilometres", "said"), [(7.4, 7), (19.6, 20), (30.7, 30), (98, 100), (325, 320), (1778, 1780)]
)
def test_distances_are_said_as_people_say_them(kilometres, said):
    assert rounded(kilometres) == said
