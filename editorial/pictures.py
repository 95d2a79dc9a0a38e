"""Pictures: where they are kept, under names that tell nothing and that nobody guesses."""

import secrets
from pathlib import Path

from django.core.validators import FileExtensionValidator
from django.utils.deconstruct import deconstructible

ENDINGS = ("jpg", "jpeg", "png", "webp", "avif")
is_picture = FileExtensionValidator(ENDINGS)


@deconstructible
class UnguessableName:
    """Names an upload anew in ``folder``: the picture of a draft must not be found by its name."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance, filename: str) -> str:
        ending = Path(filename).suffix.lower()
        return f"{self.folder}/{secrets.token_urlsafe(16)}{ending}"
