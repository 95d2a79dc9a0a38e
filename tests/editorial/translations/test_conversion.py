"""Between the Chinese scripts: words, names, mark-up, and what is out of place."""

import csv
import json
import re
import subprocess
from pathlib import Path

import opencc
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from editorial.languages import LANGUAGES, column
from editorial.texts.passages import TAG
from editorial.translations.conversion import (
    AT_HOME,
    WAYS,
    converted,
    converted_fields,
    is_convertible,
    is_foreign,
    wrong_script,
)
from editorial.translations.glossary import Glossary, GlossaryWord
from editorial.translations.models import GlossaryEntry
from members.models import Member
from news.models import Article
from secretariats.models import Area, Person, Posting, Secretariat

EN, HANT, KO, JA, HANS = LANGUAGES
SAMPLE = settings.BASE_DIR / "sample"

TERMS = Glossary(
    [
        GlossaryWord(("sustainable development", "永續發展", "", "", "可持续发展")),
        GlossaryWord(("Taipei", "臺北", "", "台北", "台北"), is_name=True),
        GlossaryWord(("Chinese Taipei", "中華台北", "", "", "中华台北"), is_name=True),
        GlossaryWord(("Houli", "后里", "", "", ""), is_name=True),
        GlossaryWord(("Ligan", "", "", "", "里干"), is_name=True),
        GlossaryWord(("Toyota", "豐田", "", "豊田", "丰田"), is_name=True),
    ]
)
NOTHING = Glossary([])


def hant(text: str, terms: Glossary = TERMS) -> str:
    return converted(text, HANS, HANT, terms)


def hans(text: str, terms: Glossary = TERMS) -> str:
    return converted(text, HANT, HANS, terms)


def test_words_are_those_of_the_region():
    assert hant("信息与软件") == "資訊與軟體"
    assert hans("資訊與軟體") == "信息与软件"


def test_characters_with_two_forms_follow_their_words():
    assert hant("头发、发展、皇后、以后") == "頭髮、發展、皇后、以後"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [("社区支持", "社區支持"), ("服务窗口", "服務窗口"), ("核心", "核心"), ("区域性", "區域性")],
)
def test_words_of_everyday_are_not_taken_for_words_of_computing(simplified, traditional):
    assert hant(simplified) == traditional
    assert hans(traditional) == simplified


def test_artificial_intelligence_has_its_own_word():
    assert hans("人工智慧與智慧城市") == "人工智能与智慧城市"


def test_glossary_comes_before_the_tables():
    assert hant("可持续发展的循环经济") == "永續發展的循環經濟"
    assert hant("可持续发展", NOTHING) == "可持續發展"


def test_protected_name_takes_its_own_form():
    assert hant("中华台北的台北") == "中華台北的臺北"
    assert hans("中華台北的臺北") == "中华台北的台北"


def test_protected_name_without_a_form_stays_as_it_is():
    assert hant("里干里") == "里干裡"
    assert hans("后里與皇后") == "后里与皇后"


def test_quotation_marks_are_those_of_the_region():
    assert hant("“会员‘好’”与ICLEI’s") == "「會員『好』」與ICLEI’s"
    assert hans("「會員『好』」") == "“会员‘好’”"


def test_tags_and_attributes_stay_as_they_are():
    html = '<p>信息 &amp; <a href="https://example.org/信息?a=1&amp;b=2">软件</a><br></p>'
    assert hant(html) == html.replace("<p>信息", "<p>資訊").replace("软件", "軟體")


def test_name_that_is_split_by_mark_up_keeps_its_tags():
    assert hant("<p>台<strong>北</strong>市</p>") == "<p>臺<strong>北</strong>市</p>"
    assert hant("可<em>持续</em>发展") == "永續發展<em></em>"


def test_plain_text_with_signs_is_no_mark_up():
    assert hant("1 < 2 信息 > 0 &信息") == "1 < 2 資訊 > 0 &資訊"


@pytest.mark.parametrize(("source", "target"), [(JA, HANT), (HANS, HANS), (HANT, EN)])
def test_other_languages_are_not_converted(source, target):
    assert not is_convertible(source, target)
    with pytest.raises(ValueError, match=f"{source.code} is not converted into {target.code}"):
        converted("会員", source, target, TERMS)


def test_names_of_people_and_designations_are_never_sent():
    assert "leader_name" not in converted_fields(Member)
    assert "profile" in converted_fields(Member)
    assert converted_fields(Person) == ["role"]
    assert converted_fields(Area) == converted_fields(GlossaryEntry) == []
    assert "official_name" not in converted_fields(Member)
    assert "slug" not in converted_fields(Article)
    assert "address" in converted_fields(Secretariat)


def test_kind_without_translated_texts_has_nothing_to_send():
    assert converted_fields(Posting) == []


def test_characters_of_the_other_script_are_listed_once():
    assert wrong_script("会員与會員，会员", HANT) == ["会", "与", "员"]
    assert wrong_script("会員與會員", HANS) == ["員", "與", "會"]


