import re

import polib
import pytest
from django.conf import settings
from django.utils.translation import override

from editorial.languages import LANGUAGES
from editorial.languages.punctuation import (
    SIGNS,
    add_note,
    join_clauses,
    join_list,
    label_text,
    quote_text,
)
from tests.editorial.languages.signs import in_code, in_template, in_translation, modules

ROOT = settings.BASE_DIR
#: Signs of code that are the same in every language, and why.
FIXED = {
    "editorial/exchange/catalogues.py": "what a file says of itself to this program",
    "editorial/finding/borne.py": "conditions in SQL",
    "editorial/finding/models.py": "the name of a row that no screen shows",
    "editorial/languages/spans.py": "the dates of English",
    "editorial/records/imagined.py": "statements in SQL",
    "editorial/outbox/backend.py": "a header of mail",
    "editorial/pictures/fields.py": "an attribute of HTML",
    "editorial/screens/models.py": "the name of a row that no screen shows",
    "editorial/sheets/models.py": "the name of a row that no screen shows",
    "editorial/texts/phrases.py": "what a pasted text says, in its own language",
    "editorial/translations/models.py": "the names of rows that no screen shows",
    "iclei/caches.py": "an error of the settings",
    "iclei/media.py": "a header of HTTP",
    "iclei/views.py": "robots.txt and security.txt",
    "members/columns.py": "cells of downloads",
    "members/downloads.py": "JSON",
    "members/licence.py": "the line of the licence, in English",
}


def test_every_language_has_its_signs():
    assert set(SIGNS) == {language.code for language in LANGUAGES}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ("“Gumi”", "a, b", "a; b", "News: b", "a (b)")),
        ("zh-hant", ("「Gumi」", "a、b", "a；b", "News：b", "a（b）")),
        ("ko", ("“Gumi”", "a, b", "a; b", "News: b", "a(b)")),
        ("ja", ("「Gumi」", "a、b", "a；b", "News：b", "a（b）")),
        ("zh-hans", ("“Gumi”", "a、b", "a；b", "News：b", "a（b）")),
    ],
)
def test_signs_are_those_of_the_reader(code, words):
    parts = ("a", "b")
    with override(code):
        put = (quote_text("Gumi"), join_list(parts), join_clauses(parts))
        assert (*put, label_text("News", "b"), add_note("a", "b")) == words


@pytest.mark.parametrize(
    "code",
    ['", ".join(names)', '"; ".join(x for x in y)', 'f"“{q}”"', 'f"{a}: {b}"', 'f"{a} ({b})"'],
)
def test_fixed_signs_in_code_are_found(code):
    assert [*in_code(code)]


@pytest.mark.parametrize("code", ['",".join(x)', 'f"{a}-{b}"', 'raise ValueError(f"{a}: {b}")'])
def test_what_no_reader_sees_is_no_fault(code):
    assert not [*in_code(code)]


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "News" %}: {{ name }}',
        "{% for a in b %}{{ a }}{% if not forloop.last %}, {% endif %}{% endfor %}",
        "“{{ words }}”",
        "{{ a }} ({{ b }})",
        "<b>{{ a }}</b>: {{ b }}",
        '{{ names|join:", " }}',
        "{{ a }},\n  {{ b }}",
    ],
)
def test_fixed_signs_in_templates_are_found(template):
    assert [*in_template(template)]


def test_no_module_sets_signs_itself():
    found = {
        str(path.relative_to(ROOT)): faults
        for path in modules(ROOT)
        if (faults := [*in_code(path.read_text(encoding="utf-8"))])
    }
    assert {path: faults for path, faults in found.items() if path not in FIXED} == {}
    assert set(FIXED) <= set(found)


def test_no_template_sets_signs_itself():
    paths = (path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))
    found = {
        str(path.relative_to(ROOT)): faults
        for path in paths
        if (faults := [*in_template(path.read_text(encoding="utf-8"))])
    }
    assert found == {}


@pytest.mark.parametrize("locale", ["ko", "ja", "zh_Hant", "zh_Hans"])
def test_catalogue_has_the_signs_of_its_language(locale):
    catalogue = polib.pofile(str(ROOT / "locale" / locale / "LC_MESSAGES" / "django.po"))
    texts = (text for one in catalogue for text in (one.msgstr, *one.msgstr_plural.values()))
    plain = (re.sub(r"%\(\w+\)[sd]", "字", re.sub(r"<[^>]+>|\( \)", "", text)) for text in texts)
    assert [text for text in plain if in_translation(text, locale)] == []
