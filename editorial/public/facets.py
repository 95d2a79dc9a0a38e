"""Facets: what a list can be narrowed to, as the public pages of every list show it."""

from dataclasses import dataclass

from django.utils.functional import Promise

from editorial.languages import Text

#: The words of a value: of a record in some language, or of the site itself.
Words = Text | str | Promise


@dataclass(frozen=True)
class Option:
    """A value of a facet, and how many records it would show under the other parameters."""

    value: str
    words: Words
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A parameter and its values; ``whole`` are the words for all of them, where one is chosen."""

    parameter: str
    legend: str
    options: list[Option]
    whole: Words = ""

    @property
    def fruitful(self) -> list[Option]:
        """What shows some records, or is chosen."""
        return [option for option in self.options if option.count or option.is_chosen]

    @property
    def fruitless(self) -> list[Option]:
        """What would show nothing as things are."""
        return [option for option in self.options if not (option.count or option.is_chosen)]


@dataclass(frozen=True)
class Chosen:
    """A parameter that narrows the list, and the query that goes without it."""

    words: Words
    query: str
