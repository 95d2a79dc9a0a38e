"""What the scripts share: one clear sentence when something is in the way, and visible progress.

Standard library only, because they run before anything is installed.
"""

import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
ON_A_TERMINAL = sys.stdout.isatty()

#: Seconds after which a step shows that it still runs, and seconds from one sign to the next.
PATIENCE = 2
SIGN_EVERY = 0.2 if ON_A_TERMINAL else 10


class Obstacle(Exception):
    """Something that only the person at the keyboard can remove; its text is for them."""


def say(text: str) -> None:
    print(text, flush=True)


def step(title: str, *command: str | Path, env: Mapping[str, str] | None = None) -> list[str]:
    """Run ``command``, showing that it goes on; its output is shown only when it fails.

    Returns the lines of that output. Raises Obstacle with the end of them.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    lines: list[str] = []
    reader = threading.Thread(target=collect, args=(process.stdout, lines), daemon=True)
    reader.start()
    show_progress(title, process, lines)
    reader.join()
    if process.returncode:
        raise Obstacle(f"{''.join(lines[-25:])}\n{title}: this failed, for the reason above.")
    say(f"{wiped_line()}✓ {title} ({time.monotonic() - started:.0f} s)")
    return lines


def collect(stream: IO[str], lines: list[str]) -> None:
    with stream:
        for line in stream:
            lines.append(line)


def show_progress(title: str, process: subprocess.Popen, lines: list[str]) -> None:
    """Until ``process`` ends: the seconds gone by and the last line it wrote."""
    started, shown = time.monotonic(), 0.0
    while process.poll() is None:
        time.sleep(0.05)
        seconds = time.monotonic() - started
        if seconds >= PATIENCE and seconds - shown >= SIGN_EVERY:
            shown = seconds
            latest = lines[-1].strip() if lines else ""
            sign = f"… {title} ({seconds:.0f} s) {latest}"[:78]
            print(f"{wiped_line()}{sign}", end="" if ON_A_TERMINAL else "\n", flush=True)


def wiped_line() -> str:
    """What brings a terminal back to the start of its line, wiped clean."""
    return "\r\033[K" if ON_A_TERMINAL else ""


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """A hash of the names and contents of files (of all that are in a folder) and of some words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


class Stamp:
    """A file that says of what a finished step was made, so that it need not be done again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def says(self, value: str) -> bool:
        return self.path.exists() and self.path.read_text() == value

    def set(self, value: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(value)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def check_writable(folder: Path) -> None:
    """Raises Obstacle if nothing can be written in ``folder``, which is made if need be."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Obstacle(f"{folder} must be writable, and is not: {error.strerror}.") from None


def stop_on_obstacle(main) -> None:
    """Run a script's ``main``; what is in the way is said in its own words, with exit code 1."""
    try:
        main()
    except Obstacle as obstacle:
        print(f"{wiped_line()}{obstacle}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print(f"{wiped_line()}Stopped.", file=sys.stderr)
        sys.exit(130)
