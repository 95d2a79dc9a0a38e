import re

import pytest
from django.conf import settings

from editorial.public.colours import BAR, GROUND, accent

TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")


def token(name: str) -> str:
    """What the light scheme, which comes first, says."""
    return re.search(rf"--{name}: ([^;]+);", TOKENS)[1]


@pytest.mark.parametrize(("tone", "name"), [(BAR, "accent"), (GROUND, "accent-ground")])
def test_tones_are_those_of_the_style_sheet(tone, name):
    assert tone.lightness == float(token(f"{name}-lightness"))
    assert tone.chroma == float(token(f"{name}-chroma"))


def test_own_colours_are_those_of_the_style_sheet():
    assert (accent(BAR), accent(GROUND)) == (token("green"), token("green-ground"))


# As Chromium shows oklch(0.48 0.08 hue).
@pytest.mark.parametrize(("hue", "colour"), [(0, "#824a5c"), (150, "#3a6a45"), (240, "#2e6386")])
def test_accent_of_a_hue(hue, colour):
    assert accent(BAR, hue) == colour
