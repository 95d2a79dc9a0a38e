"""Catalogues compiled by Python alone."""

import gettext
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from iclei.management.commands import compile_catalogues

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogues(tmp_path, monkeypatch) -> Path:
    """An empty folder of catalogues, compiled into another."""
    monkeypatch.setattr(compile_catalogues, "SOURCES", tmp_path / "locale")
    monkeypatch.setattr(compile_catalogues, "COMPILED", tmp_path / "compiled")
    folder = tmp_path / "locale/ko/LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder


def write(path: Path, **translations: str) -> None:
    entries = [f'msgid "{source}"\nmsgstr "{text}"\n' for source, text in translations.items()]
    path.write_text(HEADER + "\n".join(entries), encoding="utf-8")


def compiled(folder: Path) -> Path:
    return folder.parents[2] / "compiled/ko/LC_MESSAGES/django.mo"


def translate(folder: Path, source: str) -> str:
    with compiled(folder).open("rb") as file:
        return gettext.GNUTranslations(file).gettext(source)


def test_catalogue_is_compiled(catalogues, capsys):
    write(catalogues / "django.po", Members="회원")
    call_command("compile_catalogues")
    assert translate(catalogues, "Members") == "회원"
    assert capsys.readouterr().out == "Compiled ko/django.po.\n"


def test_unchanged_catalogue_is_left_alone(catalogues, capsys):
    write(catalogues / "django.po", Members="회원")
    call_command("compile_catalogues", verbosity=0)
    call_command("compile_catalogues")
    assert capsys.readouterr().out == ""


def test_changed_source_is_compiled_again(catalogues):
    write(catalogues / "django.po", Members="회원")
    call_command("compile_catalogues", verbosity=0)
    write(catalogues / "django.po", Themes="주제")
    later = compiled(catalogues).stat().st_mtime + 1
    os.utime(catalogues / "django.po", (later, later))
    call_command("compile_catalogues", verbosity=0)
    assert translate(catalogues, "Themes") == "주제"
