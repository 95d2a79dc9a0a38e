"""The sign of the site as an icon, in each size and shape that devices ask for."""

from collections.abc import Iterator

from PIL import Image, ImageDraw

from editorial.public.cards import PAPER, draw_sign
from editorial.public.colours import GREEN

APPLE = 180  # pixels; iOS rounds the corners itself
INSTALLED = (192, 512)
FAVICON = 48  # the largest; its file holds the smaller ones too
FINER = 4  # icons are drawn at four times their size, so that edges are soft


def icons() -> Iterator[tuple[str, Image.Image]]:
    """Every icon with the name of its file."""
    yield "apple-touch-icon.png", tile(APPLE, sign=0.61)
    for size in INSTALLED:
        yield f"icon-{size}.png", rounded(tile(size, sign=0.61))
    # Devices cut what they mask to a circle of 80 % at the least.
    yield "icon-maskable-512.png", tile(512, sign=0.52)
    yield "favicon.ico", bare(FAVICON)


def tile(size: int, sign: float) -> Image.Image:
    """The sign in paper on green; ``sign`` is its share of the width."""
    paper = Image.new("RGB", (FINER * size, FINER * size), GREEN)
    middle = FINER * size / 2
    draw_sign(paper, (middle, middle), round(middle * sign), PAPER)
    return paper.reduce(FINER)


def rounded(icon: Image.Image) -> Image.Image:
    """The icon with corners as iOS and Android round them."""
    size = FINER * icon.width
    mask = Image.new("L", (size, size))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size - 1, size - 1), radius=size * 0.22, fill=255)
    icon.putalpha(mask.reduce(FINER))
    return icon


def bare(size: int) -> Image.Image:
    """The sign alone in green, as browsers show it in a tab."""
    icon = Image.new("RGBA", (FINER * size, FINER * size), "#14613f00")
    draw = Image.new("L", icon.size)
    draw_sign(draw, (icon.width / 2, icon.width / 2), icon.width // 2, "#ffffff")
    icon.paste(GREEN, (0, 0), draw)
    return icon.reduce(FINER)
