"""The five public languages, and the one honest way to read a translated text."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db.models import CheckConstraint, Model, Q
from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import TranslationOptions, translator


@dataclass(frozen=True)
class Language:
    """A public language: ``code`` in addresses, ``tag`` in HTML (BCP 47), ``locale`` in Open Graph.

    ``english_name`` is the key under which the catalogues name it; ``column`` ends the names of
    its columns.
    """

    code: str
    label: str
    own_name: str
    english_name: str
    tag: str
    column: str
    locale: str


LANGUAGES = (
    Language("en", "EN", "English", gettext_noop("English"), "en", "en", "en_US"),
    Language(
        *("zh-hant", "TW", "繁體中文", gettext_noop("Traditional Chinese")),
        *("zh-Hant", "zh_hant", "zh_TW"),
    ),
    Language("ko", "KR", "한국어", gettext_noop("Korean"), "ko", "ko", "ko_KR"),
    Language("ja", "JP", "日本語", gettext_noop("Japanese"), "ja", "ja", "ja_JP"),
    Language(
        *("zh-hans", "CN", "简体中文", gettext_noop("Simplified Chinese")),
        *("zh-Hans", "zh_hans", "zh_CN"),
    ),
)
BY_CODE = {language.code: language for language in LANGUAGES}
ENGLISH = BY_CODE["en"]
CHOICES = [(language.code, language.own_name) for language in LANGUAGES]

#: The other Chinese is closer to a Chinese reader than English is.
NEAREST = {"zh-hant": ("zh-hans",), "zh-hans": ("zh-hant",)}


@dataclass(frozen=True)
class Text:
    """A text as shown: its ``value``, the ``language`` it is in and the one that was ``wanted``.

    ``is_converted`` says that it was made from the other Chinese script and nobody has reviewed it.
    """

    value: str
    language: Language
    wanted: Language
    is_converted: bool = False

    @property
    def is_fallback(self) -> bool:
        return self.language != self.wanted

    @property
    def has_note(self) -> bool:
        """Whether readers are told of it: it is in another language, or nobody has reviewed it."""
        return self.is_fallback or self.is_converted

    @property
    def tag(self) -> str:
        return self.language.tag

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


def active() -> Language:
    """The reader's language; English where none of ours is active."""
    return BY_CODE.get(get_language() or "", ENGLISH)


def language_of_path(path: str) -> Language | None:
    """The language with which an address starts."""
    return BY_CODE.get(path.removeprefix("/").partition("/")[0])


def fallback_order(wanted: Language, source: str = ENGLISH.code) -> list[Language]:
    """The languages to try for a reader of ``wanted``, nearest first, each once."""
    codes = dict.fromkeys((wanted.code, *NEAREST.get(wanted.code, ()), ENGLISH.code, source))
    return [BY_CODE[code] for code in codes]


def column(field: str, language: Language) -> str:
    """The name of the column that holds ``field`` in ``language``."""
    return f"{field}_{language.column}"


def columns(field: str) -> list[str]:
    """The five columns of ``field``, in the order of the switcher."""
    return [column(field, language) for language in LANGUAGES]


def read_columns(*fields: str, of: str = "") -> list[str]:
    """What ``text_in`` reads of ``fields``, for ``only()``; ``of`` a related record."""
    names = [*(name for field in fields for name in columns(field)), "converted"]
    return [f"{of}__{name}" if of else name for name in names]


def texts_of(obj: Model, fields: tuple[str, ...]) -> list[str | None]:
    """All five versions of each of ``fields``."""
    return [getattr(obj, f"{name}_{lang.column}") for name in fields for lang in LANGUAGES]


def own_text(obj: Model, field: str, language: Language) -> str:
    """``field`` in ``language`` alone, empty if it has no such version."""
    return getattr(obj, column(field, language)) or ""


def text_in(obj: Any, field: str, language: Language | None = None) -> Text:
    """``field`` in ``language`` (the reader's), or in the nearest language that has it.

    The only means by which pages, feeds and downloads read a translated text.
    """
    wanted = language or active()
    for tried in fallback_order(wanted, getattr(obj, "source_language", ENGLISH.code)):
        if value := own_text(obj, field, tried):
            return Text(value, tried, wanted, is_converted(obj, field, tried))
    return Text("", wanted, wanted)


