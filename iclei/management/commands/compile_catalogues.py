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
        "Compile locale/*/LC_MESSAGES/django.po, together with packages.po beside it (our words "
        "for other packages' strings), and djangojs.po, where they are newer than what is compiled."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        for catalogue in sorted(SOURCES.glob("*/LC_MESSAGES/django*.po")):
            if compile_catalogue(catalogue) and options["verbosity"]:
                self.stdout.write(f"Compiled {catalogue.parts[-3]}/{catalogue.name}.")


def compile_catalogue(catalogue: Path) -> bool:
    """Compile one catalogue with its ``packages.po``; False if it was up to date."""
    sources = [catalogue]
    if catalogue.stem == "django":
        sources.append(catalogue.with_name("packages.po"))
    target = (COMPILED / catalogue.relative_to(SOURCES)).with_suffix(".mo")
    if not is_older(target, sources):
        return False
    write_whole(target, merged(sources).to_binary())
    return True


def is_older(target: Path, sources: list[Path]) -> bool:
    if not target.exists():
        return True
    written = target.stat().st_mtime
    return any(source.stat().st_mtime > written for source in sources if source.exists())


def merged(sources: list[Path]) -> polib.POFile:
    """The entries of all ``sources``; where two translate the same string, the first wins."""
    first, *others = [polib.pofile(str(source)) for source in sources if source.exists()]
    known = {(entry.msgctxt, entry.msgid) for entry in first}
    for other in others:
        first.extend(entry for entry in other if (entry.msgctxt, entry.msgid) not in known)
    return first


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is never seen half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
