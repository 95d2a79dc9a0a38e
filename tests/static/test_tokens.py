"""The colours that styles are made of: readable on their grounds, in light and in dark."""

import math
import re
from pathlib import Path

import pytest

LEAST_CONTRAST = 4.5
TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text(encoding="utf-8")


def declarations(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", css))


LIGHT, DARK = (
    declarations(re.search(pattern, TOKENS, re.DOTALL)[1])
    for pattern in (
        r":root \{(.+?)\n\}",
        r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.+?)\n  \}",
    )
)
SCHEMES = {"light": LIGHT, "dark": LIGHT | DARK}


def linear_from_hex(colour: str) -> list[float]:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in shares]


def linear_from_oklch(lightness: float, chroma: float, hue: float) -> list[float]:
    """Linear sRGB of an OKLCH colour, hue in degrees; a share outside 0 to 1 is out of gamut."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return [
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]


def contrast(one: list[float], other: list[float]) -> float:
    """The ratio of WCAG 2.2 between two colours in linear sRGB."""
    low, high = sorted(luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: list[float]) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def accent(tokens: dict[str, str], kind: str, hue: int) -> list[float]:
    lightness, chroma = (float(tokens[f"{kind}-{part}"]) for part in ("lightness", "chroma"))
    return linear_from_oklch(lightness, chroma, hue)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "paper-raised", "paper-sunk"])
@pytest.mark.parametrize("text", ["ink", "ink-soft", "green", "green-deep"])
def test_text_is_readable_on_paper(scheme, ground, text):
    tokens = SCHEMES[scheme]
    ratio = contrast(linear_from_hex(tokens[text]), linear_from_hex(tokens[ground]))
    assert ratio >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_accent_is_readable_on_its_ground_and_on_paper(scheme, hue):
    tokens = SCHEMES[scheme]
    text = accent(tokens, "accent", hue)
    assert contrast(text, accent(tokens, "accent-ground", hue)) >= LEAST_CONTRAST
    assert contrast(text, linear_from_hex(tokens["paper"])) >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_accent_is_a_colour_every_screen_has(scheme, hue):
    assert all(-0.001 <= share <= 1.001 for share in accent(SCHEMES[scheme], "accent", hue))


def test_every_hue_step_has_a_class():
    assert re.findall(r"^\.hue-(\d+) \{ --hue: (\d+); \}$", TOKENS, re.MULTILINE) == [
        (str(hue), str(hue)) for hue in range(0, 360, 15)
    ]