def is_converted(obj: Any, field: str, language: Language) -> bool:
    """Whether that text was converted, and nobody has reviewed it."""
    return column(field, language) in getattr(obj, "converted", ())


def source_of(obj: Any) -> Language:
    """The language that the object is written in first: its own, or English."""
    return BY_CODE[getattr(obj, "source_language", ENGLISH.code)]


@cache
def translated_names(model: type[Model]) -> tuple[str, ...]:
    """The fields of ``model`` that have five columns, in the order of the model."""
    if model not in translator.get_registered_models(abstract=False):
        return ()
    known = translator.get_options_for_model(model).all_fields
    return tuple(field.name for field in model._meta.fields if field.name in known)


def translated_columns(model: type[Model]) -> dict[str, str]:
    """The language code of each translated column, by language, in the order of the model."""
    names = translated_names(model)
    return {column(name, language): language.code for language in LANGUAGES for name in names}


def versions(obj: Model, field: str) -> list[Text]:
    """All versions of ``field``, first those that the reader is most likely to read."""
    wanted = active()
    order = dict.fromkeys((*fallback_order(wanted), *LANGUAGES))
    texts = (
        Text(own_text(obj, field, lang), lang, wanted, is_converted(obj, field, lang))
        for lang in order
    )
    return [text for text in texts if text]


def fallback_label(text: Text) -> str:
    """What a reader is told of a text that is in another language, or that nobody has reviewed."""
    names = {
        "shown": gettext(text.language.english_name),
        "missing": gettext(text.wanted.english_name),
        "origin": gettext(converted_from(text.language).english_name),
    }
    if not text.is_fallback:
        words = gettext("Converted from %(origin)s, not yet reviewed")
    elif not text.is_converted:
        words = gettext("In %(shown)s – no %(missing)s version yet")
    else:
        words = gettext(
            "In %(shown)s, converted from %(origin)s and not yet reviewed – no %(missing)s version "
            "yet"
        )
    return words % names


def found_labels(text: Text) -> list[str]:
    """What a reader is told of a text in which something was found, if it is not plainly theirs."""
    labels = []
    if text.is_fallback:
        name = gettext(text.language.english_name)
        labels.append(gettext("Found in %(language)s") % {"language": name})
    if text.is_converted:
        labels.append(fallback_label(replace(text, wanted=text.language)))
    return labels


def converted_from(language: Language) -> Language:
    """The language whose script a text in ``language`` can be converted from, if any."""
    return BY_CODE[NEAREST.get(language.code, (language.code,))[0]]


def languages_of(obj: Model, field: str) -> list[Language]:
    """The languages in which ``field`` has a version of its own."""
    return [language for language in LANGUAGES if own_text(obj, field, language)]


def given(field: str, language: Language = ENGLISH) -> Q:
    """The column is neither NULL (which a CHECK lets pass) nor empty."""
    name = column(field, language)
    return Q(**{f"{name}__isnull": False}) & ~Q(**{name: ""})


def requires_english(field: str) -> CheckConstraint:
    """A database constraint: ``field`` has its English version."""
    return CheckConstraint(
        condition=given(field),
        name=f"%(app_label)s_%(class)s_{field}_en_given",
        violation_error_message=_("The English version is required."),
    )


SOURCE_REQUIRED = _("The version in the source language is required.")


def requires_source(field: str) -> CheckConstraint:
    """A database constraint: ``field`` has its version in the object's ``source_language``."""
    condition = Q()
    for language in LANGUAGES:
        condition |= Q(source_language=language.code) & given(field, language)
    return CheckConstraint(
        condition=condition,
        name=f"%(app_label)s_%(class)s_{field}_source_given",
        violation_error_message=SOURCE_REQUIRED,
    )


class ProseOptions(TranslationOptions):
    """Translation options whose ``english`` fields must be filled in English.

    Those that are ``never_converted`` no machine turns from one Chinese script into the other. The
    base fields are ``blank=True`` so that validation judges the columns, not the base.
    """

    english: tuple[str, ...] = ()
    never_converted: tuple[str, ...] = ()

    def add_translation_field(self, field: str, translation_field: Any) -> None:
        if field in self.english and translation_field.language == ENGLISH.code:
            translation_field.blank = False
        super().add_translation_field(field, translation_field)
