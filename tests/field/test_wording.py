"""The words of the sample by a native editor's measure, and the rules by which that is told."""

import polib
import pytest

from editorial.languages import columns
from iclei.management.commands.messages import catalogues
from tests.field import wording
from tests.iclei.reading import Piece, faults
from tests.sample_texts import Text, rows_of, sample_texts


def offences(rule, of=lambda text: True) -> dict[str, list[str]]:
    """What ``rule`` finds in the texts of the sample that it is ``of``."""
    told = {str(text): list(rule(text)) for text in sample_texts() if of(text)}
    assert len(told) > 10, "Hardly anything was read."
    return {where: found for where, found in told.items() if found}


def in_language(*tags: str):
    return lambda text: text.tag in tags


def test_files_are_read_whole():
    texts = sample_texts()
    assert {text.tag for text in texts} == {"en", "zh-hant", "ko", "ja", "zh-hans"}
    past = {text.record for text in texts if text.is_past}
    coming = {text.record for text in texts if text.until} - past
    assert (len(past), len(coming)) == (6, 3)
    assert (
        len({(text.file, text.record) for text in texts}) == 5 + 18 + 8 + 5 + 1 + 75 + 21 + 75 + 18
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("시장이 바뀌었다. 새 시장은 젊습니다.", ["바뀌었다"]),
        ("이곳은 항구 도시이다", ["도시이다"]),
        ("그것은 사실이 아니다. 물이 맑다!", ["아니다", "맑다"]),
        ("바다가 있는 도시입니다. 함께합니다. 좋습니다. 좋다고 합니다.", []),
    ],
)
def test_plain_style_is_told_from_polite(text, found):
    assert wording.plain_endings(text) == found


def test_korean_speaks_in_one_register():
    """But for headlines, which Korean writes short."""
    korean = offences(
        lambda text: wording.plain_endings(text.value),
        lambda text: text.tag == "ko" and not text.is_headline,
    )
    assert korean == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ICLEI 会员大会", 1),
        ("宜可城（ICLEI）会员大会与 ICLEI 理事会", 1),
        ("宜可城（ICLEI）会员大会与宜可城理事会", 0),
    ],
)
def test_latin_name_is_told_from_its_explanation(text, count):
    assert len(wording.latin_iclei(text)) == count


def test_simplified_chinese_has_one_name_for_iclei():
    assert offences(lambda text: wording.latin_iclei(text.value), in_language("zh-hans")) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The color of the theater", ["color", "theater"]),
        ("They analyze a catalog downtown.", ["analyze", "catalog", "downtown"]),
        ("It was globalized in northwestern Hubei.", ["globalized", "northwestern"]),
        ("They practice writing.", ["practice"]),
        ("The laboratory in practice; the Northeast Asian forum", []),
        ("The Kaohsiung Capacity Center is a training centre.", []),
    ],
)
def test_american_spelling_is_told_from_british(text, found):
    assert wording.american_words(text) == found


def test_english_is_british():
    assert offences(lambda text: wording.american_words(text.value), in_language("en")) == {}


def test_quotes_and_apostrophes_are_curly():
    assert offences(lambda text: wording.STRAIGHT.findall(text.value)) == {}


@pytest.mark.parametrize(
    ("text", "tag", "is_foreign"),
    [
        ("他说“好”", "zh-hant", True),
        ("他說「好」（沒錯）", "zh-hant", False),
        ("他说「好」", "zh-hans", True),
        ("首尔, 釜山", "zh-hans", True),
        ("東京(日本)", "ja", True),
        ("東京（日本）、10.5 km", "ja", False),
        ("서울（한국）", "ko", True),
        ("서울(한국), ‘좋은 도시’", "ko", False),
    ],
)
def test_signs_of_another_language_are_found(text, tag, is_foreign):
    assert bool(wording.FOREIGN_SIGNS[tag].search(text)) is is_foreign


def test_signs_are_those_of_the_language():
    """Addresses keep the signs of the place to which a letter goes."""
    found = offences(
        lambda text: wording.FOREIGN_SIGNS[text.tag].findall(text.value),
        lambda text: text.field != "address",
    )
    assert found == {}


def test_space_stands_between_latin_and_han():
    assert wording.TIGHT.search("2019年") and not wording.TIGHT.search("2019 年，G20")
    tight = offences(
        lambda text: wording.TIGHT.findall(text.value), in_language("zh-hant", "zh-hans")
    )
    assert tight == {}


def test_traditional_letters_are_found():
    assert wording.traditional_letters("气候變化与環境") == ["變", "環"]


