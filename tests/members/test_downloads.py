import csv
import json
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from editorial.records.portal import portal_read_once
from members.columns import since
from members.downloads import csv_cell, spoken
from members.licence import attribution
from members.models import Member
from secretariats.models import Secretariat
from tests.factories.members import (
    ContainmentFactory,
    ListedMemberFactory,
    MemberFactory,
    PlaceFactory,
    PledgeFactory,
    SourceFactory,
    ThemeFactory,
)
from tests.factories.secretariats import make_portal

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def get(client, kind: str, query: str = "", language: str = "en"):
    with translation.override(language):
        address = reverse("members:download", args=[kind])
    response = client.get(address + query)
    assert response.streaming
    response.received = response.getvalue()
    return response


def csv_rows(response) -> list[list[str]]:
    return list(csv.reader(StringIO(response.received.decode("utf-8-sig"))))


def sheet_of(response):
    return openpyxl.load_workbook(BytesIO(response.received)).active


@pytest.fixture
def suwon():
    return ListedMemberFactory(
        slug="suwon",
        name_en="Suwon",
        name_ko="수원",
        latitude=37.2911,
        longitude=127.0089,
        population=1_210_150,
        term__joined_on=date(2016, 1, 1),
        term__joined_precision="year",
    )


@pytest.mark.parametrize(
    ("language", "heading"), [("zh-hant", "名稱（日本語）"), ("ko", "이름(日本語)")]
)
def test_heading_has_the_brackets_of_the_language(client, language, heading):
    assert heading in csv_rows(get(client, "csv", language=language))[0]


def test_csv_starts_with_byte_order_mark_and_holds_the_member(client, suwon):
    response = get(client, "csv")

    assert response.received.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = csv_rows(response)
    assert rows[1][:4] == ["suwon", "Suwon", "", "수원"]
    assert "2016" in rows[1]


def test_every_row_names_its_licence_and_day(client, suwon):
    headings, values = csv_rows(get(client, "csv"))

    told = dict(zip(headings, values, strict=True))
    assert told["As of"] == timezone.localdate().isoformat()
    assert told["Licence"].startswith("CC BY 4.0, https://creativecommons.org/")
    assert [cell.value for cell in sheet_of(get(client, "xlsx"))[2]][-2:] == values[-2:]


def test_csv_holds_all_five_names_place_population_and_page(client, suwon):
    suwon.themes.add(ThemeFactory(name_en="Resilient"))
    fields = {"population_year": 2020, "population_source": SourceFactory(title_en="census")}
    Member.objects.filter(pk=suwon.pk).update(
        name_zh_hant="水原", name_ja="スウォン", name_zh_hans="水原", **fields
    )

    headings, values = csv_rows(get(client, "csv"))

    told = dict(zip(headings, values, strict=True))
    assert values[1:6] == ["Suwon", "水原", "수원", "スウォン", "水原"]
    assert [told[name] for name in ("Latitude", "Longitude")] == ["37.2911", "127.0089"]
    assert told["Population"] == "1210150"
    assert told["Year of the population"] == "2020"
    assert told["Source of the population"] == "census"
    assert told["Themes"] == "Resilient"
    assert told["Page"].endswith("/en/members/suwon/")


def test_geojson_names_its_licence_and_day(client, suwon):
    collection = json.loads(get(client, "geojson").received)

    assert collection["licence"].startswith("CC BY 4.0")
    left_out = collection["licence_leaves_out"]
    assert left_out[:2] == ["population", "population_year"]
    assert {"pledge", "pledge_year", "pledge_source"} < {*left_out}
    assert "population figures and climate pledges" in collection["licence_note"]
    assert collection["attribution"] == "ICLEI East Asia; coordinates: GeoNames"
    assert collection["as_of"] == timezone.localdate().isoformat()


def test_geojson_of_nobody_is_whole(client):
    assert json.loads(get(client, "geojson").received)["features"] == []


@pytest.mark.parametrize(
    ("language", "heading"),
    [("ko", "이름(English)"), ("ja", "名称（English）"), ("en", "Name (English)")],
)
def test_headings_have_the_brackets_of_the_language(client, language, heading):
    assert heading in csv_rows(get(client, "csv", language=language))[0]


