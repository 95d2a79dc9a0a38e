"""Loads a file of the climate record: what a questionnaire or an observer says of members."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from editorial.records.doubts import answering
from iclei.sample.files import Folder
from iclei.sample.loader import Loading, LoadingError
from iclei.sample.loading import CLIMATE


class Command(BaseCommand):
    help = (
        "Load a CSV file of inventories, targets or pledges, with the columns that those of the "
        "sample have: all of it or, where a row is wrong, nothing. A file that is loaded again "
        "changes nothing, and what staff have edited stays as it is, field by field."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[*CLIMATE], help="what the rows of the file are")
        parser.add_argument("file", type=Path, help="the file, in UTF-8")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would become of each row, and stop"
        )
        parser.add_argument(
            "--reason", default="", help="why what is in doubt in the file may stand there"
        )

    def handle(self, *args: Any, kind: str, file: Path, reason: str, **options: Any) -> None:
        loading = Loading()
        try:
            table = Folder(file.parent).table(file.name)
        except LoadingError as error:
            raise CommandError("\n".join(error.problems)) from error
        with transaction.atomic(), translation.override("en"), answering(reason):
            outcomes = loading.load(table, CLIMATE[kind])
            transaction.set_rollback(bool(loading.problems or options["dry_run"]))
        if loading.problems:
            raise CommandError("\n".join([*loading.problems, "Nothing was loaded."]))
        counts = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items() if number)
        self.stdout.write(f"{kind}: {counts or 'none'}")
        if options["dry_run"]:
            self.stdout.write("Nothing was stored: this was a dry run.")
