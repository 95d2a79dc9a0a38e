"""The catalogues say what the tables of terms say."""

import re

import polib
import pytest
from django.utils.translation import override

from iclei.management.commands.messages import catalogues
from tests.field.wording import FOREIGN_SIGNS
from tests.package_scripts import heard_in_scripts, strings_of_scripts
from tests.packages import strings_met
from tests.terms import CODES, PAGE, terms, unwanted_in

CATALOGUES = {
    code: [path for domain in ("django", "djangojs") for path in catalogues(domain)]
    for code in CODES.values()
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def entries(code: str) -> dict[tuple[str | None, str], str]:
    """The translations of a language, by context and string."""
    folder = code.replace("zh-h", "zh_H")
    paths = [path for path in CATALOGUES[code] if path.parts[-3] == folder]
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural[0]
        for path in reversed(paths)
        for entry in polib.pofile(str(path))
    }


@pytest.fixture(scope="module", params=CODES.values())
def language(request):
    return request.param, entries(request.param)


def test_string_that_is_a_term_is_translated_by_it(language):
    code, said = language
    wanted = {string: term.words[code] for term in terms() for string in term.alone}
    assert {string: said.get(string) for string in wanted} == wanted


def test_sentence_on_a_thing_has_its_term(language):
    code, said = language
    missed = [
        (word, string, text)
        for term in terms()
        for word in term.english
        for (_, string), text in said.items()
        if re.search(rf"\b{word}s?\b", PLACEHOLDER.sub("", string), re.IGNORECASE)
        if term.words[code] not in text
    ]
    assert missed == []


def test_no_string_has_a_word_that_is_not_used(language):
    code, said = language
    with override(code):
        of_packages = {said.one: said.heard() for said in strings_met()}
    of_scripts = heard_in_scripts(strings_of_scripts(), code).values()
    texts = [*said.values(), *of_packages.values(), *of_scripts]
    assert [(text, bad) for text in texts if (bad := unwanted_in(text, code))] == []


def test_terms_are_told_from_what_is_not_said():
    assert unwanted_in("새 패스워드", "ko") == ["패스워드 (비밀번호)"]
    assert unwanted_in("본부·사무소 관리자", "ko") == []
    assert unwanted_in("登入階段與會話", "zh-hant") == ["登入階段 (工作階段)", "會話 (工作階段)"]


def test_table_has_all_languages_and_contexts():
    assert len(terms()) > 60
    assert all(set(term.words) == {*CODES.values()} for term in terms())
    assert ("state of a text", "source") in {string for term in terms() for string in term.alone}
    assert "`" not in re.sub("`[^`\n]+`", "", PAGE.read_text("utf-8"))


def test_japanese_has_its_own_signs_and_no_space_between_scripts():
    """Spaces stand around what is copied, in headings that are two, and in names of others."""
    said = {string: text for (_, string), text in entries("ja").items()}
    del said["yes,no,maybe"]  # whose commas are read by a filter
    bare = [text.replace(".po", "") for text in said.values()]
    assert [text for text in bare if FOREIGN_SIGNS["ja"].search(text)] == []
    spaced = re.compile(
        r"[ぁ-んァ-ヶー一-鿿、。] [0-9A-Za-z%{(]|[0-9A-Za-z)}] [ぁ-んァ-ヶー一-鿿、。]"
    )
    copied = re.compile(r"%\((name|email|username|address|site|version)\)s|「Excel |KOGL |\( \)")
    assert [text for text in said.values() if spaced.search(text) and not copied.search(text)] == []
