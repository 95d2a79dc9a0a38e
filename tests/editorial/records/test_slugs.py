import re

import pytest
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError

from editorial.records.slugs import RESERVED
from tests.factories.members import ListedMemberFactory, MemberFactory
from tests.factories.news import EventFactory
from tests.iclei.surfaces import public_routes

SLUG = "<slug:slug>/"


@pytest.mark.each_database
@pytest.mark.django_db
def test_changed_slug_leaves_redirects_in_five_languages():
    member = MemberFactory(slug="suweon")
    member.slug = "suwon"
    member.save()
    assert Redirect.objects.filter(old_path="/ko/members/suweon/").get().new_path == (
        "/ko/members/suwon/"
    )
    assert Redirect.objects.count() == 5


@pytest.mark.each_database
@pytest.mark.django_db
def test_slug_changed_twice_leads_straight_to_the_last():
    member = MemberFactory(slug="one")
    for slug in ("two", "three", "one"):
        member.slug = slug
        member.save()
    assert dict(
        Redirect.objects.filter(old_path__startswith="/en/").values_list("old_path", "new_path")
    ) == {"/en/members/two/": "/en/members/one/", "/en/members/three/": "/en/members/one/"}


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("slug", [*sorted(RESERVED), "수원", "a b", ""])
def test_slug_that_cannot_be_an_address_is_refused(slug):
    member = MemberFactory(slug="good")
    member.slug = slug
    with pytest.raises(ValidationError) as error:
        member.full_clean()
    assert "slug" in error.value.message_dict


def test_words_of_addresses_are_no_slugs():
    """Where a slug may stand, any other page has a word that no record can take."""
    routes = public_routes()
    folders = {route.partition(SLUG)[0] for route in routes if SLUG in route}
    beside = [route.removeprefix(f) for f in folders for route in routes if route.startswith(f)]
    words = {rest.partition("/")[0] for rest in beside if "/" in rest}
    assert {word for word in words if re.fullmatch(r"[-\w]+", word)} - RESERVED == set()


@pytest.fixture
def renamed():
    member = ListedMemberFactory(slug="suweon")
    member.slug = "suwon"
    member.save()
    return member


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?utm_source=%EC%88%98&x"])
def test_old_address_leads_to_the_new_one_for_good(client, renamed, query):
    response = client.get(f"/ko/members/suweon/{query}")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/ko/members/suwon/{query}"


@pytest.mark.each_database
@pytest.mark.django_db
def test_old_address_of_what_is_hidden_leads_nowhere(client, renamed):
    renamed.status = "draft"
    renamed.save()
    assert client.get("/ko/members/suweon/").status_code == 404
    assert client.post("/ko/members/suweon/").status_code == 405


@pytest.mark.each_database
@pytest.mark.django_db
def test_redirect_to_an_address_that_is_none_leads_nowhere(client):
    Redirect.objects.create(
        site=Site.objects.get_current(), old_path="/en/members/a/", new_path="/en/gone/"
    )
    assert client.get("/en/members/a/").status_code == 404


@pytest.mark.each_database
@pytest.mark.django_db
@pytest.mark.parametrize("part", ["map.svg", "card.png"])
def test_part_of_a_page_moves_along_with_it(client, renamed, part):
    renamed.latitude, renamed.longitude = 37.3, 127.0
    renamed.save()
    response = client.get(f"/ko/members/suweon/{part}")
    assert (response.status_code, response["Location"]) == (301, f"/ko/members/suwon/{part}")


@pytest.mark.each_database
@pytest.mark.django_db
def test_event_in_a_calendar_moves_along_with_its_page(client):
    event = EventFactory(slug="forum-2025")
    event.slug = "forum"
    event.save()
    response = client.get("/ja/events/forum-2025.ics")
    assert (response.status_code, response["Location"]) == (301, "/ja/events/forum.ics")


@pytest.mark.each_database
@pytest.mark.django_db
def test_unknown_part_of_a_moved_page_leads_nowhere(client, renamed):
    assert client.get("/ko/members/suweon/nothing.svg").status_code == 404
