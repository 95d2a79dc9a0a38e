"""Compares the migrations of versions that are out with what they were, or freezes this one's."""

from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from iclei.upgrades import frozen
from iclei.upgrades.version import VERSION

FILE = Path(frozen.__file__).with_name("frozen.toml")


class Command(BaseCommand):
    help = (
        "Fail if a migration of a version that is out was changed, renamed or removed, if what such"
        " migrations import from our apps is gone, or if this version's are not frozen yet. With"
        " --freeze VERSION, write down what that version adds, once, just before it goes out."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="compare, and write nothing")
        what.add_argument("--freeze", metavar="VERSION", help=f"write down a version: {VERSION}")

    def handle(self, *args, freeze: str | None, **options) -> None:
        versions = frozen.read(FILE)
        if faults := frozen.faults(settings.BASE_DIR, versions):
            raise CommandError("\n".join(faults))
        if freeze:
            self.freeze(freeze, versions)
        elif VERSION not in versions:
            raise CommandError(
                f"The migrations of version {VERSION} are not frozen: before it goes out, run"
                f" manage.py frozen_migrations --freeze {VERSION}"
            )

    def freeze(self, version: str, versions: frozen.Versions) -> None:
        """Write down what a version adds. Raises CommandError if it is not this one, or was."""
        if version != VERSION:
            raise CommandError(f"This is version {VERSION}, as pyproject.toml says: freeze that.")
        if version in versions:
            raise CommandError(
                f"Version {version} is frozen already. If nobody has it yet, take its lines out of"
                f" {FILE.relative_to(settings.BASE_DIR)} and run this again; else give what follows"
                " a version of its own."
            )
        versions[version] = frozen.freeze(settings.BASE_DIR, versions)
        frozen.write(FILE, versions)
        count = len(versions[version].migrations)
        self.stdout.write(f"Version {version} is frozen: {count} migrations.")
