"""The system's Chromium, and what it needs to show our five languages."""

import shutil
import subprocess

#: Nothing of a browser but its pages: no calls home, no first-run questions.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def chromium() -> str | None:
    """The path of the system's Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def has_cjk_fonts() -> bool:
    """Whether the system can draw Korean; its font package has the other scripts too."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False)
    return bool(listed.stdout.strip())
