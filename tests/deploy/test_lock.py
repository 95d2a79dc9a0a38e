"""The lock files: every package with one version and its hashes, from wherever it is fetched.

They hold for every Python that we support and every system, because markers say what is needed
where: ``pip --no-deps`` adds nothing.
"""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.lock import ROOT

LOCKS = {
    "requirements.txt": ("runtime",),
    "requirements-production.txt": ("runtime", "production"),
    "requirements-test.txt": ("runtime", "test"),
}
PIN = re.compile(
    r"(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;\\]+)( ; (?P<marker>[^\\]+))?"
    r" \\(\n    --hash=\S+( \\)?)+"
)
PYTHONS = ("3.11.0", "3.11.2", "3.11.7", "3.12.0", "3.13.0", "3.14.0")
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
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


def machine(python: str, system: str) -> dict[str, str]:
    """What markers ask of a machine that has this Python and this system."""
    return {
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": system,
        "platform_system": SYSTEMS[system],
        "os_name": "nt" if system == "win32" else "posix",
    }


def installed_on(lock: str, there: dict[str, str]) -> dict[str, str]:
    """The version of each package that pip takes from a lock file on a machine."""
    pins = PIN.finditer((ROOT / lock).read_text(encoding="utf-8"))
    return {
        pin["name"]: pin["version"]
        for pin in pins
        if not pin["marker"] or Marker(pin["marker"]).evaluate(there)
    }


def requirements_of(package: str, extras: set[str], there: dict[str, str]) -> list[Requirement]:
    """What a package needs on a machine; of one that is not installed here, nothing is known."""
    try:
        texts = metadata.requires(package) or []
    except metadata.PackageNotFoundError:
        return []
    found = [Requirement(text) for text in texts]
    return [one for one in found if applies(one, extras, there)]


def applies(requirement: Requirement, extras: set[str], there: dict[str, str]) -> bool:
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate(there | {"extra": extra}) for extra in ("", *extras)
    )


def all_needed(lock: str, there: dict[str, str]) -> list[Requirement]:
    """What is declared for a lock file, and what that needs in turn, on a machine."""
    waiting = [one for group in LOCKS[lock] for one in declared()[group]]
    needed: dict[str, Requirement] = {}
    while waiting:
        requirement = waiting.pop()
        if str(requirement) not in needed:
            needed[str(requirement)] = requirement
            waiting += requirements_of(requirement.name, requirement.extras, there)
    return list(needed.values())


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_all_that_is_needed_on_each_machine(lock, python, system):
    there = machine(python, system)
    versions = installed_on(lock, there)
    for requirement in all_needed(lock, there):
        version = versions.get(canonicalize_name(requirement.name))
        assert version, f"{requirement} is needed"
        assert requirement.specifier.contains(version, prereleases=True), requirement


def test_what_packages_need_is_read_where_it_matters():
    """Redis needs a package below Python 3.11.3 alone: the very case that a lock once missed."""
    for python, is_needed in (("3.11.2", True), ("3.11.3", False)):
        there = machine(python, "linux")
        names = {one.name for one in requirements_of("redis", set(), there)}
        assert ("async-timeout" in names) is is_needed
        for lock in ("requirements-production.txt", "requirements-test.txt"):
            assert ("async-timeout" in installed_on(lock, there)) is is_needed


def test_lock_names_no_path():
    """Neither of this machine nor of the lock that another was held to."""
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert re.findall(r"^#|^-|/|file:", text, re.MULTILINE) == []
