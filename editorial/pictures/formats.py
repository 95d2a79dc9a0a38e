"""What a file is, by the bytes that it begins with: names say little, and are lost on the way."""

import re

#: How files begin that people take for pictures and that are none of ours, by what they are called.
BEGINNINGS = {
    "GIF": re.compile(rb"GIF8"),
    "TIFF": re.compile(rb"II[*+]\0|MM\0[*+]"),
    "BMP": re.compile(rb"BM.{4}\0{4}", re.DOTALL),
    "PSD": re.compile(rb"8BPS"),
    "ICO": re.compile(rb"\x00\x00\x01\x00"),
    "EPS": re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"),
    "PDF": re.compile(rb"%PDF-"),
    "SVG": re.compile(
        rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml.{0,400}?<)?(?:!.{0,400}?<)?svg\b", re.DOTALL
    ),
    "JPEG XL": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "),
    "JPEG 2000": re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    "HEIC": re.compile(rb".{4}ftyp(?:he[iv][cxms]|mif1|msf1)", re.DOTALL),
    "MP4": re.compile(rb".{4}ftyp(?:mp4|isom|iso\d|avc1|M4V|qt  )", re.DOTALL),
    "ZIP": re.compile(rb"PK\x03\x04"),
}
LOOKED_AT = 2048  # bytes


def format_of(content: bytes) -> str:
    """What a file is called that is no picture of ours; empty where nothing says so."""
    start = content[:LOOKED_AT]
    return next((name for name, begins in BEGINNINGS.items() if begins.match(start)), "")
