"""The tests on the newest Python and the newest Django 6: ``make test-newest``.

They show early what will break. The newest Python is taken that this machine has or uv can bring,
and for which all packages have wheels; without any, the tests are left out, which is said loudly
and with CI=true is a failure. On SQLite and without a browser: neither depends on Python.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from deploy.steps import ROOT, say

VENV = ROOT / "var" / "venv-newest"
PYTHON = VENV / "bin" / "python"
UV = (sys.executable, "-m", "uv", "--quiet", "--no-progress", "--cache-dir", "var/cache/uv")
#: Django 6 asks for 3.12 or newer.
OLDEST = (3, 12)
DJANGO = "Django>=6,<7"
WHEELS = ("--no-deps", "--only-binary", ":all:", "--python", str(PYTHON))
PYTEST = ("-m", "pytest", "-n", "auto", "-q", "--ignore=tests/browser", "-p", "no:cacheprovider")


def works(*command: str) -> bool:
    """Whether a step towards an environment works; why not is nothing to stop for."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return result.returncode == 0


def pythons() -> Iterator[str]:
    """Names of versions ("3.14") or paths of such as are here, the newest first.

    Of each version, one that is on the machine is taken before uv fetches another.
    """
    here = {version: str(path) for path in interpreters() if (version := version_of(path))}
    for version in sorted({*here, *fetchable()}, reverse=True):
        if version >= OLDEST:
            yield here.get(version, ".".join(map(str, version)))


def interpreters() -> Iterator[Path]:
    """What may be a Python on this machine: on the path, and where pyenv keeps its own."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for folder in (*pyenv.glob("versions/*/bin"), *folders):
        yield from sorted(folder.glob("python3.[0-9]*[0-9]"))


def version_of(path: Path) -> tuple[int, int] | None:
    """Major and minor version of an interpreter; None if it does not run or is no release."""
    question = "import sys; v = sys.version_info; print(v[0], v[1], v[3])"
    try:
        answer = subprocess.run([path, "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return None
    major, minor, level = [*answer.stdout.split(), "", "", ""][:3]
    return (int(major), int(minor)) if level == "final" else None


def fetchable() -> set[tuple[int, int]]:
    """The versions that uv knows how to fetch, releases of CPython only."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "python",
        "list",
        "--only-downloads",
        "--output-format",
        "json",
    ]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    known = json.loads(answer.stdout or "[]")
    numbers = [one["version"] for one in known if one["implementation"] == "cpython"]
    parts = [number.split(".") for number in numbers]
    return {(int(major), int(minor)) for major, minor, patch in parts if patch.isdigit()}


def make_environment() -> str | None:
    """Make ``var/venv-newest``; which Python and Django it has, or None if none can be had."""
    for python in pythons():
        if (
            works(*UV, "venv", "--clear", "--python", python, str(VENV))
            and works(*UV, "pip", "install", *WHEELS, "-r", "requirements-test.txt")
            and works(*UV, "pip", "install", *WHEELS, "--upgrade", DJANGO)
        ):
            return described()
        say(f"Python {python} cannot be had with wheels of all packages.")
    return None


def described() -> str:
    question = "import platform, django; print(platform.python_version(), django.__version__)"
    answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=True)
    return "Python {} and Django {}".format(*answer.stdout.split())


def main(*arguments: str) -> int:
    """Run the tests, or those that ``arguments`` of pytest choose; 0 unless they fail."""
    say("\n== Tests on the newest Python and Django")
    names = make_environment()
    if names is None:
        say("!! LEFT OUT: the tests on the newest Python, for want of one with Django 6.")
        return int(os.environ.get("CI") == "true")
    say(f"On {names}")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [PYTHON, *PYTEST, *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    say(f"== {names}: {'FAILED' if code else 'passed'}")
    return int(code != 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
