import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture
def stored():
    """The name of a stored picture."""
    return default_storage.save("members/suwon.png", ContentFile(b"\x89PNG"))


def test_picture_is_handed_out_and_kept(client, stored):
    response = client.get(f"/media/{stored}")
    assert b"".join(response.streaming_content) == b"\x89PNG"
    assert response.headers["Content-Type"] == "image/png"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_picture_is_read_only(client, stored):
    assert client.post(f"/media/{stored}").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *("", "members/", "members", "members/nobody.png", "members/suwon.png/"),
        *("../secret.png", "%2e%2e/secret.png", "members/%00.png", "members.png", "x.html"),
    ],
)
def test_nothing_else_is_handed_out(client, stored, settings, path):
    (settings.MEDIA_ROOT.parent / "secret.png").write_text("umbrella")
    (settings.MEDIA_ROOT / "x.html").write_text("<script>")
    (settings.MEDIA_ROOT / "members.png").mkdir()
    response = client.get(f"/media/{path}", follow=True)
    assert response.status_code == 404
    assert b"umbrella" not in response.content
