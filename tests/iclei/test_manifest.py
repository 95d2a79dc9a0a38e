import json

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from editorial.languages import LANGUAGES

pytestmark = pytest.mark.django_db


def described(client, code: str) -> dict:
    response = client.get(f"/{code}/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    return json.loads(response.content)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_manifest_speaks_the_readers_language(client, language):
    found = described(client, language.code)
    assert (found["lang"], found["start_url"]) == (language.tag, f"/{language.code}/")
    assert found["start_url"].startswith(found["scope"])


def test_manifest_is_named_in_each_language(client):
    names = {described(client, language.code)["name"] for language in LANGUAGES}
    assert len(names) == len(LANGUAGES)


def test_manifest_has_the_icons_that_devices_ask_for(client):
    icons = described(client, "en")["icons"]
    assert {(icon["sizes"], icon.get("purpose", "any")) for icon in icons} == {
        ("any", "any"),
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        if icon["type"] == "image/png":
            with Image.open(path) as file:
                assert f"{file.width}x{file.height}" == icon["sizes"]


def test_page_leads_to_the_manifest(client):
    assert '<link rel="manifest" href="/ko/manifest.webmanifest">' in client.get("/ko/").text


def test_favicon_is_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/static/icons/favicon.ico",
    )
