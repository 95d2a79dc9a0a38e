"""The second factor of a user taken away, where no manager can do it in the back office."""

from django.core.management.base import BaseCommand, CommandError

from editorial.accounts.second_factors import reset
from secretariats.models import Staff


class Command(BaseCommand):
    help = (
        "Take away the second factor of a user who lost phone and recovery codes, and end their "
        "sessions. They set up a new one when they sign in next."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="their user name")

    def handle(self, *args, username: str, **options):
        user = Staff.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody is called {username} here.")
        done = "was reset" if reset(user) else "was never set up"
        self.stdout.write(f"The second factor of {username} {done}.")
