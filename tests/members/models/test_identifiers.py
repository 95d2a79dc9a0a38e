import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from members.models import Identifier, Member, Scheme
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.secretariats import AreaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def suwon():
    return ListedMemberFactory(
        slug="suwon", name_en="Suwon", area=AreaFactory(code="KR"), website="https://suwon.example/"
    )


def known(member: Member, **values: str) -> None:
    for scheme, value in values.items():
        row = Identifier(member=member, scheme=scheme, value=value)
        row.full_clean()
        row.save()


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("wikidata", "Q8684"),
        ("geonames", "1835553"),
        ("geonames_admin", "1835550"),
        ("iso_3166_2", "KR-41"),
        ("iso_3166_2", "KR-A"),
        ("un_locode", "KRSUO"),
        ("un_locode", "KR2X9"),
        ("official_code", "41110"),
        ("official_code", "011002"),
    ],
)
def test_identifier_of_the_shape_of_its_scheme(suwon, scheme, value):
    Identifier(member=suwon, scheme=scheme, value=value).full_clean()


@pytest.mark.parametrize(
    ("scheme", "value", "words"),
    [
        ("wikidata", "8684", "A Q and a number, such as Q8684."),
        ("wikidata", "Q08684", "A Q and a number, such as Q8684."),
        ("wikidata", "https://www.wikidata.org/wiki/Q1", "Ensure this value has"),
        ("geonames", "١٨٣", "A number without zeros before it"),
        ("geonames_admin", "0183", "A number without zeros before it"),
        ("iso_3166_2", "JP-20", "such as KR-11."),
        ("iso_3166_2", "KR-4111", "such as KR-11."),
        ("un_locode", "JPTYO", "such as KRABC."),
        ("un_locode", "KR SUO", "such as KRABC."),
        ("un_locode", "KRSU1", "such as KRABC."),
        ("official_code", "411", "Four to twelve digits."),
        ("official_code", "4111A", "Four to twelve digits."),
    ],
)
def test_identifier_of_another_shape(suwon, scheme, value, words):
    with pytest.raises(ValidationError) as caught:
        Identifier(member=suwon, scheme=scheme, value=value).full_clean()
    assert words in " ".join(caught.value.message_dict["value"])


def test_one_in_each_scheme(suwon):
    known(suwon, wikidata="Q1")
    with pytest.raises(ValidationError) as caught:
        known(suwon, wikidata="Q2")
    assert "The member has an identifier in this scheme already." in caught.value.messages


@pytest.mark.parametrize(
    ("scheme", "value"), [("wikidata", "Q1"), ("geonames", "1"), ("iso_3166_2", "KR-41")]
)
def test_one_member_for_each_value(suwon, scheme, value):
    known(MemberFactory(area=suwon.area), **{scheme: value})
    with pytest.raises(ValidationError) as caught:
        known(suwon, **{scheme: value})
    assert "Another member has this identifier." in caught.value.messages


def test_official_code_is_of_one_member_in_its_area(suwon):
    known(MemberFactory(area=AreaFactory(code="JP")), official_code="41110")
    known(suwon, official_code="41110")
    with pytest.raises(ValidationError) as caught:
        known(MemberFactory(area=suwon.area), official_code="41110")
    assert "Another member has this identifier." in caught.value.messages


def test_place_of_two_governments(suwon):
    known(MemberFactory(area=suwon.area), un_locode="KRSUO")
    known(suwon, un_locode="KRSUO")
    assert Identifier.objects.filter(value="KRSUO").count() == 2


def test_list_fetches_all_at_once(suwon, django_assert_num_queries):
    known(suwon, wikidata="Q1", un_locode="KRSUO")
    ListedMemberFactory(slug="yeosu")
    with django_assert_num_queries(1):
        found = {one.slug: one for one in Member.objects.with_identifiers()}
        told = [found["suwon"].identifier(scheme) for scheme in Scheme]
        assert told == ["Q1", "", "", "", "KRSUO", ""]
        assert found["yeosu"].identifier("wikidata") == ""


def test_member_asks_once_where_no_list_did(suwon, django_assert_num_queries):
    known(suwon, wikidata="Q1", un_locode="KRSUO")
    with django_assert_num_queries(1):
        assert [suwon.identifier(scheme) for scheme in ("wikidata", "geonames")] == ["Q1", ""]


def place_told(member: Member) -> dict:
    """What the page of a member tells machines of it as a place."""
    html = Client().get(f"/en/members/{member.slug}/").content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return next(one for one in map(json.loads, found) if one["@type"] == "City")


def test_machines_are_told_pages_and_codes(suwon):
    known(suwon, wikidata="Q1", geonames="11", geonames_admin="12")
    known(suwon, iso_3166_2="KR-41", un_locode="KRSUO", official_code="41110")
    place = place_told(suwon)
    assert place["sameAs"] == [
        "https://suwon.example/",
        "https://www.wikidata.org/wiki/Q1",
        "https://www.geonames.org/11",
        "https://www.geonames.org/12",
    ]
    assert [(one["propertyID"], one["value"]) for one in place["identifier"]] == [
        ("ISO 3166-2", "KR-41"),
        ("UN/LOCODE", "KRSUO"),
        ("Official code", "41110"),
    ]


def test_machines_are_told_nothing_of_what_is_not_known(suwon):
    place = place_told(suwon)
    assert place["sameAs"] == "https://suwon.example/"
    assert "identifier" not in place


def test_download_has_a_column_of_each(suwon):
    known(suwon, wikidata="Q1", official_code="41110")
    content = Client().get("/en/members/download.geojson").getvalue()
    (feature,) = json.loads(content)["features"]
    told = {str(scheme): feature["properties"][scheme] for scheme in Scheme}
    assert told == {
        "wikidata": "Q1",
        "geonames": None,
        "geonames_admin": None,
        "iso_3166_2": None,
        "un_locode": None,
        "official_code": "41110",
    }
