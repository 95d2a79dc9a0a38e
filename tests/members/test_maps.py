import csv
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from members import maps
from members.models import Member
from tests.factories.members import MemberFactory
from tests.factories.secretariats import AreaFactory


def sample_rows() -> list[dict]:
    path = settings.BASE_DIR / "sample" / "members.csv"
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))


def test_radius_grows_with_population_within_bounds():
    assert maps.radius(4_000_000) == pytest.approx(2 * maps.radius(1_000_000))
    assert maps.radius(None) == maps.radius(1) == 4
    assert maps.radius(40_000_000) == 14


@pytest.fixture
def korea(db):
    return AreaFactory(code="KR", name_en="South Korea", name_ko="한국", order=4)


@pytest.fixture
def china(db):
    return AreaFactory(code="CN", name_en="China", name_ko="중국", order=1)


@pytest.fixture
def suwon(korea):
    return MemberFactory(
        slug="suwon",
        area=korea,
        name_en="Suwon",
        name_ko="수원",
        latitude=37.2911,
        longitude=127.0089,
        population=1_210_150,
    )


@pytest.fixture
def guiyang(china):
    return MemberFactory(
        slug="guiyang",
        area=china,
        name_en="Guiyang",
        latitude=26.5833,
        longitude=106.7167,
        population=5_987_018,
    )


def test_members_map_enlarges_korea_and_keeps_china_on_the_region(suwon, guiyang):
    drawn = maps.members_map(maps.for_maps(Member.objects.all()))

    assert [dot.member for dot in drawn.enlarged["KR"].dots] == [suwon]
    assert [dot.member for dot in drawn.region.dots] == [guiyang]
    assert [marks.path.count("M") for marks in drawn.region.elsewhere] == [1]
    assert set(drawn.enlarged) == {"KR"}


def test_members_map_keeps_a_member_beyond_its_enlarged_sheet_on_the_region(korea):
    far = MemberFactory(area=korea, latitude=40.0, longitude=120.0)
    drawn = maps.members_map(maps.for_maps(Member.objects.all()))
    assert [dot.member for dot in drawn.region.dots] == [far]


def test_members_map_leaves_out_what_lies_beyond_the_region(db):
    MemberFactory(latitude=50.7, longitude=7.1)
    drawn = maps.members_map(maps.for_maps(Member.objects.all()))
    assert (drawn.region.dots, drawn.enlarged) == ([], {})
    assert len(drawn.members) == 1
    assert [count.members for count in drawn.areas] == [1]


def test_members_map_counts_members_by_area_in_order(suwon, guiyang):
    MemberFactory(area=suwon.area, latitude=37.5, longitude=127)
    counts = [
        (count.area.code, count.members)
        for count in maps.members_map(maps.for_maps(Member.objects.all())).areas
    ]
    assert counts == [("CN", 1), ("KR", 2)]


def test_members_map_of_nobody_is_empty(db):
    drawn = maps.members_map(Member.objects.none())
    assert (drawn.region.dots, drawn.enlarged, drawn.areas) == ([], {}, [])


@pytest.mark.parametrize("members", [1, 3])
def test_map_takes_one_query_and_one_for_the_region(members, korea, django_assert_num_queries):
    """A page has read the record of the portal, which names the region, before it draws."""
    MemberFactory.create_batch(members, area=korea, latitude=37, longitude=127)
    with django_assert_num_queries(2):
        render_to_string(
            "components/map.html", {"map": maps.members_map(maps.for_maps(Member.objects.all()))}
        )


def test_map_links_each_member_by_its_name_in_the_readers_language(suwon, guiyang):
    with translation.override("ko"):
        page = render_to_string(
            "components/map.html", {"map": maps.members_map(maps.for_maps(Member.objects.all()))}
        )

    assert 'href="/ko/members/suwon/"' in page
    assert ">수원</text>" in page
    assert '<text y="-17.3" text-anchor="middle" lang="en">Guiyang</text>' in page
    assert 'href="/ko/members/?area=KR"' in page
    assert "한국" in page


def test_map_writes_numbers_as_svg_reads_them(suwon, guiyang):
    with translation.override("ko"):
        page = render_to_string(
            "components/map.html", {"map": maps.members_map(maps.for_maps(Member.objects.all()))}
        )
    [dot] = maps.members_map(maps.for_maps(Member.objects.filter(slug="suwon"))).enlarged["KR"].dots
    assert f'transform="translate({dot.x} {dot.y})"' in page