def test_scripts_are_not_mixed():
    """Letters of each language; ``faults`` knows the names that go beyond."""
    mixed = offences(lambda text: faults(Piece(text.value, text.language.tag, "")))
    mixed |= offences(lambda text: wording.traditional_letters(text.value), in_language("zh-hans"))
    assert mixed == {}


@pytest.mark.parametrize(
    ("text", "tag"),
    [("以公交出行", "zh-hant"), ("透过资讯平台", "zh-hans"), ("短信通知", "zh-hant")],
)
def test_words_of_the_other_side_are_found(text, tag):
    assert wording.OTHER_CHINESE[tag].search(text)


def test_chinese_words_are_those_of_the_reader():
    found = offences(
        lambda text: wording.OTHER_CHINESE[text.tag].findall(text.value),
        in_language("zh-hant", "zh-hans"),
    )
    assert found == {}


@pytest.mark.parametrize(
    ("text", "tag"), [("軟件的默認值", "zh-hant"), ("用滑鼠开启档案", "zh-hans")]
)
def test_words_of_screens_of_the_other_side_are_found(text, tag):
    assert wording.SCREEN_CHINESE[tag].search(text)


def chinese_strings(tag: str) -> list[str]:
    """The translations into a Chinese."""
    folder = tag.replace("zh-h", "zh_H")
    paths = [path for kind in ("django", "djangojs") for path in catalogues(kind)]
    entries = (
        entry for path in paths if path.parts[-3] == folder for entry in polib.pofile(str(path))
    )
    found = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert len(found) > 1500, "Hardly anything was read."
    return found


@pytest.mark.parametrize("tag", wording.SCREEN_CHINESE)
@pytest.mark.parametrize(
    "rule",
    [wording.SCREEN_CHINESE, wording.OTHER_CHINESE, wording.FOREIGN_SIGNS, None],
    ids=["screens", "prose", "signs", "spaces"],
)
def test_strings_are_chinese_of_the_reader(tag, rule):
    sought = rule[tag] if rule else wording.TIGHT
    strings = [wording.PLACEHOLDER.sub("\0", text) for text in chinese_strings(tag)]
    assert {one for one in strings if sought.search(one)} - {"是,否,未知"} == set()


@pytest.mark.parametrize("tag", wording.SCREEN_CHINESE)
def test_numbers_stand_apart_from_chinese(tag):
    assert wording.TIGHT_NUMBER.search("共%(count)s 筆")
    assert [text for text in chinese_strings(tag) if wording.TIGHT_NUMBER.search(text)] == []


def test_one_thing_has_one_name():
    assert offences(lambda text: wording.RETIRED[text.tag].findall(text.value)) == {}


@pytest.mark.parametrize(
    "source", ["Sheet3.xlsx", "from gitlab.com/x/y", "2015, via a copy of a page"]
)
def test_working_note_is_found(source):
    assert wording.WORKING_NOTE.search(source)


def test_sources_of_figures_are_no_working_notes():
    titles = [row[name] for row in rows_of("sources.csv") for name in columns("title")]
    assert all(titles)
    assert [title for title in titles if wording.WORKING_NOTE.search(title)] == []


FUTURE = [
    ("The mayor will speak. The fair takes place in May.", "en", 2),
    ("The fair takes place every year. The mayor spoke.", "en", 0),
    ("시장이 연설할 예정입니다. 축제가 개최됩니다.", "ko", 2),
    ("축제는 해마다 열립니다. 시장이 연설하였습니다. 주제는 물입니다.", "ko", 0),
    ("市長が講演します。開催する予定です。", "ja", 2),
    ("祭りは2年に一度開かれます。市長が講演しました。", "ja", 0),
    ("市長將致詞。", "zh-hant", 1),
    ("市长预计出席。", "zh-hans", 1),
    ("市长出席了会议。", "zh-hans", 0),
]


@pytest.mark.parametrize(("text", "tag", "count"), FUTURE)
def test_future_is_told_from_past(text, tag, count):
    assert len(wording.future_words(text, tag)) == count


def test_past_events_are_told_in_the_past():
    found = offences(
        lambda text: wording.future_words(text.value, text.tag), lambda text: text.is_past
    )
    assert found == {}


def test_coming_events_are_told_as_coming():
    """A rule that finds nothing in them would find nothing at all."""

    def is_coming(text: Text) -> bool:
        return text.until is not None and not text.is_past

    found = offences(lambda text: wording.future_words(text.value, text.tag), is_coming)
    assert {where.rpartition(" ")[2] for where in found} == set(wording.FUTURE)
