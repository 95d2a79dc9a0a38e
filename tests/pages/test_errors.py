import pytest
from django.test import Client
from django.utils import translation
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, permission_denied, server_error

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "zh-hant", "ko", "ja", "zh-hans"])
@pytest.mark.parametrize(
    ("view", "status"),
    [(bad_request, 400), (permission_denied, 403), (csrf_failure, 403), (server_error, 500)],
)
def test_error_page_in_the_language_of_the_reader(rf, view, status, language):
    reasons = () if view in (server_error, csrf_failure) else (Exception(),)
    with translation.override(language):
        response = view(rf.get(f"/{language}/"), *reasons)
    assert response.status_code == status
    assert f'lang="{language}"' in response.text.lower()


def test_error_page_after_an_exception(monkeypatch):
    def broken(*args, **kwargs):
        raise OSError

    monkeypatch.setattr("iclei.views.theme_of", broken)
    response = Client(raise_request_exception=False).get("/ja/")
    assert response.status_code == 500
    assert '<html lang="ja">' in response.text


@pytest.mark.parametrize("address", ["/%ff%fe/", "/en/%00/", "/en/members/%ff/", "/" + "x" * 5000])
def test_strange_address(client, address):
    assert client.get(address).status_code == 404
