"""Has the packages of a lock file in ``var/venv``: ``python3 -m deploy.install <lock>``."""

import importlib.util
import subprocess
import sys

from deploy.steps import ROOT, Obstacle, Stamp, check_writable, fingerprint, step, stop_on_obstacle

VENV = ROOT / "var" / "venv"
PYTHON = VENV / "bin" / "python"


def install(lock: str) -> None:
    """Have the packages of a lock file in ``var/venv``; nothing is done when they are there.

    Raises Obstacle when this Python cannot make environments or packages cannot be fetched.
    """
    check_writable(ROOT / "var")
    contents = fingerprint([ROOT / lock], sys.version)
    stamp = Stamp(VENV / f".{lock}.stamp")
    if PYTHON.exists() and stamp.says(contents):
        return
    if not venv_works():
        make_venv()
    step(
        "Fetching and installing packages, once",
        *(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"),
        *("--require-hashes", "--no-deps", "--progress-bar", "off", "-r", lock),
        env={"PIP_CACHE_DIR": str(ROOT / "var" / "cache" / "pip")},
    )
    stamp.set(contents)


def venv_works() -> bool:
    """Whether ``var/venv`` is whole and made by the Python that runs this."""
    if not PYTHON.exists():
        return False
    question = "import sys, pip._internal.cli.main; print(sys.version)"
    answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version


def make_venv() -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Obstacle(
            f"{sys.executable} cannot make environments, because its venv module is missing or"
            " not whole; on Debian and Ubuntu: apt-get install python3-venv"
        )
    step("Making a Python environment in var/venv", sys.executable, "-m", "venv", "--clear", VENV)


if __name__ == "__main__":
    stop_on_obstacle(lambda: install(sys.argv[1]))
