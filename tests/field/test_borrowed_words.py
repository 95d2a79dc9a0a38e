"""What readers and staff can meet from other packages is in their language and in our words.

Of the strings, those of the table of corrections are in the fault list; the rule is that all others
hold to the same.
"""

import re

import polib
import pytest
from django.utils.translation import override

from editorial.languages.borrowed import scripts
from editorial.languages.scripts import of_other_chinese
from iclei.management.commands.messages import PLACEHOLDER, placeholders
from iclei.settings import BASE_DIR
from tests import packages
from tests.package_scripts import heard_in_scripts, strings_of_scripts
from tests.packages import Said, strings_met, strings_said
from tests.terms import unwanted_in

LANGUAGES = ("ko", "ja", "zh-hant", "zh-hans")
ENGLISH = sorted((BASE_DIR / "locale" / "en" / "LC_MESSAGES").glob("*.po"))
#: What is written in Latin letters in all languages.
LATIN = {
    *("URL", "UUID", "JSON", "IP", "IPv", "ID", "QR", "PIN", "JavaScript", "Django", "OK", "HTML"),
    *("KB", "MB", "GB", "TB", "PB", "Mac", "Control", "Command"),
    *("YYYY", "MM", "DD", "HH", "ss", "uuuuuu", "TZ"),
}
HAN = "\u4e00-\u9fff"
CJK = f"\u3041-\u30ff{HAN}"
#: What is wrong beside the words that docs/terms.md names: a pattern and why.
WRONG = {
    "ko": {
        "독자": "a reader is no subscriber",
        "객체|토글": "a word of programmers",
        "십시요|올비르|벡업": "misspelt",
        "을/를|이/가|은/는|와/과|를\\(을\\)": "particles that the reader is to choose from",
        "(?<![\\[/@]) [.,:?]|  |\\.\\.\\.": "badly set",
        "[\"']": "straight quotation marks",
    },
    "ja": {
        "シークレット": "English in kana",
        f"[{CJK}）][?!:,]|\\([^)]*[{CJK}]|\\.\\.\\.": "half-width punctuation",
        "[“”\"']": "quotation marks are 「」",
        f"[{CJK}] %(?!\\((?:username|email))|%(?:\\((?!username|email)\\w+\\))?s [{CJK}]": (
            "a space beside a word"  # user names and addresses are Latin
        ),
    },
    "zh-hant": {
        "數據|令牌|通過": "of the mainland, or of programmers",
        "[“”\"']": "quotation marks are 「」",
        f"[{HAN}）][?!:,.;]|\\([^)]*[{HAN}]|  |\\.\\.\\.": "half-width punctuation",
    },
    "zh-hans": {
        "令牌|(?<!服务)对象": "a word of programmers",
        "[\"']": "straight quotation marks",
        f"[{HAN}）][?!:,.;]|\\([^)]*[{HAN}]|  |\\.\\.\\.": "half-width punctuation",
    },
}
#: The same in English, where a package's own words are not ours: docs/terms.md.
WRONG_IN_ENGLISH = {
    "(?i)\\blog(ged|s|ging)? (in|out)\\b|\\blog(in|out)s?\\b": "people sign in and out",
    "(?i)\\busernames?\\b": "a user name is two words",
    "(?i)success": "that it was done says so",
    "(?i)\\b(objects?|instances?|slug|toggle|tokens?|click|parent)\\b": "a word of programmers",
    "(?i)\\bplease\\b": "a screen says what to do",
    "(?i)(recogn|author|organ|custom|unauthor)iz": "American spelling",
    "\\b[A-Z][a-z]+ (?!Latin|Roman|Unicode)[A-Z][a-z]": "capitals as in a title",
    "(?<!class=)[\"']": "straight quotation marks",
}
#: Marks that a text may be made of alone.
MARKS = ("yes,no,maybe", ":?.!", ", ", ":", "…")
BORROWED = BASE_DIR / "editorial" / "languages" / "borrowed"
#: What our own script says in the editor.
OURS = ("several kinds",)


def faults_of(text: str, said: Said, code: str) -> list[str]:
    """What a reader of the language would stumble over in the translation of a string."""
    if said.one in MARKS:
        return []
    plain = re.sub("<[^>]+>", "", text)
    words = set(re.findall("[A-Za-z]{2,}", PLACEHOLDER.sub(" ", plain))) - LATIN
    faults = [f"English: {', '.join(sorted(words))}"] if words else []
    faults += [why for wrong, why in WRONG[code].items() if re.search(wrong, plain)]
    faults += unwanted_in(plain, code)
    faults += [f"of the other Chinese: {letter}" for letter in of_other_chinese(text, code)]
    if placeholders(text) != placeholders(said.many or said.one):
        faults.append("other placeholders")
    return faults


