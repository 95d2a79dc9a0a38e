"""Brings facts about members from a CSV file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editorial.texts.csv_files import Unreadable, read_text
from members.facts_file import CHANGED, NEEDED, NEW, UNCHANGED, take_file


class Command(BaseCommand):
    help = (
        "Bring facts about members from a CSV file in UTF-8 with the columns "
        f"{', '.join(NEEDED)}. Members are named by their page address, indicators and sources by "
        "their code; an answer by its code, too. A doubt makes a fact doubtful. All rows are "
        "stored, or none: each row that is refused is told with its reason. Twice gives the same."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The CSV file.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done.")
        parser.add_argument(
            "--reason",
            default="",
            help="Why what is unlikely may stand, such as a change of more than a third.",
        )

    def handle(self, *args, **options):
        try:
            text = read_text(options["file"])
        except Unreadable as error:
            raise CommandError(f"{options['file'].name} {error}") from error
        taken = take_file(text, options["reason"], is_dry=options["dry_run"])
        for why in taken.refused:
            self.stderr.write(why)
        if taken.refused:
            raise CommandError(f"Nothing was stored: {len(taken.refused)} rows are refused.")
        told = ", ".join(f"{taken.outcomes[one]} {one}" for one in (NEW, CHANGED, UNCHANGED))
        self.stdout.write(f"{'Would be: ' if options['dry_run'] else ''}{told}.")
