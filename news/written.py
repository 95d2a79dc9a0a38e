"""In which languages a story exists, and what a list of one language does with the rest.

A story exists in a language if its title has a text of its own in it: the source, a translation, or
a converted text that is shown. What ``languages_of`` says of one, a database is asked of many here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models import Count, Func, IntegerField, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import (
    LANGUAGES,
    Language,
    Text,
    active,
    fallback_label,
    given,
    own_text,
    text_in,
)

#: The text by which it is decided.
DECIDING = "title"
EVENT = _("Event")


def is_in(story: Any, language: Language) -> bool:
    """Whether a story exists in ``language``."""
    return bool(own_text(story, DECIDING, language))


class WrittenQuerySet(models.QuerySet):
    def in_language(self, language: Language | None = None):
        """Those that exist in ``language`` (the reader's)."""
        return self.filter(given(DECIDING, language or active()))

    def elsewhere(self, language: Language | None = None):
        """The others, which exist in other languages only."""
        return self.filter(~given(DECIDING, language or active()))

    def foremost(self, count: int) -> "Foremost":
        """The first ``count`` in the reader's language, and how many are in others only. One query.

        The number stands in each row; one of the others brings it where there is no first.
        """
        language, others = active(), self.elsewhere().order_by()
        counted = Func("pk", function="COUNT", output_field=IntegerField())
        number = Subquery(others.annotate(number=counted).values("number"))
        bringer = Subquery(others.order_by("pk").values("pk")[:1])
        rows = self.filter(given(DECIDING, language) | Q(pk=bringer)).annotate(elsewhere=number)
        found: list[Any] = list(rows[: count + 1])
        own = [story for story in found if is_in(story, language)]
        return Foremost(own[:count], found[0].elsewhere if found else 0)


class Foremost(list):
    """The first stories of a list in a language, and how many of it exist in others only."""

    def __init__(self, stories: Iterable = (), elsewhere: int = 0) -> None:
        super().__init__(stories)
        self.elsewhere = elsewhere


def counts_by_language() -> dict[str, Count]:
    """Annotations: how many stories there are, and how many of them exist in each language."""
    each = {
        count_in(language): Count("pk", filter=given(DECIDING, language)) for language in LANGUAGES
    }
    return {count_in(None): Count("pk"), **each}


def count_in(language: Language | None) -> str:
    """The name of the annotation that counts a language; all of them for None."""
    return f"count_{language.column}" if language else "count"


@dataclass(frozen=True)
class Told:
    """A story in a list that may be in another language than the page.

    Its ``heading`` is in the language for which it is listed, and it leads to its page there.
    """

    story: Any
    heading: Text
    url: str

    @classmethod
    def of(cls, story: Any, language: Language | None = None) -> "Told":
        """As it is listed for ``language``; for None, in that nearest to the reader's."""
        title = text_in(story, DECIDING, language)
        return cls(story, replace(title, wanted=active()), story.get_absolute_url(language))

    @property
    def kind(self) -> str:
        name_kind = getattr(self.story, "get_kind_display", None)
        return name_kind() if name_kind else str(EVENT)

    @property
    def language_name(self) -> str:
        """The language of its heading, in the reader's words."""
        return gettext(self.heading.language.english_name)

    @property
    def labels(self) -> list[str]:
        """What else a reader is told: that nobody has reviewed it. The language is told apart."""
        alone = replace(self.heading, wanted=self.heading.language)
        return [fallback_label(alone)] if alone.has_note else []
