"""Takes over what the version before wrote of figures and terms while an upgrade was under way."""

from django.core.management.base import BaseCommand

from members.late_facts import take_over


class Command(BaseCommand):
    help = (
        "Take over key facts, sources in words and addresses of memberships that workers of "
        "version 0.2 wrote after the database was upgraded, until they stopped. For the end of an "
        "upgrade from that version; nothing is overwritten, and twice gives the same."
    )

    def handle(self, *args, **options):
        taken = take_over()
        told = ", ".join(f"{taken[one]} {one}" for one in ("key facts", "sources", "terms"))
        self.stdout.write(f"Taken over: {told}.")
