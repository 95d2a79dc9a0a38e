from io import StringIO

import pytest
from django.core.management import call_command

from editorial.management.commands import build_han_variants
from editorial.management.commands.build_han_variants import groups_of
from editorial.texts.han_variants import FILE, ONE_FORM


def test_what_is_one_with_a_third_is_one_group():
    assert list(groups_of(["ab", "cd", "bc", "xy"])) == ["abcd", "xy"]


@pytest.mark.parametrize(
    "group", ["髙高", "﨑崎", "邉邊辺边", "淸清", "澤沢泽", "廣広广", "圡土", "尙尚", "嶋島岛"]
)
def test_table_has_the_forms_that_readers_take_for_one(group):
    assert len({ONE_FORM.get(ord(letter), letter) for letter in group}) == 1


@pytest.mark.parametrize("pair", ["大太", "土士", "未末", "東西", "千干"])
def test_table_leaves_apart_what_only_looks_alike(pair):
    assert len({ONE_FORM.get(ord(letter), letter) for letter in pair}) == 2


def test_command_writes_no_character_into_two_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(build_han_variants, "FILE", tmp_path / "variants.txt")
    call_command("build_han_variants", stdout=StringIO())
    written = (tmp_path / "variants.txt").read_text(encoding="utf-8")
    letters = written.replace("\n", "")
    assert len(letters) == len(set(letters))
    assert set(FILE.read_text(encoding="utf-8")) <= set(written)
