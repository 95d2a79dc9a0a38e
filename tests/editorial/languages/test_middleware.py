import pytest

pytestmark = pytest.mark.django_db


def test_choice_is_remembered_and_taken_from_the_address(client):
    response = client.get("/ko/members/?q=%EC%88%98&set=1&page=2")
    assert response.status_code == 302
    assert response.headers["Location"] == "/ko/members/?q=%EC%88%98&page=2"
    assert response.cookies["django_language"].value == "ko"


def test_choice_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    cookie = client.get("/ja/?set=1").cookies["django_language"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_choice_cookie_is_secure_where_the_site_is(client, settings):
    settings.LANGUAGE_COOKIE_SECURE = True
    assert client.get("/ja/?set=1").cookies["django_language"]["secure"]


def test_choice_is_not_cached(client):
    assert "no-store" in client.get("/ja/?set=1").headers["Cache-Control"]


@pytest.mark.parametrize("query", ["", "?set=", "?set=2", "?reset=1"])
def test_no_cookie_without_a_choice(client, query):
    response = client.get(f"/en/privacy/{query}")
    assert response.status_code == 200
    assert not response.cookies


def test_choice_stays_on_this_host(client):
    response = client.get("//evil.example/?set=1")
    assert response.headers.get("Location", "/").startswith("/")
    assert not response.cookies


def test_address_decides_over_the_remembered_choice(client):
    client.cookies["django_language"] = "ko"
    response = client.get("/zh-hant/privacy/")
    assert '<html lang="zh-Hant">' in response.text
    assert response.headers["Content-Language"] == "zh-hant"


def test_address_without_a_language_varies(client):
    response = client.get("/nowhere/", headers={"accept-language": "ja"})
    assert response.status_code == 404
    assert '<html lang="ja">' in response.text
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))