WHOLE_TABLE = """\ufeff\
Page address,Name (English),Name (繁體中文),Name (한국어),Name (日本語),Name (简体中文),\
Official local name,Code of the area,Country or area,Level,Part of,\
Short name of what it is part of,Counted within (in totals of this file),Themes,\
Population,Year of the population,Source of the population,Latitude,Longitude,\
Member since,Serving secretariat,Website,Wikidata,\
"GeoNames, the place","GeoNames, the local government",\
ISO 3166-2,UN/LOCODE,Official code,\
Climate pledge,End year of the pledge,Pledged reduction (%),How firm the pledge is,\
Pledge recorded on,Page of the pledge,Source of the pledge,Licence of the pledge,\
Page,Licence,As of
suwon,Suwon,,수원,,,수원특례시,KR,South Korea,City,Gyeonggi,gyeonggi,,"Green, Resilient",\
1210150,2020,"census, 1st",37.2911,127.0089,2016,Korea Office,https://suwon.example/,\
Q20714,1835553,,,KRSUO,41110,\
Net zero by 2050,2050,,In a policy document,2021-10-20,https://page.example/,A tracker,CC BY 4.0,\
http://localhost:8000/en/members/suwon/,\
"CC BY 4.0, https://creativecommons.org/licenses/by/4.0/ \
(ICLEI East Asia; coordinates: GeoNames). The population is not covered: \
it is under the terms of its source, which this row names.",{day}
"""


def complete(suwon) -> None:
    """Fill what else the files tell of a member."""
    source = SourceFactory(secretariat=suwon.secretariat, title_en="A tracker", licence="CC BY 4.0")
    PledgeFactory(member=suwon, source=source, page="https://page.example/")
    suwon.themes.add(
        ThemeFactory(slug="green", name_en="Green", order=1),
        ThemeFactory(slug="resilient", name_en="Resilient", order=2),
    )
    Secretariat.objects.update(name_en="Korea Office", slug="korea")
    ContainmentFactory(member=suwon, place=PlaceFactory(slug="gyeonggi", name_en="Gyeonggi"))
    codes = {"wikidata": "Q20714", "geonames": "1835553", "un_locode": "KRSUO"}
    for scheme, value in (codes | {"official_code": "41110"}).items():
        suwon.identifiers.create(scheme=scheme, value=value)
    source = SourceFactory(title_en="census, 1st")
    figures = {"population_year": 2020, "population_source": source}
    names = {"official_name": "수원특례시", "website": "https://suwon.example/"}
    Member.objects.filter(pk=suwon.pk).update(**figures, **names)


def test_csv_is_this_to_the_letter(client, suwon, settings):
    settings.SITE_URL = "http://localhost:8000"
    complete(suwon)
    expected = WHOLE_TABLE.format(day=timezone.localdate().isoformat())
    assert get(client, "csv").received.decode() == expected.replace("\n", "\r\n")


def test_xlsx_has_the_cells_of_the_csv(client, suwon):
    complete(suwon)
    table = [
        ["" if value is None else str(value) for value in row]
        for row in sheet_of(get(client, "xlsx")).values
    ]
    assert table == csv_rows(get(client, "csv"))


