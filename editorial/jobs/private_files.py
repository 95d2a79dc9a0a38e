"""Files that no address leads to: a page hands them out to those whose they are."""

import time
from pathlib import Path

from django.conf import settings

#: Days after which a file that was made for somebody is deleted.
DAYS_KEPT = 3


def private_folder(name: str) -> Path:
    """A folder below ``VAR_DIR/private``, which nginx and the media folder do not reach."""
    path = Path(settings.VAR_DIR) / "private" / name
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def delete_old_files(name: str, days: float = DAYS_KEPT) -> int:
    """Delete the files of a folder that are older than ``days``; how many they were."""
    before, count = time.time() - days * 24 * 3600, 0
    for path in private_folder(name).iterdir():
        if path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            count += 1
    return count
