"""Static files of two releases stay, and those of older ones go."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.core.management import call_command

from iclei.releases import RECORD, files_of, prune

MANIFEST = "staticfiles.json"
HASHED = re.compile(r"\.[0-9a-f]{12}\.")


@pytest.fixture
def sources(tmp_path, settings) -> Path:
    """A folder of static files, gathered as in production into another."""
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "iclei.staticfiles.OneSheetStorage"}
    }
    (tmp_path / "sources" / "css").mkdir(parents=True)
    return tmp_path / "sources"


def release(sources: Path, **sheets: str) -> tuple[set[str], str]:
    """Gather these style sheets alone; the files that are then there, and what was said."""
    for old in (sources / "css").iterdir():
        old.unlink()
    for name, rules in sheets.items():
        (sources / "css" / f"{name}.css").write_text(rules * 40)  # worth compressing
    storages._storages.pop("staticfiles", None)
    staticfiles_storage._wrapped = storages["staticfiles"]
    said = StringIO()
    call_command("collectstatic", interactive=False, stdout=said)
    root = sources.parent / "static"
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}, said.getvalue()


def hashed(files: set[str], name: str) -> set[str]:
    return {file for file in files if file.startswith(f"css/{name}.")}


@pytest.fixture(autouse=True)
def storage_of_the_test():
    before = staticfiles_storage._wrapped
    yield
    staticfiles_storage._wrapped = before
    storages._storages.pop("staticfiles", None)


def test_third_release_ends_the_first(sources):
    first, _ = release(sources, site="p { color: red; }\n", old="b { color: red; }\n")
    second, _ = release(sources, site="p { color: blue; }\n")
    assert first <= second  # whoever has a page of the first open is served
    third, said = release(sources, site="p { color: green; }\n")
    only_first = {name for name in first if HASHED.search(name)}
    assert only_first
    assert only_first & third == set()
    assert hashed(third, "old") == set()
    assert "files of older releases" in said
    assert (
        len({name for name in third if name.startswith("css/site.") and name.endswith("css")}) == 3
    )


def test_same_release_again_pushes_nobody_out(sources):
    first, _ = release(sources, site="p { color: red; }\n")
    release(sources, site="p { color: blue; }\n")
    for _ in range(2):
        again, _ = release(sources, site="p { color: blue; }\n")
    assert hashed(first, "site") <= again


def test_going_back_keeps_the_release_that_is_left(sources):
    first, _ = release(sources, site="p { color: red; }\n")
    second, _ = release(sources, site="p { color: blue; }\n")
    back, _ = release(sources, site="p { color: red; }\n")
    assert hashed(first | second, "site") <= back


def test_folder_without_a_record_keeps_what_its_manifest_names(tmp_path):
    for name in ("a.1.css", "a.1.css.gz", "a.0.css", "gone/b.css", MANIFEST):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert (
        prune(tmp_path, MANIFEST, files_of({"a.css": "a.2.css"}), files_of({"a.css": "a.1.css"}))
        == 2
    )
    assert {path.name for path in tmp_path.iterdir()} == {"a.1.css", "a.1.css.gz", MANIFEST, RECORD}


@pytest.mark.parametrize("record", ["{", "[1, 2]", "null", '{"a": 1}'])
def test_record_that_cannot_be_read_counts_as_none(tmp_path, record):
    (tmp_path / RECORD).write_text(record)
    (tmp_path / "a.1.css").write_text("")
    prune(tmp_path, MANIFEST, files_of({"a.css": "a.2.css"}), files_of({"a.css": "a.1.css"}))
    assert (tmp_path / "a.1.css").exists()


def test_dry_run_removes_nothing(sources):
    release(sources, site="p { color: red; }\n")
    stray = sources.parent / "static" / "stray.css"
    stray.write_text("")
    call_command("collectstatic", interactive=False, dry_run=True, stdout=StringIO())
    assert stray.exists()
