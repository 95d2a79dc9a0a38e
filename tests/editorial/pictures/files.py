"""Files as they come in, good and bad, made where they are needed: 14 classes, by their names."""

import struct
import zlib
from functools import cache
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<html><script>alert(1)</script></html>"
SECRET = "37.5665, 126.9780"
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def drawn(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A picture whose left half is red, or dark, and whose right half is blue, or bright."""
    left = Image.new("RGB", size, "#c02020")
    left.paste("#2040c0", (size[0] // 2, 0, *size))
    return left.convert(mode)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    content = BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width: int, height: int) -> bytes:
    return PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def pixel_flood(width: int, height: int) -> bytes:
    """A PNG of a few kB that says it has so many pixels."""
    rows = zlib.compress(bytes(1_000_000), 9)
    return png_header(width, height) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def webp_flood() -> bytes:
    """The first bytes of a WebP of 268 megapixels."""
    side = 16383
    picture = b"\x2f" + ((side - 1) | (side - 1) << 14).to_bytes(4, "little") + bytes(20)
    body = b"WEBPVP8L" + len(picture).to_bytes(4, "little") + picture
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def photo(size: tuple[int, int] = (300, 200)) -> bytes:
    """A JPEG of noise, which compression does not make small."""
    noise = Random(4).randbytes(size[0] * size[1] * 3)
    return saved(Image.frombytes("RGB", size, noise), "JPEG", quality=90)


def endless_scans() -> bytes:
    """A progressive JPEG whose last pass comes a thousand times."""
    content = saved(drawn(), "JPEG", progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * 1000 + content[-2:]


def moving(kind: str) -> bytes:
    return saved(drawn(), kind, save_all=True, append_images=[drawn().rotate(180)])


def many_frames() -> bytes:
    """A GIF of 10,000 frames of one pixel."""
    start = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return start + frame * 10_000 + b"\x3b"


def with_exif() -> bytes:
    """A JPEG that says where and with what it was taken, in EXIF, XMP and a comment."""
    exif = Image.Exif()
    exif[MAKE] = SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 33.0, 59.4), 3: "E", 4: (126.0, 58.0, 40.8)})
    return saved(drawn(), "JPEG", exif=exif, xmp=SECRET.encode(), comment=SECRET.encode())


def turned() -> bytes:
    """A photo held upright: its file lies on its side, and says so."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return saved(drawn(), "JPEG", exif=exif)


@cache
def bad_files() -> dict[str, tuple[str, bytes]]:
    """A name and what is in it, for each way of being no picture of ours."""
    png, jpeg = saved(drawn(), "PNG"), photo()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    polyglot = b"GIF89a/*" + saved(drawn("P"), "GIF")[8:] + b"*/=1;alert(1)"
    tiff, gif = saved(drawn(), "TIFF"), saved(drawn("P"), "GIF")
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EOF\n"
    return {
        "144 megapixels": ("flood.png", pixel_flood(12_000, 12_000)),
        "2,496 megapixels": ("flood.png", pixel_flood(49_960, 49_960)),
        "41 megapixels": ("flood.png", pixel_flood(6_406, 6_406)),
        "268 megapixels of WebP": ("flood.webp", webp_flood()),
        "more than 15 MB": ("large.png", png + bytes(15 * 1024 * 1024)),
        "a thousand passes": ("slow.jpg", endless_scans()),
        "SVG with script": ("map.svg", svg),
        "SVG by another name": ("map.png", svg),
        "HTML behind a PNG's first bytes": ("page.png", PNG + SCRIPT),
        "HTML behind a PNG's header": ("page.png", png_header(60, 40) + SCRIPT),
        "GIF and script in one": ("both.gif", polyglot),
        "GIF and script by another name": ("both.jpg", polyglot),
        "EPS": ("plan.eps", eps),
        "EPS by another name": ("plan.jpg", eps),
        "TIFF": ("scan.tiff", tiff),
        "TIFF by another name": ("scan.jpg", tiff),
        "JPEG cut short": ("half.jpg", jpeg[: len(jpeg) // 2]),
        "PNG cut short": ("half.png", png[:-30]),
        "WebP cut short": ("half.webp", saved(drawn(), "WEBP")[:-30]),
        "AVIF cut short": ("half.avif", saved(drawn(), "AVIF")[:-30]),
        "GIF of 10,000 frames": ("film.gif", many_frames()),
        "GIF by another name": ("still.png", gif),
        "PNG that moves": ("film.png", moving("PNG")),
        "WebP that moves": ("film.webp", moving("WEBP")),
        "nothing": ("nothing.jpg", b""),
        "words": ("words.jpg", "수원시".encode()),
    }


@cache
def good_files() -> dict[str, bytes]:
    """What is in each kind of file that becomes a picture."""
    grey = Image.new("I;16", (60, 40), 40_000)
    return {
        "JPEG": photo(),
        "JPEG in passes": saved(drawn(), "JPEG", progressive=True),
        "JPEG in CMYK": saved(drawn("CMYK"), "JPEG"),
        "JPEG in grey": saved(drawn("L"), "JPEG"),
        "JPEG of several pictures": saved(drawn(), "MPO", save_all=True, append_images=[drawn()]),
        "JPEG with EXIF": with_exif(),
        "JPEG on its side": turned(),
        "PNG": saved(drawn(), "PNG"),
        "PNG seen through": saved(drawn("RGBA"), "PNG"),
        "PNG with a palette": saved(drawn().quantize(4), "PNG"),
        "PNG with a hole in its palette": saved(drawn().quantize(4), "PNG", transparency=0),
        "PNG in black and white": saved(drawn("1"), "PNG"),
        "PNG in 16 bits of grey": saved(grey, "PNG"),
        "PNG with HTML behind it": saved(drawn(), "PNG") + SCRIPT,
        "WebP": saved(drawn(), "WEBP"),
        "AVIF": saved(drawn(), "AVIF"),
    }


#: Nobody may choose what a stored file is called, or where it lies.
HOSTILE_NAMES = {
    "climbing": "../../../etc/cron.d/photo.jpg",
    "climbing on Windows": "..\\..\\photo.jpg",
    "with NUL": "photo.php\0.jpg",
    "written from the right": "photo\u202egpj.exe.jpg",
    "of 300 signs": "n" * 300 + ".jpg",
    "decomposed": "\u1109\u116e\u110b\u116f\u11ab.jpg",
    "reserved": "CON.jpg",
    "with a script": '"><script>alert(1)</script>.jpg',
    "in capitals": "PHOTO.JPG",
    "of a page": "page.html",
    "of a program": "photo.jpg.php",
    "without an ending": "photo",
}
