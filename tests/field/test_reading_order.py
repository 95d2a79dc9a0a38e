"""Names in the order of their readings: ー as its vowel, small kana and marks as what is heard."""

from importlib import import_module

import pytest
from django.apps import apps

from editorial.texts.ordering import LONGEST_KEY, kana_key
from members.models import Member
from tests.factories.members import ListedMemberFactory

pytestmark = pytest.mark.each_database


@pytest.mark.parametrize(
    "names",
    [
        "エーリ エルデネト",  # ええり
        "ウランバートル ウランバヤン",  # ばあと
        "オーシャン おおた オーミ",  # おおし, おおた, おおみ
        "きい キール きいわ",
        "こうの ｺｰﾋﾞ こか",  # half-width: こおび
        "ヴーフ うえ",  # うう
        "ツェーリ つえる",  # a small vowel before it: つええ
        "すゞか すずき すずゝ",  # すす, whichever way it repeats
        "ハ゛ト ばな",  # a mark that stands alone
        "ヵしま かた ヶた",
        "ヷん わんか",
        "シㇽ しれ",  # small kana of Ainu
    ],
)
def test_names_go_by_what_is_heard(names):
    wanted = names.split()
    assert sorted(reversed(wanted), key=kana_key) == wanted


@pytest.mark.parametrize(
    "names", ["カー かあ", "はー はあ ばー", "けー けえ げえ", "ちゃや ちやや", "かゝ かか がか"]
)
def test_names_that_are_heard_alike_go_as_the_standard_has_them(names):
    wanted = names.split()
    assert sorted(reversed(wanted), key=kana_key) == wanted
    assert len({kana_key(name).split(" ")[0] for name in wanted}) == 1


@pytest.mark.parametrize("name", ["ー", "ーア", "Aー", "ゝ", "゛", ""])
def test_mark_without_a_sound_before_it_is_no_error(name):
    assert kana_key(name)


def test_longest_reading_fits_into_its_column():
    assert len(kana_key("ガ" * 119 + "ー")) <= LONGEST_KEY


@pytest.mark.django_db
def test_directory_and_download_have_that_order(client):
    for reading in ("エルデネト", "エーリ", "えきた"):
        ListedMemberFactory(name_ja=reading, reading_kana=reading)
    wanted = ["エーリ", "えきた", "エルデネト"]
    listed = client.get("/ja/members/").context["object_list"]
    assert [member.name_ja for member in listed] == wanted
    file = client.get("/ja/members/download.csv").getvalue().decode()
    assert sorted(wanted, key=file.index) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ハーキム", "キーウ"])
def test_upgrade_makes_the_stored_keys_anew(name):
    member = ListedMemberFactory(name_ja=name, reading_kana="")
    Member.objects.update(sort_ja=f"{name} as it was")
    migration = import_module("members.migrations.0007_sort_prolonged_kana")
    migration.fill(apps, None)
    assert Member.objects.get().sort_ja == member.sort_ja == kana_key(name)
