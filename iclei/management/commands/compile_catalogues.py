"""Compiles the catalogues without gettext, so that a first run needs nothing but Python."""

import os
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

SOURCES = settings.BASE_DIR / "locale"
COMPILED = settings.VAR_DIR / "locale"


class Command(BaseCommand):
    help = (
        "Compile locale/*/LC_MESSAGES/django.po and djangojs.po, where they are newer than what "
        "is compiled."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        for catalogue in sorted(SOURCES.glob("*/LC_MESSAGES/django*.po")):
            if compile_catalogue(catalogue) and options["verbosity"]:
                self.stdout.write(f"Compiled {catalogue.parts[-3]}/{catalogue.name}.")


def compile_catalogue(catalogue: Path) -> bool:
    """Compile one catalogue; False if it was up to date."""
    target = (COMPILED / catalogue.relative_to(SOURCES)).with_suffix(".mo")
    if not is_older(target, catalogue):
        return False
    write_whole(target, polib.pofile(str(catalogue)).to_binary())
    return True


def is_older(target: Path, source: Path) -> bool:
    return not target.exists() or source.stat().st_mtime > target.stat().st_mtime


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is never seen half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
