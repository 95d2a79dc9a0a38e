"""Theme accents in sRGB, for pictures: the light ones of static/css/tokens.css."""

import math
from dataclasses import dataclass

GREEN, GREEN_GROUND = "#14613f", "#e6f0e8"


@dataclass(frozen=True)
class Tone:
    """Lightness and chroma that all hues share (OKLCH), and the site's own colour of that kind."""

    lightness: float
    chroma: float
    own: str


BAR = Tone(0.48, 0.08, GREEN)
GROUND = Tone(0.955, 0.018, GREEN_GROUND)


def accent(tone: Tone, hue: int | None = None) -> str:
    """A hue in degrees as ``#rrggbb``; without one the site's own colour."""
    return tone.own if hue is None else hexadecimal(tone.lightness, tone.chroma, hue)


def hexadecimal(lightness: float, chroma: float, hue: float) -> str:
    """OKLCH in sRGB, cut off at its edge.

    Source: B. Ottosson, "A perceptual color space for image processing" (2020).
    """
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * companded(part)):02x}" for part in linear)


def companded(linear: float) -> float:
    """A linear part of a colour as sRGB encodes it (IEC 61966-2-1), from 0 to 1."""
    part = min(1.0, max(0.0, linear))
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
