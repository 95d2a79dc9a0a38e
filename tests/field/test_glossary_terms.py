"""What the desk asks translators to write is what the site writes."""

import csv

import polib
import pytest
from django.conf import settings

from editorial.languages import LANGUAGES

SAMPLE = settings.BASE_DIR / "sample"
OTHERS = [language for language in LANGUAGES if language.code != "en"]


def glossary() -> list[dict[str, str]]:
    with (SAMPLE / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def catalogue(language) -> dict[str, set[str]]:
    """What each of our own strings, in small letters, is called; capitals make no other word."""
    locale = language.tag.replace("-", "_")
    path = settings.BASE_DIR / "locale" / locale / "LC_MESSAGES" / "django.po"
    found: dict[str, set[str]] = {}
    for entry in polib.pofile(str(path)):
        found.setdefault(entry.msgid.casefold(), set()).add(entry.msgstr)
    return found


def against_site(rows: list[dict[str, str]], language) -> dict[str, tuple[str, set[str]]]:
    """Words of a glossary that the site has too, and never writes as the glossary does."""
    known = catalogue(language)
    found = {}
    for row in rows:
        term, wording = row["wording_en"].casefold(), row[f"wording_{language.column}"]
        told = {*known.get(term, ()), *known.get(f"{term}s", ())}
        if told and not any(wording in words for words in told):
            found[term] = (wording, told)
    return found


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_glossary_agrees_with_the_site(language):
    assert against_site(glossary(), language) == {}


@pytest.mark.parametrize(
    ("code", "term", "wording"),
    [
        ("ko", "secretariat", "사무국"),
        ("ko", "member", "멤버"),
        ("ja", "Theme", "主題"),
        ("zh-hant", "Event", "事件"),
    ],
)
def test_word_that_the_site_has_otherwise_is_found(code, term, wording):
    language = next(one for one in OTHERS if one.code == code)
    rows = [{"wording_en": term, f"wording_{language.column}": wording}]
    assert list(against_site(rows, language)) == [term.casefold()]


def test_glossary_covers_words_of_the_site():
    """Else the comparison could not fail."""
    known = catalogue(OTHERS[0])
    terms = [row["wording_en"].casefold() for row in glossary()]
    assert {"member", "membership", "secretariat"} <= {term for term in terms if term in known}


def test_names_of_the_glossary_are_those_of_our_texts():
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.json")))
    names = [row for row in glossary() if row["kind"] == "name" and row["wording_en"] in texts]
    wordings = [row[f"wording_{language.column}"] for row in names for language in OTHERS]
    assert len(names) >= 3
    assert [wording for wording in wordings if wording not in texts] == []
