"""Files of pictures that have been replaced, and those that an interrupted upload has left."""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.core.management.base import BaseCommand
from django.db.models import Model
from django.utils import timezone

from editorial.pictures.fields import PictureField, StoredPicture

#: A younger file may belong to a record that is being saved.
SETTLED = timedelta(hours=1)


class Command(BaseCommand):
    help = (
        "Remove the files of pictures that no record names, nor any version of one in the history. "
        "Run it once a month."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would be removed")

    def handle(self, *args, dry_run: bool, verbosity: int, **options):
        done, freed = "would be removed" if dry_run else "removed", 0
        orphans = list(forgotten(default_storage))
        for name in orphans:
            freed += default_storage.size(name)
            if not dry_run:
                default_storage.delete(name)
            if dry_run or verbosity > 1:
                self.stdout.write(name)
        self.stdout.write(f"{len(orphans)} files {done}, {freed / 1_000_000:.1f} MB.")


def columns_of_pictures() -> Iterator[tuple[type[Model], PictureField]]:
    """Each model whose rows name pictures: records, and their versions in the history."""
    for model in apps.get_models():
        recorded = getattr(model, "instance_type", model)  # what a version is a version of
        own = {field.name for field in model._meta.fields}
        for field in recorded._meta.fields:
            if isinstance(field, PictureField) and field.name in own:
                yield model, field


def named() -> set[str]:
    """The files of all pictures that a record or a version of one names."""
    return {
        file
        for model, field in columns_of_pictures()
        for name in model._base_manager.values_list(field.name, flat=True).distinct()
        for file in StoredPicture(model(), field, name or "").names()
    }


def forgotten(storage: Storage) -> Iterator[str]:
    """The settled files in the folders of pictures that nothing names."""
    kept, before = named(), timezone.now() - SETTLED
    columns = columns_of_pictures()
    folders = {field.generate_filename(model(), "").partition("/")[0] for model, field in columns}
    for folder in sorted(folders):
        for name in files_in(storage, folder):
            if name not in kept and storage.get_modified_time(name) < before:
                yield name


def files_in(storage: Storage, folder: str) -> list[str]:
    """The names of the files in ``folder``, none where nothing has ever been stored there."""
    try:
        return [f"{folder}/{name}" for name in sorted(storage.listdir(folder)[1])]
    except FileNotFoundError:
        return []
