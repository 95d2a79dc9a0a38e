"""Pictures of records: in three widths, under names that nobody guesses, with their owners."""

import re
import secrets
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from PIL import Image

from editorial.pictures.uploads import TYPES, WIDEST, picture_in
from editorial.records.validators import WebAddressField

WIDTHS = (480, 960, WIDEST)  # pixels
#: How each kind is written. AVIF at speed 9 takes 0.3 s for all widths, at 6 it would take 2.2 s.
KINDS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 9},
    "webp": {"format": "WEBP", "quality": 80},
}
#: Endings of JPEG files that not every system knows: the window of files would not offer them.
MORE_ENDINGS = (".jfif", ".jpe", ".jif")
#: What a record names: the largest WebP. The other files follow from it.
NAME = re.compile(r"([a-z]+/[\w-]+)-(\d+)x(\d+)\.webp", re.ASCII)


@deconstructible
class UnguessableName:
    """Names an upload anew in ``folder``: the picture of a draft must not be found by its name.

    Nothing of its own name is kept, its ending neither: its bytes say what it is.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance, filename: str) -> str:
        return f"{self.folder}/{secrets.token_urlsafe(16)}"


def is_picture(file: File) -> None:
    """Raise ValidationError unless ``file`` can become a picture of ours, or is one already."""
    if not isinstance(file, StoredPicture):
        picture_in(file)
    elif not file.is_stored:
        is_picture(file.file)
    elif not file:
        raise ValidationError(_("This is not the name of a stored picture."), code="unknown")


def written(image: Image.Image, size: tuple[int, int], kind: str) -> ContentFile:
    """``image`` in ``size`` as a file of one of KINDS."""
    content = BytesIO()
    scaled = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
    scaled.save(content, **KINDS[kind])
    return ContentFile(content.getvalue())


class StoredPicture(ImageFieldFile):
    """A picture in all widths and kinds. Its name says its size, so that no page opens a file."""

    _committed: bool

    def __bool__(self) -> bool:
        """Whether there is a picture: one that waits to be stored, or one of ours."""
        return bool(self.name) and (not self.is_stored or self.pixels != (0, 0))

    @property
    def is_stored(self) -> bool:
        return self._committed

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the largest version."""
        found = NAME.fullmatch(self.name or "")
        return (int(found[2]), int(found[3])) if found else (0, 0)

    @property
    def width(self) -> int:
        return self.pixels[0]

    @property
    def height(self) -> int:
        return self.pixels[1]

    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of each version, the smallest first."""
        width, height = self.pixels
        widths = [*(step for step in WIDTHS if step < width), width]
        return [(step, max(1, round(height * step / width))) for step in widths]

    def name_of(self, size: tuple[int, int], kind: str) -> str:
        """The name of one of the files."""
        stem = (self.name or "").rpartition("-")[0]
        return f"{stem}-{size[0]}x{size[1]}.{kind}"

    def names(self) -> Iterator[str]:
        """The names of all files."""
        for kind in KINDS if self else ():
            yield from (self.name_of(size, kind) for size in self.sizes())

    def sources(self, kind: str) -> str:
        """The versions of one kind, as ``srcset`` takes them."""
        versions = [(self.name_of(size, kind), size[0]) for size in self.sizes()]
        return ", ".join(f"{self.storage.url(name)} {width}w" for name, width in versions)

    @property
    def avif(self) -> str:
        return self.sources("avif")

    @property
    def webp(self) -> str:
        return self.sources("webp")

    @property
    def smallest_url(self) -> str:
        return self.storage.url(self.name_of(self.sizes()[0], "webp"))

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store the picture in ``content``; ``name`` is forgotten. Raises ValidationError."""
        image = picture_in(content)
        stem = self.field.generate_filename(self.instance, name)
        self.name = f"{stem}-{image.width}x{image.height}.webp"
        for kind in KINDS:
            for size in self.sizes():
                self.storage.save(self.name_of(size, kind), written(image, size, kind))
        setattr(self.instance, self.field.attname, self.name)
        self._committed = True
        if save:
            self.instance.save()

    def delete(self, save: bool = True) -> None:
        for name in self.names():
            self.storage.delete(name)
        super().delete(save)


class PictureUpload(forms.FileField):
    """A file to choose. It is checked before the record gets it, which keeps what it had."""

    default_validators = [is_picture]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        kinds = (f"image/{kind.lower()}" for kind in TYPES)
        return {"accept": ",".join([*kinds, *MORE_ENDINGS])}


class PictureField(models.ImageField):
    """The picture of a record. Whatever way a file comes in, it is checked and written anew."""

    attr_class = StoredPicture
    default_validators = [is_picture]

    def formfield(self, **kwargs):
        # The name of an upload is forgotten, and so may be as long as it likes.
        return super().formfield(**{"form_class": PictureUpload, "max_length": None, **kwargs})


class Licence(models.TextChoices):
    """On what terms a picture may be shown, with those that public bodies of the region give."""

    PERMISSION = "permission", _("By permission of its owner")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    CC0 = "cc0", "CC0 1.0"
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc", "CC BY-NC 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA 4.0"
    KOGL_1 = "kogl-1", _("KOGL type 1 (South Korea)")
    OGDL = "ogdl", _("OGDL 1.0 (Chinese Taipei)")
    PDL = "pdl", _("PDL 1.0 (Japan)")
    OTHER = "other", _("Another licence")


#: Where the terms stand.
LICENCE_URLS: dict[str, str] = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_NC_SA: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    Licence.KOGL_1: "https://www.kogl.or.kr/info/license.do",
    Licence.OGDL: "https://data.gov.tw/license",
    Licence.PDL: "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
}


class Pictured(models.Model):
    """What a record says of its one picture: the point that stays in sight, and whose it is."""

    focus_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_(
            "In percent of the width. When the picture is cropped, this point stays visible."
        ),
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("In percent of the height."),
    )
    picture_credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Who made the picture or owns it. Shown under it."),
    )
    picture_licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, blank=True, default=""
    )
    picture_licence_url = WebAddressField(
        _("address of the licence"),
        blank=True,
        default="",
        help_text=_("Only where the list does not have the licence."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.picture_licence == Licence.OTHER and not self.picture_licence_url:
            raise ValidationError({"picture_licence_url": _("Say where the licence stands.")})

    @property
    def focus_classes(self) -> str:
        """The classes of the style sheet, which knows steps of ten percent."""
        return f"focus-x-{round(self.focus_x, -1)} focus-y-{round(self.focus_y, -1)}"

    @property
    def licence_url(self) -> str:
        """Where the terms stand; empty where there is nothing to read."""
        return LICENCE_URLS.get(self.picture_licence, self.picture_licence_url)
