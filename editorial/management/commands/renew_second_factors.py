"""Secrets of the second factor, encrypted anew: after a key was added in front of ``MFA_KEYS``."""

from django.core.management.base import BaseCommand

from editorial.accounts.second_factors import renew


class Command(BaseCommand):
    help = (
        "Encrypt all secrets of the second factor under the first of MFA_KEYS. Once it has run, "
        "the other keys can go."
    )

    def handle(self, *args, **options):
        done, lost = renew()
        self.stdout.write(f"{done} secrets are encrypted under the first key.")
        for user in lost:
            self.stderr.write(f"{user.username}: none of the keys reads it. Reset it.")
