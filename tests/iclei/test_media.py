import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture
def stored():
    """The name of a stored picture."""
    return default_storage.save("members/suwon-60x40.webp", ContentFile(b"RIFF"))


def test_picture_is_handed_out_and_kept(client, stored):
    response = client.get(f"/media/{stored}")
    assert b"".join(response.streaming_content) == b"RIFF"
    assert response.headers["Content-Type"] == "image/webp"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_picture_is_read_only(client, stored):
    assert client.post(f"/media/{stored}").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *("", "members/", "members", "members/nobody.webp", "members/suwon-60x40.webp/"),
        *("../secret.webp", "%2e%2e/secret.webp", "members/%00.webp", "members.webp"),
        *("x.html", "x.jpg", "x.png"),
    ],
)
def test_nothing_else_is_handed_out(client, stored, settings, path):
    (settings.MEDIA_ROOT.parent / "secret.webp").write_text("umbrella")
    for ending in ("html", "jpg", "png"):
        (settings.MEDIA_ROOT / f"x.{ending}").write_text("umbrella")
    (settings.MEDIA_ROOT / "members.webp").mkdir()
    response = client.get(f"/media/{path}", follow=True)
    assert response.status_code == 404
    assert b"umbrella" not in response.content
