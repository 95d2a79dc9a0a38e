import subprocess
import sys
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from editorial.pictures.fields import KINDS, is_picture, written
from editorial.pictures.uploads import LARGEST_FILE, MOST_PIXELS, TALLEST, WIDEST, picture_in
from tests.editorial.pictures.files import bad_files, drawn, good_files, photo, saved, upload

RED, BLUE = (192, 32, 32), (32, 64, 192)


def profile_of(space: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()


def near(pixel, colour) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(pixel, colour, strict=False))


def made_of(content: bytes) -> Image.Image:
    return picture_in(ContentFile(content))


def reopened(image: Image.Image, kind: str) -> Image.Image:
    return Image.open(written(image, image.size, kind))


@pytest.mark.parametrize("which", bad_files())
def test_bad_file_is_refused_in_words(which):
    name, content = bad_files()[which]
    with pytest.raises(ValidationError) as refused:
        is_picture(upload(content, name))
    assert all(len(words) > 20 for words in refused.value.messages)


@pytest.mark.parametrize(
    ("which", "code"),
    [
        ("144 megapixels", "too_many_pixels"),
        ("2,496 megapixels", "too_many_pixels"),
        ("41 megapixels", "too_many_pixels"),
        ("more than 15 MB", "too_large"),
        ("SVG with script", "other_type"),
        ("TIFF by another name", "other_type"),
        ("JPEG cut short", "damaged"),
        ("PNG that moves", "moving"),
    ],
)
def test_refusal_says_why(which, code):
    name, content = bad_files()[which]
    with pytest.raises(ValidationError) as refused:
        is_picture(upload(content, name))
    assert refused.value.code == code


@pytest.mark.parametrize("which", good_files())
def test_good_file_becomes_a_picture(which):
    image = made_of(good_files()[which])
    assert image.mode in ("RGB", "RGBA")
    assert image.width <= WIDEST
    for kind in KINDS:
        assert reopened(image, kind).size == image.size


@pytest.mark.parametrize("which", good_files())
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_file_travels_along(which, kind):
    image = made_of(good_files()[which])
    content = written(image, image.size, kind).read()
    stored = Image.open(BytesIO(content))
    assert not stored.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(stored.info)
    assert b"126.9780" not in content
    assert b"<script>" not in content


def test_photo_on_its_side_is_turned_upright():
    image = made_of(good_files()["JPEG on its side"])
    assert image.size == (40, 60)
    assert near(image.getpixel((20, 5)), RED)
    assert near(image.getpixel((20, 55)), BLUE)


@pytest.mark.parametrize("which", ["JPEG in CMYK", "PNG", "PNG with a palette", "WebP", "AVIF"])
def test_colours_stay(which):
    image = made_of(good_files()[which]).convert("RGB")
    assert near(image.getpixel((5, 20)), RED)
    assert near(image.getpixel((55, 20)), BLUE)


def test_sixteen_bits_of_grey_keep_their_brightness():
    assert made_of(good_files()["PNG in 16 bits of grey"]).getpixel((5, 5)) == (156, 156, 156)


def test_what_is_seen_through_stays_so():
    see_through = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    assert made_of(saved(see_through, "PNG")).getpixel((5, 5))[3] == 0


def test_colours_of_a_profile_become_those_of_the_web():
    profile = profile_of("sRGB").replace(b"rXYZ", b"____")
    profile = profile.replace(b"bXYZ", b"rXYZ").replace(b"____", b"bXYZ")
    image = made_of(saved(drawn(), "PNG", icc_profile=profile))
    red, _green, blue = image.getpixel((5, 20))
    assert blue > red, "in this profile, what is called red is blue"


@pytest.mark.parametrize("profile", [profile_of("XYZ"), b"no profile at all"])
def test_profile_that_cannot_be_meant_is_forgotten(profile):
    image = made_of(saved(drawn(), "PNG", icc_profile=profile))
    assert near(image.getpixel((5, 20)), RED)


@pytest.mark.parametrize("size", [(4000, 3000), (300, 9000), (9000, 3), (1, 1)])
def test_picture_of_any_shape_is_made_small_enough(size):
    image = made_of(saved(drawn(size=size), "JPEG"))
    assert image.width <= min(WIDEST, size[0])
    assert image.height <= TALLEST
    assert min(image.size) >= 1


def test_largest_picture_is_taken():
    assert made_of(saved(Image.new("L", (8000, 5000)), "PNG")).size == (1600, 1000)
    assert MOST_PIXELS == 8000 * 5000


def test_largest_file_is_taken():
    content = photo()
    assert made_of(content + bytes(LARGEST_FILE - len(content)))


def test_file_is_read_once():
    file = upload(photo())
    assert picture_in(file) is picture_in(file)


@pytest.mark.parametrize("which", ["144 megapixels", "2,496 megapixels", "268 megapixels of WebP"])
def test_flood_of_pixels_takes_no_memory(which, tmp_path):
    """In a process of its own, whose memory nothing else has raised."""
    (tmp_path / "flood").write_bytes(bad_files()[which][1])
    program = f"""
import resource, sys
from django.conf import settings
settings.configure()
from editorial.pictures.uploads import opened
def used(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before, content = used(), open({str(tmp_path / "flood")!r}, "rb").read()
try:
    opened(content)
except Exception as refused:
    print(refused.code, used() - before)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    code, kilobytes = done.stdout.split()
    assert code == "too_many_pixels"
    assert int(kilobytes) < 100 * 1024
