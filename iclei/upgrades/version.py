"""Which version of the portal this is: ``pyproject.toml`` says it, all else reads it here."""

import tomllib

from django.conf import settings

#: Such as "0.1.0". The portal runs from its folder and is no installed package, hence the file.
VERSION: str = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]["version"]
