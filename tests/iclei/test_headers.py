import pytest

from tests.factories.members import ListedMemberFactory

pytestmark = pytest.mark.django_db

PATHS = ["/en/", "/ko/members/", "/accounts/login/", "/nowhere/", "/healthz", "/sitemap.xml"]


@pytest.mark.parametrize("path", PATHS)
def test_no_other_site_reads_or_frames_a_page(client, path):
    headers = client.get(path).headers
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_inline_may_run(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


def test_share_card_may_be_shown_elsewhere(client):
    ListedMemberFactory(slug="suwon")
    headers = client.get("/en/members/suwon/card.png").headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_page_travels_compressed(client):
    response = client.get("/en/", headers={"accept-encoding": "gzip, br"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
