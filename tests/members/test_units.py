"""What contains a member, and what it contains, on public pages."""

from datetime import date

import pytest

from members.models import Member
from tests.factories.members import (
    ContainmentFactory,
    ListedMemberFactory,
    MemberFactory,
    PlaceFactory,
    SourceFactory,
)
from tests.reading import page_at, text_of, words_at

pytestmark = pytest.mark.django_db

MERGED = date(2026, 7, 1)


@pytest.fixture
def gyeonggi():
    return ListedMemberFactory(slug="gyeonggi", name_en="Gyeonggi Province", population=13_000_000)


@pytest.fixture
def suwon(gyeonggi):
    member = ListedMemberFactory(slug="suwon", name_en="Suwon", population=1_200_000)
    ContainmentFactory(member=member, container=gyeonggi)
    return member


class TestProfile:
    def test_part_of_a_member(self, suwon):
        html = page_at("/en/members/suwon/")
        assert "Part of Gyeonggi Province" in text_of(html)
        assert 'href="/en/members/gyeonggi/"' in html

    def test_contains_members(self, gyeonggi, suwon):
        html = page_at("/en/members/gyeonggi/")
        assert "Contains 1 member" in text_of(html)
        assert 'href="/en/members/?within=gyeonggi"' in html

    def test_part_of_a_place_within_another(self):
        prefecture = PlaceFactory(name_en="Hokkaido")
        district = PlaceFactory(name_en="Kamikawa District", within=prefecture)
        member = ListedMemberFactory(slug="shimokawa")
        ContainmentFactory(member=member, place=district)
        assert "Part of Kamikawa District , Hokkaido" in words_at("/en/members/shimokawa/")

    def test_hidden_member_that_contains_it(self):
        draft = MemberFactory(status="draft", slug="secret", name_en="Hidden Land")
        ContainmentFactory(member=ListedMemberFactory(slug="suwon"), container=draft)
        assert "Part of" not in words_at("/en/members/suwon/")
        assert "Hidden Land" not in page_at("/en/members/suwon/")

    def test_hidden_member_within_it(self, gyeonggi):
        ContainmentFactory(member=MemberFactory(status="draft"), container=gyeonggi)
        assert "Contains" not in words_at("/en/members/gyeonggi/")

    def test_before_and_since(self):
        member = ListedMemberFactory(slug="jeonju")
        seen = SourceFactory(is_verified=True)
        for name, days in (
            ("North Jeolla Province", {"until": date(2024, 1, 17), "source": seen}),
            ("Jeonbuk State", {"since": date(2024, 1, 18), "certainty": "general"}),
        ):
            ContainmentFactory(member=member, place=PlaceFactory(name_en=name), **days)
        told = "Jeonbuk State since 18 January 2024 (not verified)"
        assert told + " North Jeolla Province until 17 January 2024" in words_at(
            "/en/members/jeonju/"
        )

    def test_row_of_a_day_to_come(self):
        member = ListedMemberFactory(slug="jeonju")
        ContainmentFactory(
            member=member, place=PlaceFactory(name_en="Later State"), since=date(2099, 1, 1)
        )
        assert "Later State" not in words_at("/en/members/jeonju/")


class TestMerger:
    @pytest.fixture
    def merged(self):
        unit = PlaceFactory(name_en="Integrated City")
        source = SourceFactory(title_en="The law", url="https://example.org/law")
        members = [
            ListedMemberFactory(slug=slug, name_en=slug.title()) for slug in ("gwangju", "jeolla")
        ]
        for member in members:
            ContainmentFactory(
                member=member, place=unit, since=MERGED, is_merger=True, source=source
            )
        return unit

    @pytest.mark.parametrize("slug, partner", [("gwangju", "Jeolla"), ("jeolla", "Gwangju")])
    def test_both_pages_say_so(self, merged, slug, partner):
        told = words_at(f"/en/members/{slug}/")
        assert "On 1 July 2026 it became part of a new local government, Integrated City," in told
        assert f"together with: {partner}" in told
        assert "Source: The law (not verified)" in told
        assert "Its membership goes on until the secretariat decides on it." in told

    def test_member_that_only_lies_in_the_new_unit(self, merged):
        yeosu = ListedMemberFactory(slug="yeosu")
        ContainmentFactory(member=yeosu, place=merged, since=MERGED)
        assert "became part" not in words_at("/en/members/yeosu/")

    def test_partner_whom_nobody_sees(self, merged):
        Member.objects.filter(slug="jeolla").update(status="draft")
        told = words_at("/en/members/gwangju/")
        assert "local government, Integrated City." in told and "Jeolla" not in told


class TestDirectory:
    def test_members_within_one(self, gyeonggi, suwon):
        ListedMemberFactory(name_en="Elsewhere")
        told = words_at("/en/members/?within=gyeonggi")
        assert "1 member" in told and "Suwon" in told and "Elsewhere" not in told

    def test_members_within_a_place_and_what_lies_in_it(self):
        prefecture = PlaceFactory(slug="hokkaido")
        for at in (prefecture, PlaceFactory(within=prefecture)):
            ContainmentFactory(member=ListedMemberFactory(), place=at)
        assert "2 members" in words_at("/en/members/?within=hokkaido")

    def test_district_of_a_city_of_the_province(self, gyeonggi, suwon):
        ContainmentFactory(member=ListedMemberFactory(), container=suwon)
        assert "2 members" in words_at("/en/members/?within=gyeonggi")

    def test_unknown_unit_is_told_and_left_out(self, suwon):
        told = words_at("/en/members/?within=atlantis")
        assert "within=atlantis" in told and "2 members" in told

    @pytest.mark.parametrize("value", ["secret", "%00", "a" * 500])
    def test_hidden_or_forged_unit(self, suwon, value):
        ContainmentFactory(
            member=Member.objects.get(slug="gyeonggi"),
            container=MemberFactory(slug="secret", status="draft"),
        )
        told = words_at(f"/en/members/?within={value}")
        assert "2 members" in told

    def test_filter_stays_while_others_are_chosen(self, suwon):
        html = page_at("/en/members/?within=gyeonggi")
        assert '<input type="hidden" name="within" value="gyeonggi">' in html
        assert "Without Gyeonggi Province" in text_of(html)

    def test_people_of_what_is_found(self, gyeonggi, suwon):
        told = words_at("/en/members/")
        assert "About 13,000,000 people live there." in told
        assert "1 member that lies within another is counted with it." in told

    def test_names_are_told_in_the_readers_language(self, gyeonggi, suwon):
        gyeonggi.name_ko = "경기도"
        gyeonggi.save()
        assert "상위 행정구역 경기도" in words_at("/ko/members/suwon/")


def test_comparison_names_the_unit(suwon):
    other = ListedMemberFactory(slug="iida")
    ContainmentFactory(member=other, place=PlaceFactory(name_en="Nagano Prefecture"))
    told = words_at("/en/members/compare/?city=suwon&city=iida")
    assert "Part of Gyeonggi Province Nagano Prefecture" in told
