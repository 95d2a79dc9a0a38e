"""Writes the lock files: every package with its version and hashes, so that installing repeats.

Run by ``make lock`` on the oldest Python we support, because newer ones need no package more.
The names of package indexes stay out, so that any mirror serves.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIP_COMPILE = [
    *(sys.executable, "-m", "piptools", "compile"),
    *("--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header", "--quiet"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options"),
    "--no-annotate",
]


def write_lock(name: str, requirements: list[str], *options: str) -> None:
    """Pin ``requirements`` and all that they need in the file ``name``."""
    print(f"Resolving {name} …", flush=True)
    subprocess.run(
        [*PIP_COMPILE, *options, *sys.argv[1:], "--output-file", name, "-"],
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
