"""Pages as search engines are told of them: every version with all the others beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from editorial.context_processors import Alternate, absolute, alternates, in_language
from editorial.languages import ENGLISH, LANGUAGES, Language, languages_of


@dataclass(frozen=True)
class Page:
    """A page under ``path`` (in any language), when it changed, and the languages it exists in."""

    path: str
    changed: datetime | None = None
    languages: tuple[Language, ...] = LANGUAGES

    def versions(self) -> list[Alternate]:
        """The page in each of its languages."""
        return [Alternate(lang.tag, self._url(lang)) for lang in self.languages]

    def alternates(self) -> list[Alternate]:
        """All versions, and the one for everybody else: English where there is English."""
        *_, default = alternates(self.path)
        if self.languages[0] != ENGLISH:
            default = Alternate(default.tag, self._url(self.languages[0]))
        return [*self.versions(), default]

    def _url(self, language: Language) -> str:
        return absolute(in_language(self.path, language))


def written_in(obj: Model, field: str) -> tuple[Language, ...]:
    """The languages in which the page of ``obj`` stands by itself: its main text is in them.

    All five where it has none, since nothing falls back then.
    """
    return tuple(languages_of(obj, field)) or LANGUAGES


def latest(pages: Iterable[Page]) -> datetime | None:
    """When the last of ``pages`` changed: that is when their list did."""
    return max((page.changed for page in pages if page.changed), default=None)
