"""What an uploaded file must be to become a picture, and the picture that is made of it.

Nothing of the file itself is kept. What is in it is decoded, turned upright, brought to sRGB and
written anew, so that no place, name or script travels along.
"""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from editorial.pictures.formats import format_of

TYPES = ("JPEG", "PNG", "WEBP", "AVIF")
LARGEST_FILE = 15 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000
#: Passes over a JPEG: cameras make 1, progressive files about 10. A pass of 60 bytes takes 25 ms.
MOST_SCANS = 40
SCAN = b"\xff\xda"
WIDEST, TALLEST = 1600, 3200  # pixels
SRGB = ImageCms.createProfile("sRGB")

TOO_LARGE = _("The file is larger than 15 MB. Save the picture smaller, and upload it again.")
TOO_MANY_PIXELS = _(
    "The picture has more than 40 megapixels. Save it smaller, and upload it again."
)
OTHER_TYPE = _("This is not a JPEG, PNG, WebP or AVIF picture, whatever its name says.")
OTHER_FORMAT = _(
    "This is a file in the format %(format)s. Save the picture as JPEG or PNG, and upload it again."
)
DAMAGED = _("The picture is damaged and cannot be read to its end. Save or send it again.")
MOVING = _("This picture is animated. Choose a still picture.")


def picture_in(file: File) -> Image.Image:
    """The picture in an upload, as it is stored at its largest: RGB, or RGBA where seen through.

    Kept on the file, since its form, its record and the storage all ask. Raises ValidationError
    with words for whoever has uploaded it.
    """
    known = vars(file)
    if "picture" not in known:
        known["picture"] = decoded(opened(content_of(file)))
    return known["picture"]


def content_of(file: File) -> bytes:
    """The bytes of an upload that is no larger than it may be."""
    if file.size > LARGEST_FILE:
        raise ValidationError(TOO_LARGE, code="too_large")
    file.seek(0)
    return file.read()


def opened(content: bytes) -> Image.Image:
    """The picture in ``content``, of which no more than the header has been read.

    So a flood of pixels is refused before there is one.
    """
    try:
        image = Image.open(BytesIO(content), formats=TYPES)
    except UnidentifiedImageError as error:
        raise of_other_type(content) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels") from error
    except Exception as error:  # whatever a broken file leads Pillow's readers to
        raise ValidationError(DAMAGED, code="damaged") from error
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels")
    if image.format == "JPEG" and content.count(SCAN) > MOST_SCANS:
        raise ValidationError(DAMAGED, code="damaged")
    # A JPEG with several pictures (MPO) is a photo with a preview or a depth beside it.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise ValidationError(MOVING, code="moving")
    return image


def of_other_type(content: bytes) -> ValidationError:
    """What is said of a file that is no picture of ours, by what it is."""
    if found := format_of(content):
        return ValidationError(OTHER_FORMAT, code="other_type", params={"format": found})
    return ValidationError(OTHER_TYPE, code="other_type")


def decoded(image: Image.Image) -> Image.Image:
    """All of ``image``: upright, at most WIDEST by TALLEST, in sRGB, and nothing beside it."""
    try:
        image.draft(None, (WIDEST, WIDEST))  # a JPEG is read at about the size that is needed
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        image = in_plain_mode(image)
        image.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
        image = in_srgb(image)
    except Exception as error:  # whatever a broken file leads Pillow's readers to
        raise ValidationError(DAMAGED, code="damaged") from error
    image.info = {}
    return image


def in_plain_mode(image: Image.Image) -> Image.Image:
    """In one of the modes that can be made smaller: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.point(lambda grey: grey / 256).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def in_srgb(image: Image.Image) -> Image.Image:
    """In the colours of the web; of a colour profile that cannot be read, nothing is believed."""
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    profile = image.info.get("icc_profile")
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile)) if profile else None
        found = own and ImageCms.profileToProfile(image, own, SRGB, outputMode=wanted)
    except (ImageCms.PyCMSError, OSError):
        found = None
    return found or image.convert(wanted)
