"""Loads the sample network."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from editorial.accounts.models import User
from editorial.records.doubts import answering
from editorial.records.models import LoadedRecord
from iclei.sample.loader import LoadingError, Outcome
from iclei.sample.loading import load_sample
from iclei.sample.staff import password_file
from secretariats.models import Posting


class Command(BaseCommand):
    help = (
        "Load or refresh the sample network: all of it or, where a file is wrong, nothing. "
        "What staff have edited or deleted stays as it is, field by field."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "sample", help="where the files lie"
        )
        parser.add_argument(
            "--reason",
            default="",
            help="why what is in doubt in the files may stand there",
        )

    def handle(self, *args: Any, folder: Path, reason: str, **options: Any) -> None:
        self.left_alone = 0
        try:
            with answering(reason):
                load_sample(folder, self._report)
        except LoadingError as error:
            raise CommandError("\n".join([*error.problems, "Nothing was loaded."])) from error
        if self.left_alone:
            self.stdout.write(f"Left {self.left_alone} fields as staff have them.")
        self._say_how_to_sign_in()

    def _report(self, kind: str, outcomes: Counter[Outcome]) -> None:
        self.left_alone += outcomes[Outcome.FIELDS_LEFT]
        counts = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items() if number)
        self.stdout.write(f"{kind}: {counts or 'none'}")
        self.stdout.flush()

    def _say_how_to_sign_in(self) -> None:
        """Name the sample's users who can still sign in, and where their password lies."""
        if password_file().exists():
            found = f"their password is in {password_file()}"
        elif reason := why_nothing_is_kept(password_file().parent):
            found = f"a password cannot be kept in {password_file().parent} ({reason})"
            found += ", so who was new has none: give one with manage.py changepassword"
        else:
            return
        self.stdout.write(f"Staff users of the sample; {found}")
        for posting in sample_postings():
            role = f"{posting.get_role_display()}, {posting.secretariat.name_en}"
            self.stdout.write(f"  {posting.user.username}  ({role})")


def why_nothing_is_kept(folder: Path) -> str:
    """In the system's words why no file can be made in a folder; empty if one can."""
    try:
        with TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return str(error.strerror)


def sample_postings() -> Iterable[Posting]:
    names = LoadedRecord.objects.filter(kind=User._meta.label_lower).values("key")
    return (
        Posting.objects.filter(user__username__in=names, user__is_active=True)
        .select_related("user", "secretariat")
        .order_by("pk")
    )