def test_characters_that_both_scripts_have_are_in_place():
    assert wrong_script("皇后在台北里，群峰與污水", HANT) == []
    assert wrong_script("乾坤、著名与群峰", HANS) == []


def test_slips_that_the_table_excuses_are_listed():
    assert wrong_script("100万人，確种", HANT) == ["万", "种"]


def test_attributes_are_not_looked_at():
    assert wrong_script('<a href="/会">會</a>', HANT) == []


def test_protected_name_is_in_place_in_its_own_form():
    terms = Glossary([GlossaryWord(("A", "", "", "", "豐田"), is_name=True)])
    assert wrong_script("豐田與", HANS, terms) == ["與"]
    assert wrong_script("豐田", HANS, TERMS) == ["豐"]


@pytest.mark.parametrize("language", [EN, KO, JA])
def test_other_languages_have_no_other_script(language):
    assert wrong_script("会員與會員", language) == []


@pytest.mark.parametrize(
    ("code", "name"), [("zh-hant", "STCharacters"), ("zh-hans", "TSCharacters")]
)
def test_characters_at_home_are_those_of_opencc(code, name, tmp_path):
    folder = Path(opencc.__file__).parent / "clib"
    tool, table = folder / "bin/opencc_dict", folder / f"share/opencc/{name}.ocd2"
    out = tmp_path / "table.txt"
    command = [tool, "-i", table, "-f", "ocd2", "-o", out, "-t", "text"]
    subprocess.run(command, check=True, capture_output=True)
    lines = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    found = ((pair[0], pair[1].split()) for pair in lines if len(pair) == 2)
    assert AT_HOME[code] == {char for char, forms in found if char in forms[1:]}


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["台北", "<p>", "</p>", "<em>", "</em>", '<a href="/信息/台北">', "</a>"]),
        st.sampled_from(["<br>", "&amp;", "\n", "后里", "可持续发展", "“", "’", "a", "é", "🏙"]),
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=5),
        st.text(max_size=5),
    ),
    max_size=12,
).map("".join)
WAY = st.sampled_from([(HANS, HANT), (HANT, HANS)])


def tags(text: str) -> list[str]:
    return [tag[0] for tag in TAG.finditer(text)]


@given(PIECES, WAY)
def test_conversion_leaves_every_tag(text, way):
    assert tags(converted(text, *way, TERMS)) == tags(text)


@given(st.text(st.characters(max_codepoint=0x2000)), WAY)
def test_conversion_leaves_what_is_not_chinese(text, way):
    assert converted(text, *way, TERMS) == text


@given(PIECES)
def test_protected_name_stands_whatever_is_around_it(text):
    around = re.sub(r"[<>台北]", "", text)
    assert "臺北" in hant(f"<p>{around}</p><p>台北</p>")


@given(st.text(st.characters(codec="gb2312"), max_size=20))
def test_nothing_of_the_other_script_is_left(text):
    assert wrong_script(hant(text, NOTHING), HANT) == []


@given(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
def test_no_character_is_foreign_in_both_scripts_but_some_of_mixed_form(char):
    mixed = "輼緼藴苧醖"
    assert not (is_foreign(char, "zh-hant") and is_foreign(char, "zh-hans")) or char in mixed


# The profiles of the sample, there and back


def sample_terms() -> Glossary:
    """The glossary as the sample gives it: its own file, and the names in the others."""
    entries = []
    for name in ("glossary.csv", "areas.csv", "offices.csv", "members.csv"):
        field = "wording" if name == "glossary.csv" else "name"
        with open(SAMPLE / name, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                wordings = tuple(row[column(field, language)] for language in LANGUAGES)
                entries.append(GlossaryWord(wordings, row.get("kind", "name") == "name"))
    return Glossary(entries)


def profiles() -> dict[str, list[str]]:
    """The Simplified texts of each of the 75 members."""
    found: dict[str, list[str]] = {}
    for name in ("kr", "jp", "others"):
        told = json.loads((SAMPLE / f"profiles-{name}.json").read_text(encoding="utf-8"))
        for slug, texts in told.items():
            found[slug] = [texts[field].get("zh_hans") or "" for field in ("summary", "profile")]
    return found


def test_seventy_five_profiles_go_there_and_back():
    terms, told, changed = sample_terms(), profiles(), []
    assert len(told) == 75
    for slug, texts in told.items():
        for text in filter(None, texts):
            there = converted(text, HANS, HANT, terms)
            back = converted(there, HANT, HANS, terms)
            assert wrong_script(there, HANT, terms) == wrong_script(back, HANS, terms) == []
            for hit in terms.hits(text, HANS, HANT):
                if hit.entry.is_name:
                    assert hit.wanted in there
                    assert hit.words in back
            if back != text:
                changed.append(slug)
    # 智能 of a house in Toyota becomes 智慧 and stays so.
    assert sorted(set(changed)) == ["toyota"]


def test_ways_are_two():
    assert set(WAYS) == {("zh-hans", "zh-hant"), ("zh-hant", "zh-hans")}