def test_locator_map_names_the_place_in_the_readers_language(suwon):
    with translation.override("ko"):
        svg = ElementTree.fromstring(maps.locator_svg(suwon))
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == "수원, 한국"


def test_locator_map_escapes_names(suwon):
    suwon.name_en = "<Suwon> & more"
    title = ElementTree.fromstring(maps.locator_svg(suwon)).findtext("{*}title")
    assert title == "<Suwon> & more, South Korea"


def test_locator_map_is_the_same_each_time(suwon):
    assert maps.locator_svg(suwon) == maps.locator_svg(suwon)


def test_locator_maps_of_the_sample_are_small_and_show_their_member(db):
    areas = {code: AreaFactory(code=code) for code in ("CN", "TW", "JP", "KR", "MN")}
    for row in sample_rows():
        place = {"latitude": float(row["latitude"]), "longitude": float(row["longitude"])}
        member = Member(
            slug=row["slug"], name_en=row["name_en"], area=areas[row["area_code"]], **place
        )
        sheet = maps.locator_sheet(member)
        assert len(maps.locator_svg(member)) <= 6_000, row["slug"]
        spot = sheet.place(float(row["longitude"]), float(row["latitude"]))
        assert sheet.shows(spot, margin=16), row["slug"]


def painted(*paints: str) -> maps.MembersMap:
    return maps.members_map(maps.for_maps(Member.objects.all()), lambda member: paints)


def page_of(drawn: maps.MembersMap, **context) -> str:
    return render_to_string("components/map.html", {"map": drawn, **context})


def test_map_in_one_colour_names_none(suwon):
    assert "hue-" not in page_of(maps.members_map(maps.for_maps(Member.objects.all())))


def test_map_colours_dot_and_mark(suwon):
    drawn = painted("hue-15")
    assert [marks.paint for marks in drawn.region.elsewhere] == ["hue-15"]
    assert '<circle class="hue-15" r="4.6"/>' in page_of(drawn)


@pytest.mark.parametrize("colours", [1, 2, 3, 4])
def test_dot_of_several_colours_is_cut_into_equal_slices(suwon, colours):
    paints = [f"hue-{15 * place}" for place in range(colours)]
    (dot,) = painted(*paints).enlarged["KR"].dots
    assert [piece.paint for piece in dot.slices] == paints[1:]
    assert dot.radius == (4.6 if colours == 1 else maps.LEAST_WITH_SLICES)


def test_slice_of_a_dot_of_two_colours_is_its_left_half(suwon):
    (dot,) = painted("hue-0", "hue-15").enlarged["KR"].dots
    (half,) = dot.slices
    assert half.path == "M0 0L0.000 1.000A1 1 0 0 1 -0.000 -1.000z"


def test_dot_tells_its_home_only_where_it_had_to_move(suwon):
    (dot,) = maps.members_map(maps.for_maps(Member.objects.all())).enlarged["KR"].dots
    assert dot.home is None

    MemberFactory(area=suwon.area, latitude=suwon.latitude, longitude=suwon.longitude)
    dots = maps.members_map(maps.for_maps(Member.objects.all())).enlarged["KR"].dots
    home = maps.place_of(suwon, maps.ENLARGED["KR"])
    assert [dot.home for dot in dots] == [pytest.approx(home, abs=0.1)] * 2


def test_areas_of_the_map_keep_what_else_was_asked(suwon):
    page = page_of(maps.members_map(maps.for_maps(Member.objects.all())), query="q=su&size=xl")
    assert 'href="/en/members/?q=su&amp;size=xl&amp;area=KR"' in page


def test_locator_in_a_page_agrees_with_the_picture(suwon):
    place = maps.place_of(suwon, maps.locator_sheet(suwon))
    located = maps.locator(suwon)
    assert (located.x, located.y) == pytest.approx(place, abs=0.05)
    assert located.matrix == maps.matrix(maps.locator_sheet(suwon))


def test_locator_of_nowhere_is_refused(korea):
    with pytest.raises(ValueError, match="has no coordinates"):
        maps.locator(MemberFactory(area=korea))
