"""Migrations of versions that are out: what they are, and all they import, may never change.

``frozen.toml`` beside this file holds, for each version, the migrations it added with a hash of
their contents, and the names they import from our apps. A database somewhere has had them.
"""

import ast
import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.module_loading import import_string

REMARK = """\
# The migrations of each version that is out, and what they import from our apps. Databases have had
# them: they are never changed, renamed or removed; what they import stays where it is.
# Written by `manage.py frozen_migrations --freeze`, compared by `make lint`.
"""


@dataclass(frozen=True)
class Version:
    """What a version added: file of each migration and its hash, and what they import."""

    migrations: Mapping[str, str] = field(default_factory=dict)
    imports: tuple[str, ...] = ()


Versions = dict[str, Version]


def read(file: Path) -> Versions:
    """The versions that are frozen in a file, in their order; none if it is not there."""
    if not file.exists():
        return {}
    held = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        version: Version(parts["migrations"], tuple(parts["imports"]))
        for version, parts in held.items()
    }


def write(file: Path, versions: Versions) -> None:
    file.write_text(REMARK + "".join(written(*one) for one in versions.items()), encoding="utf-8")


def written(version: str, frozen: Version) -> str:
    """A version as it stands in the file."""
    lines = ["", f'["{version}"]', "imports = ["]
    lines += [f'    "{name}",' for name in frozen.imports]
    lines += ["]", "", f'["{version}".migrations]']
    lines += [f'"{name}" = "{digest}"' for name, digest in frozen.migrations.items()]
    return "\n".join(lines) + "\n"


def freeze(root: Path, versions: Versions) -> Version:
    """What the migrations under ``root`` add to the versions that are frozen already."""
    known = {name for version in versions.values() for name in version.migrations}
    added = {name: path for name, path in migrations_under(root).items() if name not in known}
    imports = {name for path in added.values() for name in imported_from(path, apps_under(root))}
    return Version(
        {name: digest_of(path) for name, path in added.items()},
        tuple(sorted(imports)),
    )


def migrations_under(root: Path) -> dict[str, Path]:
    """All migrations of the apps of a repository, by their paths in it, in order."""
    found = sorted(root.glob("*/migrations/[!_]*.py"))
    return {path.relative_to(root).as_posix(): path for path in found}


def apps_under(root: Path) -> set[str]:
    return {path.parent.name for path in root.glob("*/__init__.py")}


def digest_of(path: Path) -> str:
    """SHA-256 of a file's text, however its lines end where it was checked out."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def imported_from(path: Path, apps: set[str]) -> set[str]:
    """The names that a migration takes from our apps, with the modules they are in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{one.name}" for one in node.names}
    modules = set(modules_imported(tree))
    for chain in chains(tree):
        if above := [module for module in modules if chain.startswith(f"{module}.")]:
            module = max(above, key=len)
            names.add(f"{module}.{chain.removeprefix(f'{module}.').partition('.')[0]}")
    return {name for name in names if name.partition(".")[0] in apps}


def modules_imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def chains(tree: ast.AST) -> Iterator[str]:
    """Attributes of attributes of a name, such as ``editorial.slugs.not_reserved``, in full."""
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in inner:
            yield ast.unparse(node)


def faults(root: Path, versions: Versions) -> list[str]:
    """What is no longer as it was frozen: a sentence each, with the file and the remedy."""
    return [
        fault
        for version, frozen in versions.items()
        for fault in (*changed(root, version, frozen), *vanished(version, frozen.imports))
    ]


def changed(root: Path, version: str, frozen: Version) -> Iterator[str]:
    now = {name: digest_of(path) for name, path in migrations_under(root).items()}
    names = {digest: name for name, digest in now.items()}
    for name, digest in frozen.migrations.items():
        if name not in now and digest in names:
            yield (
                f"{name} of version {version} was renamed to {names[digest]}: give the name back;"
                " where two lines of work meet, a merge migration follows both."
            )
        elif name not in now:
            yield (
                f"{name} of version {version} is gone: bring it back from there, and undo in a new"
                " migration what it did."
            )
        elif now[name] != digest:
            yield (
                f"{name} has changed since version {version}: bring it back as it was there, and"
                " put the change into a new migration."
            )


def vanished(version: str, imports: Iterable[str]) -> Iterator[str]:
    for name in imports:
        try:
            import_string(name)
        except ImportError:
            yield (
                f"{name}, which migrations of version {version} import, is gone: leave it under"
                " that name, if only as another name of what took its place."
            )
