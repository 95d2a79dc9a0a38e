"""Compares what all records are found by with the tables of names and words anew."""

from django.core.management.base import BaseCommand

from editorial.finding.filling import rebuild
from editorial.finding.searched import found_models


class Command(BaseCommand):
    help = (
        "Compute anew by which names and words records are found. Saving does so for each record; "
        "this is for after an upgrade, where recompute_ledger calls it, and for what was written "
        "past it, by SQL. Twice gives the same."
    )

    def handle(self, *args, **options):
        for model in found_models():
            differing = rebuild(model)
            self.stdout.write(f"{model._meta.verbose_name_plural}: {differing} found otherwise")
