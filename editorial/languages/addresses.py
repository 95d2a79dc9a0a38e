"""What every public page knows of its languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from editorial.languages import LANGUAGES, Language, active, language_of_path


@dataclass(frozen=True)
class LanguageLink:
    """The same page, filters and page number in another language."""

    language: Language
    path: str
    is_current: bool
    remembers: bool = True

    @property
    def url(self) -> str:
        """The address, which also remembers the choice where that is wanted."""
        if not self.remembers:
            return self.path
        return f"{self.path}{'&' if '?' in self.path else '?'}set=1"


@dataclass(frozen=True)
class Alternate:
    tag: str
    url: str


def languages(request: HttpRequest) -> dict:
    """The reader's language, the switcher's links, and what search engines are told."""
    reader = active()
    return {
        "reader": reader,
        "site_url": settings.SITE_URL,
        "language_links": [
            LanguageLink(
                language, in_language(request.get_full_path(), language), language == reader
            )
            for language in LANGUAGES
        ],
        "canonical_url": absolute(in_language(request.path, reader)),
        "alternates": alternates(request.path),
    }


def in_language(path: str, language: Language) -> str:
    """``path``, which starts with a language, in ``language``; the home page for any other."""
    _, _, rest = path.removeprefix("/").partition("/")
    return f"/{language.code}/{rest if language_of_path(path) else ''}"


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def alternates(path: str) -> list[Alternate]:
    """The page in all five languages, and the one for everybody else.

    The home page leaves that choice to the root, which goes by what the browser asks for.
    """
    own = [Alternate(lang.tag, absolute(in_language(path, lang))) for lang in LANGUAGES]
    english = in_language(path, LANGUAGES[0])
    return [*own, Alternate("x-default", absolute("/" if english == "/en/" else english))]
