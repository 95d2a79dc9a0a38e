"""Pictures on the pages of records: in all widths, with room kept for them, and with words."""

import re

import pytest

from editorial.pictures.fields import Licence
from tests.editorial.pictures.files import drawn, saved, upload
from tests.factories.members import ListedMemberFactory
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import PersonFactory

pytestmark = pytest.mark.django_db

OF_A_PICTURE = {
    "picture_alt_en": "The fortress",
    "picture_alt_ko": "화성",
    "focus_x": 31,
    "focus_y": 80,
    "picture_credit": "Suwon & City",
    "picture_licence": Licence.CC_BY,
}


def large():
    return upload(saved(drawn(size=(1600, 900)), "JPEG"))


def pictured(factory):
    return factory(slug="suwon", picture=large(), **OF_A_PICTURE)


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def shown(html: str) -> str:
    """The one picture on a page, with what stands around it in its figure."""
    (found,) = re.findall(r"<picture>.+?</picture>(?:\s*<figcaption>.+?</figcaption>)?", html, re.S)
    return found


@pytest.fixture(
    params=[
        (ListedMemberFactory, "members"),
        (ArticleFactory, "news"),
        (EventFactory, "events"),
    ],
    ids=lambda param: param[1],
)
def address(request):
    factory, prefix = request.param
    pictured(factory)
    return f"{prefix}/suwon/"


def test_page_offers_a_picture_in_all_widths(client, address):
    picture = shown(page(client, f"/en/{address}"))
    for kind in ("avif", "webp"):
        for size in ("480x270", "960x540", "1600x900"):
            assert re.search(rf"-{size}\.{kind} \d+w", picture)
    assert 'type="image/avif"' in picture
    assert 'width="1600" height="900"' in picture


def test_page_says_what_a_picture_shows(client, address):
    assert 'alt="The fortress"' in shown(page(client, f"/en/{address}"))
    assert 'alt="화성"' in shown(page(client, f"/ko/{address}"))
    assert 'alt="The fortress" lang="en"' in shown(page(client, f"/ja/{address}"))


def test_page_says_whose_a_picture_is(client, address):
    picture = shown(page(client, f"/en/{address}"))
    assert "Picture: Suwon &amp; City" in picture
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in picture


def test_page_keeps_the_point_in_sight(client, address):
    html = page(client, f"/en/{address}")
    assert 'class="focus-x-30 focus-y-80"' in shown(html)
    assert "style=" not in html


def test_page_without_a_picture_has_no_room_for_one(client):
    ArticleFactory(slug="plain", **OF_A_PICTURE)
    html = page(client, "/en/news/plain/")
    assert "<picture>" not in html
    assert "Suwon &amp; City" not in html


def test_member_with_a_picture_keeps_its_map(client):
    ListedMemberFactory(slug="suwon", picture=large(), latitude=37.29, longitude=127.0)
    html = page(client, "/en/members/suwon/")
    assert html.count('class="member-picture"') == 1
    assert html.index("<picture>") < html.index('class="member-picture"')


@pytest.mark.parametrize("count", [1, 3])
def test_cards_show_pictures_without_more_queries(client, count, django_assert_num_queries):
    for _number in range(count):
        ListedMemberFactory(picture=large())
    client.get("/en/members/")
    with django_assert_num_queries(5):
        html = page(client, "/en/members/")
    assert html.count("<picture>") == count
    assert html.count('loading="lazy"') >= count


def test_portrait_stands_beside_a_name(client):
    person = PersonFactory(photo=large(), focus_x=50, focus_y=20, picture_credit="Kim Seoyeon")
    picture = shown(page(client, f"/en/secretariats/{person.secretariat.slug}/"))
    assert 'alt=""' in picture
    assert 'class="focus-x-50 focus-y-20"' in picture
    assert 'sizes="6rem"' in picture
