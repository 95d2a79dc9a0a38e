from dataclasses import replace

import pytest

from secretariats.cards import EAST_ASIA, SHEETS, WATER, Map, office_card, place_on
from tests.factories.secretariats import AreaFactory, SecretariatFactory

pytestmark = pytest.mark.django_db

SEOUL = (126.98, 37.57)


def office(*codes: str, **fields):
    made = SecretariatFactory(name_en="Korea Office", host_city_en="Suwon", **fields)
    made.areas.set([AreaFactory(code=code) for code in codes])
    return made


def test_office_card_says_what_and_where_the_office_is():
    card = office_card(office())
    assert card.title.value == "Korea Office"
    assert [text.value for text in (*card.above, *card.below)] == ["Country office", "Suwon"]


def test_office_card_shows_the_area_that_it_serves():
    longitude, latitude = SEOUL
    shown = office_card(office("KR", longitude=longitude, latitude=latitude)).picture
    assert shown == Map(SHEETS["KR"], near=("KR",), mark=SEOUL)


def test_office_card_of_several_areas_shows_the_region():
    shown = office_card(office("KR", "JP")).picture
    assert (shown.sheet, set(shown.near), shown.mark) == (EAST_ASIA, {"KR", "JP"}, None)


def test_office_card_of_an_office_elsewhere_has_no_map():
    assert office_card(office(longitude=7.1, latitude=50.7)).picture is None


@pytest.mark.parametrize("place", [(7.1, 50.7), (None, 37.0), (127.0, None)])
def test_place_that_is_unknown_or_beyond_the_sheet_has_no_mark(place):
    assert place_on(EAST_ASIA, *place) is None


@pytest.mark.parametrize("sheet", [EAST_ASIA, *SHEETS.values()], ids=["EA", *SHEETS])
def test_map_shows_land_that_stands_out_and_sea(sheet):
    colours = dict.fromkeys(
        colour
        for _, colour in Map(sheet, ("KR", "JP", "TW", "MN")).drawn(560, 630).getcolors(99999)
    )
    assert {(0xCD, 0xD8, 0xC9), tuple(bytes.fromhex(WATER[1:]))} <= {*colours}


def test_narrower_map_keeps_its_scale():
    shown = Map(replace(EAST_ASIA, longitude=SEOUL[0]), mark=SEOUL)
    wide, narrow = shown.drawn(560, 630), shown.drawn(420, 630)
    assert wide.crop((280, 0, 380, 630)).tobytes() == narrow.crop((210, 0, 310, 630)).tobytes()


def test_card_of_a_closed_office_is_not_there(client):
    SecretariatFactory(slug="closed", closed=2015)
    SecretariatFactory(slug="open")
    found = {slug: client.get(f"/en/secretariats/{slug}/card.png") for slug in ("closed", "open")}
    assert (found["closed"].status_code, found["open"].status_code) == (404, 200)
    assert found["open"].headers["Content-Type"] == "image/png"
