"""Loads the sample network."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from editorial.loading import LoadingError
from iclei.sample.loading import load_sample


class Command(BaseCommand):
    help = (
        "Load or refresh the sample network: all of it or, where a file is wrong, nothing. "
        "Records that staff have edited or deleted stay as they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "sample", help="where the files lie"
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            load_sample(folder, self._report)
        except LoadingError as error:
            raise CommandError("\n".join([*error.problems, "Nothing was loaded."])) from error
        self._say_how_to_sign_in()