def test_geojson_is_this_to_the_letter(client, suwon, settings):
    settings.SITE_URL = "http://localhost:8000"
    complete(suwon)
    (feature,) = json.loads(get(client, "geojson").received)["features"]
    assert list(feature) == ["type", "id", "geometry", "properties"]
    assert feature["id"] == "suwon"
    assert list(feature["properties"].items()) == [
        ("name_en", "Suwon"),
        ("name_zh_hant", ""),
        ("name_ko", "수원"),
        ("name_ja", ""),
        ("name_zh_hans", ""),
        ("official_name", "수원특례시"),
        ("area", "KR"),
        ("level", "city"),
        ("part_of_slug", "gyeonggi"),
        ("counted_within", None),
        ("themes", ["green", "resilient"]),
        ("population", 1_210_150),
        ("population_year", 2020),
        ("population_source", "census, 1st"),
        ("member_since", "2016"),
        ("secretariat", "korea"),
        ("website", "https://suwon.example/"),
        ("wikidata", "Q20714"),
        ("geonames", "1835553"),
        ("geonames_admin", None),
        ("iso_3166_2", None),
        ("un_locode", "KRSUO"),
        ("official_code", "41110"),
        ("pledge", "net_zero"),
        ("pledge_year", 2050),
        ("pledge_reduction", None),
        ("pledge_status", "policy"),
        ("pledge_recorded", "2021-10-20"),
        ("pledge_page", "https://page.example/"),
        ("pledge_source", "A tracker"),
        ("pledge_licence", "CC BY 4.0"),
        ("url", "http://localhost:8000/en/members/suwon/"),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_download_speaks_the_language_of_its_address_to_the_end(client, suwon, kind):
    korean = get(client, kind, language="ko")
    rows = csv_rows(korean) if kind == "csv" else list(sheet_of(korean).values)

    assert "한국" in rows[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_download_hides_what_is_not_listed(client, kind):
    MemberFactory(slug="lapsed", name_en="Lapsed")

    response = get(client, kind)

    assert response.status_code == 200
    if kind == "xlsx":
        assert sheet_of(response).max_row == 1
    else:
        assert b"lapsed" not in response.received


def test_download_takes_the_parameters_of_the_directory(client, suwon):
    ListedMemberFactory(slug="osan", name_en="Osan")

    assert [row[0] for row in csv_rows(get(client, "csv", "?q=osan&page=9"))[1:]] == ["osan"]


def test_download_of_an_unknown_kind_is_not_found(client):
    assert client.get("/en/members/download.exe").status_code == 404


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_holds_a_live_formula(client, sign):
    text = sign + "1+1"
    source = SourceFactory(title_en=text)
    ListedMemberFactory(slug="suwon", name_en=text, official_name=text, population_source=source)

    cells = csv_rows(get(client, "csv"))[1]
    sheet = sheet_of(get(client, "xlsx"))

    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n"))] == []
    assert {cell.data_type for cell in sheet[2]} <= {"s", "inlineStr", "n"}


def test_numbers_stay_numbers():
    assert csv_cell(-12.5) == -12.5


def test_xlsx_bears_control_signs(client):
    ListedMemberFactory(name_en="a\x07b\ufffe")

    assert sheet_of(get(client, "xlsx"))["B2"].value == "ab"


def test_geojson_gives_longitude_first(client, suwon):
    suwon.themes.add(ThemeFactory(slug="resilient"))

    response = get(client, "geojson")

    assert response["Content-Type"] == "application/geo+json"
    (feature,) = json.loads(response.received)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [127.0089, 37.2911]}
    assert feature["properties"]["themes"] == ["resilient"]
    assert feature["properties"]["member_since"] == "2016"


def test_geojson_member_without_coordinates_has_no_geometry(client):
    ListedMemberFactory()

    (feature,) = json.loads(get(client, "geojson").received)["features"]
    assert feature["geometry"] is None


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_download_asks_as_much_for_three_members_as_for_one(
    client, kind, django_assert_num_queries, django_assert_max_num_queries
):
    ListedMemberFactory().themes.add(ThemeFactory())
    with django_assert_max_num_queries(9) as asked:
        get(client, kind)
    for _ in range(2):
        ListedMemberFactory().themes.add(ThemeFactory())
    with django_assert_num_queries(len(asked)):
        get(client, kind)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_download_begins_only_when_all_members_are_read(
    client, suwon, kind, django_assert_num_queries
):
    response = client.get(f"/en/members/download.{kind}")
    with django_assert_num_queries(0):
        response.getvalue()


def test_membership_that_ends_while_the_list_is_read_has_no_start():
    member = ListedMemberFactory()
    member.current_terms = []
    assert since(member) == ""


def test_stream_keeps_the_portal_and_the_day_of_its_request(django_assert_num_queries):
    make_portal(name_en="ICLEI South Asia")
    with timezone.override("Asia/Kolkata"), portal_read_once():
        parts = spoken(told() for told in (attribution, timezone.get_current_timezone_name))
    with django_assert_num_queries(0):
        assert list(parts) == ["ICLEI South Asia; coordinates: GeoNames", "Asia/Kolkata"]


def test_download_says_with_which_row_people_are_counted(client, suwon):
    """A total of the rows without such a word counts nobody twice."""
    province = ListedMemberFactory(slug="gyeonggi", population=13_000_000)
    ContainmentFactory(member=suwon, container=province)
    headings, *rows = csv_rows(get(client, "csv"))
    told = {row[0]: row[headings.index("Counted within (in totals of this file)")] for row in rows}
    assert told == {"suwon": "gyeonggi", "gyeonggi": ""}
    (alone,) = csv_rows(get(client, "csv", "?q=suwon"))[1:]
    assert "gyeonggi" in alone and alone.count("gyeonggi") == 1  # what it is part of
