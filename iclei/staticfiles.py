"""Style sheets as they travel: one file instead of those that it imports.

A browser fetches what a sheet imports only after the sheet itself, and holds the page back until
all has come. While developing, the imports are left as they are written. A sheet from a folder
below is read one folder up once it is joined: let it name no picture or face by a relative address.
"""

import re
from collections.abc import Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(
    r'^@import "(?P<sheet>(?:[\w-]+/)?[\w-]+\.css)"(?: (?P<media>[\w-]+))?;\n', re.MULTILINE
)


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    """Writes into each style sheet what it imports from its own folder or from one in it."""

    def post_process(self, paths, dry_run=False, **options) -> Iterator:
        if not dry_run:
            for name in [name for name in paths if name.endswith(".css")]:
                self._join(name, paths)
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, name: str, paths: dict) -> None:
        storage, path = paths[name]
        with storage.open(path) as file:
            written = file.read().decode()
        folder = name.rpartition("/")[0]

        def imported(found: re.Match[str]) -> str:
            source, source_path = paths[f"{folder}/{found['sheet']}"]
            with source.open(source_path) as file:
                rules = file.read().decode()
            return f"@media {found['media']} {{\n{rules}}}\n" if found["media"] else rules

        joined = IMPORT.sub(imported, written)
        if joined != written:
            with open(self.path(name), "w", encoding="utf-8") as file:
                file.write(joined)
            paths[name] = (self, name)
