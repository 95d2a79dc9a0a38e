"""Sentences of ours in a text that staff write too: kept in English, read by all in their own.

A check notes why it doubts a figure where staff note why they do. Nobody should read there what was
said in the language of whoever happened to run the check. So a field of such texts knows what
sentences we write: those at its beginning are kept in English, whatever language they came in, and
are said in the language of the reader. What somebody typed stays as it was typed.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django import forms
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from editorial.languages import LANGUAGES, Language, active
from editorial.languages.punctuation import join_sentences
from editorial.languages.scripts import marked

#: The place of a value in a sentence.
PLACE = re.compile(r"%\((\w+)\)s")
#: A value. It has no space, so that what somebody typed before a sentence is no part of it.
VALUE = r"\S{1,40}?"


def reworded(text: str, sentences: tuple[str, ...], language: Language) -> str:
    """The text with our sentences at its beginning said in ``language``."""
    said, rest = parted(text, sentences, language)
    return join_sentences([*said, *([rest] if rest else [])], language) if said else text


def parted(text: str, sentences: tuple[str, ...], language: Language) -> tuple[list[str], str]:
    """Our sentences at the beginning of a text, said in ``language``, and what was typed."""
    said, rest = [], text
    while rest and (found := sentence_in(rest, sentences)):
        sentence, values, rest = found
        with override(language.code):
            words = gettext(sentence)
        said.append(words % values if values else words)
    return said, rest


def sentence_in(text: str, sentences: tuple[str, ...]) -> tuple[str, dict[str, str], str] | None:
    """The sentence that a text begins with in any language, its values, and what follows it."""
    for sentence, pattern in patterns(sentences):
        if match := pattern.match(text):
            return sentence, match.groupdict(), text[match.end() :]
    return None


@cache
def patterns(sentences: tuple[str, ...]) -> list[tuple[str, re.Pattern]]:
    """How each sentence looks in each language, with values in the places of theirs."""
    return [
        (sentence, re.compile(pattern_of(words) + r"\s*"))
        for sentence in sentences
        for words in said_everywhere(sentence)
    ]


def said_everywhere(sentence: str) -> Iterator[str]:
    for language in LANGUAGES:
        with override(language.code):
            yield gettext(sentence)


def pattern_of(words: str) -> str:
    """A regular expression for the words; each second part is the name of a value."""
    parts = enumerate(PLACE.split(words))
    return "".join(f"(?P<{part}>{VALUE})" if at % 2 else re.escape(part) for at, part in parts)


class OwnWordsField(models.CharField):
    """A line of text in which we write ``sentences``, beside what staff type."""

    def __init__(self, *args: Any, sentences: Iterable[str] = (), **kwargs: Any) -> None:
        self.sentences = tuple(sentences)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """The database knows a line of text alone."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def kept(self, text: str) -> str:
        """The text as it is stored."""
        return reworded(text, self.sentences, LANGUAGES[0])

    def told(self, text: str) -> str:
        """The text as the reader is told it."""
        return reworded(text, self.sentences, active())

    def told_marked(self, text: str) -> SafeString:
        """The text as the reader is told it, with the language of what somebody typed."""
        said, rest = parted(text, self.sentences, active())
        parts = [*said, *([marked(rest)] if rest else [])]
        return format_html(join_sentences(["{}"] * len(parts)), *parts) if parts else SafeString()

    def pre_save(self, model_instance, add):
        text = self.kept(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, text)
        return text

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": OwnWordsFormField, "words": self, **kwargs})


class OwnWordsFormField(forms.CharField):
    """Shows the text in the language of whoever fills in the form."""

    def __init__(self, *args: Any, words: OwnWordsField, **kwargs: Any) -> None:
        self.words = words
        super().__init__(*args, **kwargs)

    def prepare_value(self, value):
        return self.words.told(value) if isinstance(value, str) else value

    def to_python(self, value):
        return self.words.kept(super().to_python(value) or "")
