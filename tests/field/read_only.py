"""A file system of which only some folders can be written, for whoever runs the tests, root too.

Permission bits do not stop root, and neither mounts nor other users can be had everywhere. Python
tells an audit hook of every file that it opens or changes: one that refuses as a read-only system
does stands for it. What a library in C opens by itself is not told; of these there is SQLite alone.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: What changes the system, with how many paths it comes.
CHANGES = {
    **dict.fromkeys(("os.mkdir", "os.remove", "os.rmdir", "os.truncate"), 1),
    **dict.fromkeys(("os.chmod", "os.chown", "os.utime"), 1),
    **dict.fromkeys(("os.rename", "os.link", "os.symlink"), 2),
}


class Guard:
    """The root that cannot be written, the folders in it that can, and what was refused."""

    def __init__(self) -> None:
        self.root: Path | None = None
        self.writable: tuple[Path, ...] = ()
        self.refused: list[str] = []

    def hear(self, event: str, details: tuple) -> None:
        if self.root is None:
            return
        if event == "open" and isinstance(details[2], int) and details[2] & WRITING:
            self.judge(details[0])
        for path in details[: CHANGES.get(event, 0)]:
            if not (event == "os.mkdir" and os.path.isdir(path)):  # that it exists is said first
                self.judge(path)

    def judge(self, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        whole = Path(os.path.abspath(os.fsdecode(path)))
        if self.root in whole.parents and not any(p in whole.parents for p in self.writable):
            self.refused.append(str(whole.relative_to(self.root)))
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(whole))


GUARD = Guard()
HEARS: list[Guard] = []


@contextmanager
def read_only(root: Path, *writable: Path) -> Iterator[list[str]]:
    """Refuse to write under ``root`` but in ``writable``; yields what was refused, by its path."""
    if not HEARS:  # a hook cannot be taken back, so there is one, which mostly has nothing to do
        sys.addaudithook(GUARD.hear)
        HEARS.append(GUARD)
    GUARD.refused = []
    GUARD.writable, GUARD.root = writable, root
    try:
        yield GUARD.refused
    finally:
        GUARD.root = None