def stumbled_over(heard: dict[Said, str], code: str, where: dict[Said, str]) -> list[str]:
    """Sentences on the strings with faults, and the files that say them."""
    return [
        f"{where[said]}: {said.one!r} is {text!r}: {'; '.join(faults)}"
        for said, text in heard.items()
        if (faults := faults_of(text, said, code))
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_nobody_stumbles_over_what_packages_say(code):
    with override(code):
        heard = {said: said.heard() for said in strings_met()}
    assert stumbled_over(heard, code, strings_met()) == []


def stumbled_over_in_english(heard: dict[Said, str]) -> list[str]:
    return [
        f"{text!r}: {why}"
        for text in heard.values()
        for wrong, why in WRONG_IN_ENGLISH.items()
        if re.search(wrong, PLACEHOLDER.sub("", re.sub("<[^>]+>", "", text)))
    ]


def test_nobody_stumbles_over_what_packages_say_in_english():
    with override("en"):
        heard = {said: said.heard() for said in strings_met()}
    assert stumbled_over_in_english(heard) == []
    assert stumbled_over_in_english(heard_in_scripts(strings_of_scripts(), "en")) == []


def test_english_catalogues_reword_what_packages_say():
    said = {*strings_said(), *strings_of_scripts()}
    entries = [entry for path in ENGLISH for entry in polib.pofile(str(path))]
    reworded = {Said(e.msgctxt, e.msgid, e.msgid_plural or None): e.msgstr for e in entries}
    assert [one for one in reworded if one not in said] == []
    assert [one.one for one, text in reworded.items() if one.one == text] == []


@pytest.mark.parametrize("text", ["Log in again", "Password Reset", "Username", "We'll send it"])
def test_english_of_packages_is_told_from_ours(text):
    assert stumbled_over_in_english({Said(None, text, None): text})


@pytest.mark.parametrize("code", LANGUAGES)
def test_nobody_stumbles_over_what_their_scripts_say(code):
    heard = heard_in_scripts(strings_of_scripts(), code)
    assert stumbled_over(heard, code, strings_of_scripts()) == []


def test_what_is_borrowed_is_what_packages_say():
    named = {said for path in BORROWED.glob("*.py") for said in packages.strings_of(path)}
    assert named - strings_said() == set()
    plain = (*scripts.DIALOGS, *scripts.BUTTONS, *scripts.KINDS, *scripts.ADMIN)
    in_scripts = {
        *(Said(None, text, None) for text in plain if text not in OURS),
        *(Said(context, text, None) for context, text in scripts.IN_CONTEXT),
        *(Said(None, one, many) for one, many in scripts.COUNTED),
    }
    assert in_scripts - {*strings_of_scripts()} == set()


@pytest.mark.parametrize(
    ("code", "text", "why"),
    [
        ("ko", "패스워드를 바꾸십시오.", "비밀번호"),
        ("ko", "역할을/를 고르십시오.", "particles"),
        ("ko", "저장했습니다.", "하였"),
        ("ko", "Change 링크", "English"),
        ("ja", "よろしいですか?", "half-width"),
        ("ja", "%(name)s を消去", "space"),
        ("zh-hant", "请稍候", "other Chinese"),
        ("zh-hant", "選取“%(name)s”", "「」"),
        ("zh-hans", "您已登出", "退出登录"),
        ("zh-hans", "請重試", "other Chinese"),
    ],
)
def test_fault_is_found(code, text, why):
    said = Said(None, "%(name)s" if "%(name)s" in text else "It", None)
    assert any(why in fault for fault in faults_of(text, said, code))


def test_lost_placeholder_is_found():
    assert faults_of("삭제하였습니다.", Said(None, "Deleted %(count)d.", None), "ko")
    assert not faults_of(
        "%(count)d건을 삭제하였습니다.", Said(None, "Deleted %(count)d.", None), "ko"
    )


def test_strings_are_read_from_code_and_templates():
    module = packages.ast.parse('pgettext_lazy("of a form", "Go") or _("a" "b") or _(name)')
    assert {*packages.strings_of_module(module)} == {
        Said("of a form", "Go", None),
        Said(None, "ab", None),
    }
    named = "{% trans 'Go' context 'on' %}"
    counted = "{% blocktrans count n=n %}a{% plural %}b{% endblocktrans %}"
    template = named + counted
    assert {*packages.strings_of_template(packages.templatize(template))} == {
        Said("on", "Go", None),
        Said(None, "a", "b"),
    }


def test_what_is_met_is_what_screens_show():
    met = {said.one for said in strings_met()}
    assert met >= {"Save and add another", "Enter a valid date.", "Recovery Codes"}
    assert not met & {"Sign Up", "Afrikaans", "Django documentation"}
