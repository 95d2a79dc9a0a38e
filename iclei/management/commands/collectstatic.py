"""Django's ``collectstatic``, which keeps the files of two releases and no more."""

from pathlib import Path

from django.contrib.staticfiles.management.commands import collectstatic

from iclei.releases import files_of, prune


class Command(collectstatic.Command):
    help = f"{collectstatic.Command.help} Keeps this release and the one before; older files go."

    def collect(self) -> dict[str, list[str]]:
        has_manifest = self.post_process and hasattr(self.storage, "hashed_files")
        before = files_of(self.storage.hashed_files) if has_manifest else set()
        collected = super().collect()
        if has_manifest and not self.dry_run:
            now = files_of(self.storage.hashed_files)
            gone = prune(Path(self.storage.location), self.storage.manifest_name, now, before)
            self.log(f"Removed {gone} files of older releases.", level=1 if gone else 2)
        return collected
