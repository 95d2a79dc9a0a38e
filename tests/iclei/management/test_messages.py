"""Catalogues that hide nothing from their translators and guess nothing for them."""

from pathlib import Path

import polib
import pytest

from iclei.management.commands.messages import faults_of, renewed


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


def cities(text: str) -> polib.POEntry:
    return polib.POEntry(msgid="One city", msgid_plural="%(count)d cities", msgstr_plural={0: text})


@pytest.fixture
def korean(tmp_path) -> Path:
    path = tmp_path / "ko/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    catalogue(
        polib.POEntry(msgid="Members", msgstr="회원"),
        polib.POEntry(msgid="Gone", msgstr="없음"),
        cities("도시 %(count)d곳"),
    ).save(str(path))
    return path


def test_renewed_catalogue_keeps_translations_and_takes_new_strings(korean):
    strings = catalogue(polib.POEntry(msgid="Member"), polib.POEntry(msgid="Members"), cities(""))
    entries = {entry.msgid: entry for entry in renewed(korean, strings)}
    assert list(entries) == ["Member", "Members", "One city"]
    assert entries["Members"].msgstr == "회원"
    assert entries["One city"].msgstr_plural == {0: "도시 %(count)d곳"}
    assert entries["Member"].msgstr == "" and not entries["Member"].fuzzy


def test_renewed_catalogue_names_no_person_and_no_moment(korean):
    metadata = renewed(korean, catalogue()).metadata
    assert metadata["Language"] == "ko"
    assert not {"Last-Translator", "POT-Creation-Date", "PO-Revision-Date"} & set(metadata)


def test_complete_catalogue_has_no_faults():
    complete = catalogue(polib.POEntry(msgid="Members", msgstr="회원"), cities("%(count)d곳"))
    assert list(faults_of(complete)) == []


@pytest.mark.parametrize(
    "entry",
    [
        polib.POEntry(msgid="Members", msgstr=""),
        polib.POEntry(msgid="Members", msgstr="회원", flags=["fuzzy"]),
        polib.POEntry(msgid="Page {number}", msgstr="쪽"),
        polib.POEntry(msgid="%(name)s joined", msgstr="%(title)s 가입"),
        cities(""),
        cities("도시"),
    ],
)
def test_fault_is_found(entry):
    assert len(list(faults_of(catalogue(entry)))) == 1
