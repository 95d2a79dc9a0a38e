"""Our own English is British, and has the apostrophes and quotation marks of print."""

import re
from collections.abc import Iterator

import polib
import pytest
from django.conf import settings

#: What Britain spells otherwise.
AMERICAN = (
    *("aging", "aluminum", r"analogs?", r"behaviors?", r"canceled|canceling", r"catalog(?:s|ed)?"),
    *(
        r"centers?|centered",
        r"colors?|colored",
        r"counselors?",
        r"defenses?|offenses?",
        r"dialogs?",
    ),
    *(r"endeavors?", r"enrolls?|enrollments?", r"favor(?:s|ed|ite|ites|able)?", r"fibers?", "gray"),
    *(
        r"flavors?",
        r"fulfills?|fulfillment",
        r"harbors?",
        r"honors?|honored",
        "humor",
        "installment",
    ),
    *(r"kilometers?|meters?|liters?", r"labeled|labeling", r"labors?", r"licenses?", r"maneuvers?"),
    *(r"modeled|modeling", r"neighbors?|neighboring|neighborhoods?", r"plows?", r"programs?"),
    *(r"rumors?", r"signaled|signaling", r"skeptic\w*", "skillful", r"theaters?", "toward"),
    *(r"travel(?:ed|er|ers|ing)", r"vapors?", r"\w+yz(?:e|ed|es|ing)"),
    r"(?!(?:siz|priz|seiz)(?:es?|ed|ing)\b)\w+iz(?:e|ed|es|ing|ations?)",
)
WORD = re.compile(rf"\b(?:{'|'.join(AMERICAN)})\b", re.IGNORECASE)
#: Of a typewriter, beside letters. Attributes of HTML and what a program reads have them.
STRAIGHT = re.compile(r"\w'|'\w|\w\"|\"\w")
BORROWED = "editorial/languages/borrowed/"
MARKUP = re.compile(r"<[^>]+>|`[^`]*`")


def faults_in(text: str) -> list[str]:
    """The American spellings and straight marks of a text."""
    plain = MARKUP.sub(" ", text)
    return [found[0] for pattern in (WORD, STRAIGHT) for found in pattern.finditer(plain)]


def our_english() -> Iterator[str]:
    """Every string of ours that is handed to the catalogues, not those that packages bring."""
    path = settings.BASE_DIR / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    for entry in polib.pofile(str(path)):
        if not all(place.startswith(BORROWED) for place, _ in entry.occurrences):
            yield from filter(None, (entry.msgid, entry.msgid_plural))


def test_our_english_is_british_and_set_for_print():
    texts = [*our_english()]
    assert len(texts) > 1000
    assert {text: faults for text in texts if (faults := faults_in(text))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Choose a color",
        "The program of the Capacity Center",
        "Organized by %(name)s",
        "It was canceled.",
        "Your neighbors analyze this",
        "The city's leader",
        'The filter "%s" is saved.',
    ],
)
def test_other_spellings_are_found(text):
    assert faults_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The prize of that size, in metres",
        "The city’s programme, “Low-carbon”",
        'Centre: <span lang="en">%(source)s</span>',
        "A licence for colours and centres, organised and cancelled",
        "The network in figures, 5 kilometres on",
    ],
)
def test_british_spelling_is_no_fault(text):
    assert faults_in(text) == []
