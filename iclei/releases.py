"""Static files of this release and of the one before; those of older ones go.

Whoever has a page open while a new release takes over still asks for the files of the old one.
"""

import json
from collections.abc import Iterable
from pathlib import Path

KEPT = 2  # releases
RECORD = "releases.json"
#: Forms of a file that lie beside it, compressed once for all visitors.
COMPRESSED = (".gz", ".br")


def files_of(hashed: dict[str, str]) -> set[str]:
    """The paths of all files of a release, from the names that its manifest gives them."""
    names = {*hashed, *hashed.values()}
    return names | {name + ending for name in names for ending in COMPRESSED}


def prune(root: Path, manifest: str, now: set[str], before: set[str]) -> int:
    """Remove from ``root`` what belongs to no release that is kept; how many files that were.

    ``now`` are the files of this release. ``before`` are those that the manifest named until now,
    for a folder of which no record was kept yet.
    """
    older = [files for files in recorded(root) or [before] if files and files != now]
    releases = [now, *older][:KEPT]
    kept = set().union(*releases) | {manifest, RECORD}
    gone = [path for path in files_in(root) if path.relative_to(root).as_posix() not in kept]
    for path in gone:
        path.unlink()
    remove_empty_folders(root)
    draft = root / f"{RECORD}.new"
    draft.write_text(json.dumps([sorted(files) for files in releases]), encoding="utf-8")
    draft.replace(root / RECORD)
    return len(gone)


def recorded(root: Path) -> list[set[str]]:
    """The files of the releases that were kept last time, the newest first; none if unreadable."""
    try:
        found = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(found, list) or not all(isinstance(files, list) for files in found):
        return []
    return [set(files) for files in found]


def files_in(root: Path) -> Iterable[Path]:
    return [path for path in root.rglob("*") if path.is_symlink() or path.is_file()]


def remove_empty_folders(root: Path) -> None:
    folders = [path for path in root.rglob("*") if path.is_dir() and not path.is_symlink()]
    for folder in sorted(folders, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
