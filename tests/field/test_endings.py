"""The bytes of a file decide what it is, not the ending of its name."""

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from editorial.pictures.fields import is_picture
from editorial.pictures.formats import format_of
from members.models import Member
from secretariats.models import Posting
from tests.editorial.pictures.files import drawn, photo, saved, upload
from tests.factories.members import MemberFactory
from tests.members.admin.test_members import change_url, form_data, sign_in

NAMES = [
    "a.jfif",
    "a.jpe",
    "A.JPG",
    "사진",
    "IMG_0001.HEIC",
    "photo.JPEG.download",
    "scan.",
    ".jpg",
]


@pytest.mark.parametrize("name", NAMES)
def test_bytes_of_a_jpeg_decide(name):
    is_picture(upload(photo(), name))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.jfif", "사진"])
def test_jpeg_is_taken_under_any_name(client, name):
    member = MemberFactory()
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    sent = form_data(client.get(change_url(member))) | {"picture": upload(photo(), name)}
    assert client.post(change_url(member), sent).status_code == 302
    stored = Member.objects.get().picture
    assert stored.pixels[0] and "jf" not in stored.name.rpartition(".")[2]


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "map.gif"), ("WEBP", "map.jfif"), ("AVIF", "x")]
)
def test_other_pictures_of_ours_are_too(kind, name):
    is_picture(upload(saved(drawn(), kind), name))


OTHERS = {
    "HEIC": b"\0\0\0\x24ftypheic\0\0\0\0mif1heic",
    "TIFF": saved(drawn(), "TIFF"),
    "BMP": saved(drawn(), "BMP"),
    "GIF": saved(drawn("P"), "GIF"),
    "ICO": saved(Image.new("RGB", (16, 16)), "ICO"),
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n",
    "PDF": b"%PDF-1.7\n",
    "SVG": b'<?xml version="1.0"?>\n<!-- a map -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "MP4": b"\0\0\0\x20ftypisom",
    "JPEG XL": b"\xff\x0a\xfa\x7f",
}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("name", ["photo.jpg", "photo"])
def test_what_cannot_be_taken_is_called_what_it_is(kind, name):
    with pytest.raises(ValidationError) as refused:
        is_picture(upload(OTHERS[kind], name))
    (words,) = refused.value.messages
    assert f"the format {kind}. Save the picture as JPEG" in words


@pytest.mark.parametrize("content", [b"", b"\0" * 4000, "수원시".encode(), b"<html><svg></svg>"])
def test_what_is_nothing_known_is_called_nothing(content):
    assert format_of(content) == ""
