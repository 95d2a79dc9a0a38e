import pytest
from django.utils import translation

from editorial.public.cards import png_of
from members.cards import locator, member_card, theme_card
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory
from tests.factories.secretariats import AreaFactory

pytestmark = pytest.mark.django_db

PLACE = {"latitude": 37.2911, "longitude": 127.0089}


@pytest.fixture
def suwon():
    korea = AreaFactory(code="KR", name_en="South Korea", name_ko="한국")
    names = {"name_en": "Suwon", "name_ko": "수원", "name_ja": "スウォン", "name_zh_hant": "水原"}
    return ListedMemberFactory(slug="suwon", area=korea, **names, **PLACE)


def values(texts) -> list[str]:
    return [text.value for text in texts]


def test_member_card_speaks_the_readers_language(suwon):
    with translation.override("ko"):
        card = member_card(suwon)
    assert (card.title.value, values(card.below)) == ("수원", ["한국"])
    assert (card.title.tag, card.site.tag) == ("ko", "ko")


def test_member_card_has_the_name_in_the_other_scripts(suwon):
    assert values(member_card(suwon).foot) == ["水原", "수원", "スウォン"]


def test_member_card_leaves_out_other_names_that_lack_a_glyph(suwon):
    suwon.name_ja = "수원"
    assert values(member_card(suwon).foot) == ["水原", "수원"]


def test_member_card_is_small(suwon):
    assert len(png_of(member_card(suwon))) < 100_000


def test_member_card_without_coordinates_has_no_map(suwon):
    suwon.latitude = suwon.longitude = None
    assert member_card(suwon).picture is None
    assert len(png_of(member_card(suwon))) > 1000


@pytest.mark.parametrize("code", ["KR", "TW", "JP", "CN", "MN"])
def test_locator_has_the_member_on_its_sheet(code):
    member = MemberFactory(area=AreaFactory(code=code), latitude=24.0, longitude=121.0)
    shown = locator(member)
    if code not in ("KR", "TW"):
        assert shown.sheet.shows(shown.sheet.place(*shown.mark), margin=200)
    assert shown.near == (code,)


def test_theme_card_shows_its_listed_members():
    theme = ThemeFactory(name_en="Resilient City", hue=152)
    theme.members.add(ListedMemberFactory(**PLACE), MemberFactory(latitude=36.0, longitude=128.0))
    card = theme_card(theme)
    assert (card.title.value, card.hue, values(card.above)) == ("Resilient City", 150, ["Theme"])
    assert card.picture.dots == ((127.0089, 37.2911),)


@pytest.mark.parametrize("address", ["members/suwon/card.png", "themes/resilient/card.png"])
def test_card_is_a_picture_that_caches_may_keep(client, suwon, address):
    ThemeFactory(slug="resilient")
    response = client.get(f"/ja/{address}")
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert response.headers["ETag"]
    assert "Cookie" not in response.headers.get("Vary", "")


def test_card_of_what_is_not_public_is_not_there(client):
    MemberFactory(slug="lapsed")
    for address in ("members/lapsed", "members/nowhere", "themes/nowhere"):
        assert client.get(f"/en/{address}/card.png").status_code == 404
