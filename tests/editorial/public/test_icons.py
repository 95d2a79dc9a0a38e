from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image, ImageChops

from editorial.public.icons import icons

FOLDER = Path(settings.BASE_DIR, "static", "icons")
DRAWN = dict(icons())


@pytest.mark.parametrize("name", DRAWN)
def test_committed_icon_is_as_it_is_drawn(name):
    with Image.open(FOLDER / name) as file:
        committed = file.convert("RGBA")
    difference = ImageChops.difference(committed, DRAWN[name].convert("RGBA"))
    assert committed.size == DRAWN[name].size
    assert max(most for _, most in difference.getextrema()) <= 2


def test_masked_icon_has_its_sign_within_the_circle_that_is_left():
    icon = DRAWN["icon-maskable-512.png"]
    left, top, right, bottom = ImageChops.difference(
        icon, Image.new("RGB", icon.size, icon.getpixel((0, 0)))
    ).getbbox()
    assert min(left, top) >= 512 * 0.1
    assert max(right, bottom) <= 512 * 0.9


def test_favicon_has_the_sizes_of_tabs():
    with Image.open(FOLDER / "favicon.ico") as file:
        assert {(16, 16), (32, 32), (48, 48)} <= file.info["sizes"]


def test_build_icons_writes_all_of_them(settings, tmp_path, capsys):
    settings.BASE_DIR = tmp_path
    (tmp_path / "static" / "icons").mkdir(parents=True)
    call_command("build_icons")
    assert {path.name for path in (tmp_path / "static" / "icons").iterdir()} == {*DRAWN}
