"""Django's ``migrate``, which refuses in words where a database's history is not ours."""

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections

from iclei.upgrades.history import contradiction


class Command(migrate.Command):
    help = (
        f"{migrate.Command.help} Refuses, and writes nothing, if the database has had migrations"
        " in another order or of a newer version; --prune is let through, which forgets those."
    )

    def handle(self, *args, database: str, prune: bool, **options) -> None:
        if not prune and (reason := contradiction(connections[database])):
            raise CommandError(reason)
        super().handle(*args, database=database, prune=prune, **options)
