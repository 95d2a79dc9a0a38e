"""Compares all texts with the translation ledger anew, and with what they are found by."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from editorial.translations.translated import recompute, translated_models


class Command(BaseCommand):
    help = (
        "Compute anew which translations are missing, stale or current. Saving does so for each "
        "record; this is for after an upgrade, and for texts that were written past it, by SQL. "
        "Names and words for the search are compared too, as by recompute_search. Twice gives the "
        "same."
    )

    def handle(self, *args, **options):
        for model in translated_models():
            differing = recompute(model)
            self.stdout.write(f"{model._meta.verbose_name_plural}: {differing} stood otherwise")
        call_command("recompute_search", stdout=self.stdout)
