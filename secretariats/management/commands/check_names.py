"""Lists what the public reads and should not: names of areas that are not ICLEI's."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from modeltranslation.translator import translator

from editorial.records.doubts import unanswered
from editorial.records.wording import Guarded, objections, read_once


def held_in_public() -> Iterator[tuple[Guarded, str]]:
    """Each public record that holds such a name, and where; a name that was listed since is one."""
    with read_once():
        for model in translator.get_registered_models(abstract=False):
            records: Iterator[Any] = model._base_manager.order_by("pk").iterator(chunk_size=200)
            for obj in records:
                if isinstance(obj, Guarded) and obj.is_meant_for_the_public():
                    yield from ((obj, found.message) for found in objections(obj))
                    yield from ((obj, doubt.message) for doubt in unanswered(obj))


class Command(BaseCommand):
    help = (
        "List the public texts that hold a name of an area that is not to be used, or one in doubt "
        "for which nobody gave a reason. Nothing is "
        "changed. Run it after a name was listed: texts that were public before stay so."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for obj, words in held_in_public():
            self.stdout.write(f"{obj._meta.label} {obj.pk} ({obj}): {words}")
            count += 1
        self.stdout.write(f"{count} found.")
