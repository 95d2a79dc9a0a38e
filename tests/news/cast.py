"""Stories for each way of not being public, which must not leak, and each choice of languages."""

from datetime import UTC, datetime
from itertools import combinations

from editorial.languages import LANGUAGES, column
from editorial.records.publication import Publication

HIDDEN = {
    "Draft": {"status": Publication.Status.DRAFT},
    "In review": {"status": Publication.Status.REVIEW},
    "Of tomorrow": {"publish_at": datetime(2099, 1, 1, tzinfo=UTC)},
    "Withdrawn": {"status": Publication.Status.WITHDRAWN},
    "Expired": {"unpublish_at": datetime(2020, 1, 1, tzinfo=UTC)},
}


def hidden_stories(factory, **fields) -> list:
    """A draft, one in review, a scheduled one, one withdrawn and one expired."""
    return [factory(title_en=name, **state, **fields) for name, state in HIDDEN.items()]


def in_each_combination(factory, **fields) -> list:
    """A story for each choice of languages: a title says its own language and the others.

    What has no text in a language has none in either of the two ways of a database.
    """
    found = []
    for number in range(1, len(LANGUAGES) + 1):
        for at, chosen in enumerate(combinations(LANGUAGES, number)):
            name = "+".join(language.code for language in chosen)
            titles = {column("title", language): "" if at % 2 else None for language in LANGUAGES}
            titles |= {column("title", lang): f"{lang.code} of {name}" for lang in chosen}
            found.append(factory(source_language=chosen[0].code, **titles, **fields))
    return found
