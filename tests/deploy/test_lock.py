"""The lock files: every package with one version and its hashes, from wherever it is fetched."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.lock import ROOT

LOCKS = {
    "requirements.txt": ("runtime",),
    "requirements-production.txt": ("runtime", "production"),
    "requirements-test.txt": ("runtime", "test"),
}
PIN = re.compile(
    r"(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;\\]+)( ; [^\\]+)? \\(\n    --hash=\S+( \\)?)+"
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def declared() -> dict[str, list[Requirement]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {
        "runtime": project["project"]["dependencies"],
        "production": project["project"]["optional-dependencies"]["production"],
        "test": project["dependency-groups"]["test"],
    }
    return {name: [Requirement(text) for text in texts] for name, texts in groups.items()}


def locked(lock: str) -> dict[str, str]:
    """The version of each package, by its name."""
    pins = PIN.finditer((ROOT / lock).read_text(encoding="utf-8"))
    return {pin["name"]: pin["version"] for pin in pins}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_pins_with_hashes_and_nothing_else(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    left = PIN.sub("", text)
    assert [line for line in left.splitlines() if line.strip() and line[0] != "#"] == []
    hashes = [part for part in text.split() if part.startswith("--hash")]
    assert all(HASH.fullmatch(one) for one in hashes)
    assert len(hashes) >= len(locked(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert (
        re.findall(r"://|--\w*index|--find-links|--trusted-host|@|\w\.(?:org|com|io|net)\b", text)
        == []
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_package_that_is_declared(lock):
    pins = locked(lock)
    for group in LOCKS[lock]:
        for requirement in declared()[group]:
            version = pins[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), requirement


def test_locks_agree_on_every_version():
    versions = [set(locked(lock).items()) for lock in LOCKS]
    names = [dict(pins).keys() for pins in versions]
    for pins, own in zip(versions, names, strict=True):
        for others, theirs in zip(versions, names, strict=True):
            shared = own & theirs
            assert {pin for pin in pins if pin[0] in shared} == {
                pin for pin in others if pin[0] in shared
            }
