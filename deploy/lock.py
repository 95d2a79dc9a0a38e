"""Writes the lock files: every package with its version and hashes, so that installing repeats.

Run by ``make lock``. One lock serves every Python from ``OLDEST_PYTHON`` on and every system: what
only some of them need carries a marker that says which, as redis needs async-timeout below 3.11.3
alone. ``deploy.install`` leaves resolving to these markers (``pip --no-deps``).
The names of package indexes stay out, so that any mirror serves.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = "3.11.0"
COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet"),
    *("--universal", "--python-version", OLDEST_PYTHON, "--python", sys.executable),
    *("--generate-hashes", "--no-header", "--no-annotate"),
    *("--cache-dir", "var/cache/uv"),
]


def write_lock(name: str, requirements: list[str], *options: str) -> None:
    """Pin ``requirements`` and all that they need in the file ``name``."""
    print(f"Resolving {name} …", flush=True)
    subprocess.run(
        [*COMPILE, *options, *sys.argv[1:], "--output-file", name, "-"],
        input="\n".join(requirements),
        text=True,
        cwd=ROOT,
        check=True,
    )


def main() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = declared["project"]["dependencies"]
    production = declared["project"]["optional-dependencies"]["production"]
    test = declared["dependency-groups"]["test"]
    # Production first: what it cannot use (the S3 client asks for an older python-dateutil)
    # must not be what the tests ran with.
    write_lock("requirements-production.txt", runtime + production)
    same_versions = "--constraint=requirements-production.txt"
    write_lock("requirements.txt", runtime, same_versions)
    write_lock("requirements-test.txt", runtime + test, same_versions)


if __name__ == "__main__":
    main()
