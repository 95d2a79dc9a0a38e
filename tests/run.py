"""Everything that CI runs: the checks, then the tests, each where it tells something.

PostgreSQL, which serves in production, runs them all. SQLite runs those that could tell it from
PostgreSQL, and the walks in a browser; where there is no PostgreSQL, it runs them all. With
``--all`` both run everything, in all rounds, languages and roles, and the bench tests itself.

What the machine lacks is installed where that is allowed, which is as root on Debian. What stays
missing leaves its tests out and is said loudly at the end; with CI=true that is a failure.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable

from deploy.steps import ROOT, say
from tests import postgres
from tests.browser import browsers

PYTEST = (sys.executable, "-m", "pytest", "-n", "auto", "-q")
WITHOUT_BROWSER = ("--ignore=tests/browser",)
WHERE_IT_DIFFERS = ("-m", "each_database or browser")
EVERYTHING = ("--all", "tests", "tests/bench")
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")

#: What tests need beyond Python: the Debian package, what is left out without it, how to find it.
NEEDS: dict[str, tuple[str, Callable[[], object]]] = {
    "chromium": ("the walks in a browser", browsers.chromium),
    "fonts-noto-cjk": ("the walks in a browser", browsers.has_cjk_fonts),
    "gettext": ("the look for strings not yet gathered", lambda: shutil.which("xgettext")),
    "postgresql": ("all tests on PostgreSQL", postgres.binaries),
}

#: Seconds of processor that servers of databases have taken.
SERVED: list[float] = []


def missing_packages() -> list[str]:
    """The Debian packages that the tests would use and the machine lacks."""
    return [package for package, (_, found) in NEEDS.items() if not found()]


def install(packages: list[str]) -> None:
    """Install from Debian where we may; what fails shows as still missing."""
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {', '.join(packages)}, which the tests use")
        unasked = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "--quiet=2"], check=False, env=unasked)
        subprocess.run([*INSTALL, "--quiet=2", *packages], check=False, env=unasked)


def passes(title: str, *command: str, **environment: str) -> bool:
    """Run a step under its title; its output is shown as it comes."""
    say(f"\n== {title}")
    result = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
    return result.returncode == 0


def results(missing: list[str], is_all: bool) -> dict[str, bool]:
    """Run every step that the machine allows; whether each passed, by its title."""
    lacks_browser = {"chromium", "fonts-noto-cjk"} & set(missing)
    asked = (*PYTEST, *(EVERYTHING if is_all else ()))
    on_sqlite = asked if is_all or "postgresql" in missing else (*asked, *WHERE_IT_DIFFERS)
    steps = {
        "Checks": passes("Checks", "make", "--no-print-directory", "lint"),
        "SQLite": passes(
            "Tests on SQLite", *on_sqlite, *(WITHOUT_BROWSER if lacks_browser else ())
        ),
    }
    if "postgresql" not in missing:
        with postgres.server(SERVED.append) as url:
            title = "Tests on PostgreSQL"
            steps["PostgreSQL"] = passes(title, *asked, *WITHOUT_BROWSER, DATABASE_URL=url)
    return steps


def processor_seconds() -> float:
    """What all steps have taken of the processor, PostgreSQL with them.

    Parts of a browser that end without being waited for are left out; the step tells of them.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + sum(SERVED)


def main() -> int:
    install(missing_packages())
    missing = missing_packages()
    steps = results(missing, is_all="--all" in sys.argv)
    say(
        "\n== " + ", ".join(f"{name}: {'passed' if ok else 'FAILED'}" for name, ok in steps.items())
    )
    say(f"   {processor_seconds() / 60:.1f} minutes of processor")
    for package in missing:
        say(f"!! LEFT OUT: {NEEDS[package][0]}, for want of {package}.")
    if missing:
        say(f"!! To have them run: {' '.join(INSTALL)} {' '.join(missing)}   (as root)")
    complete = not missing or os.environ.get("CI") != "true"
    return 0 if all(steps.values()) and complete else 1


if __name__ == "__main__":
    sys.exit(main())
