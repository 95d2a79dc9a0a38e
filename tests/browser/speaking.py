"""In which languages a walk is gone."""

import pytest

from editorial.languages import LANGUAGES


def in_languages(*codes: str) -> pytest.MarkDecorator:
    """A ``language`` for each of ``codes``; with ``--all`` for each that we have."""
    return pytest.mark.parametrize(
        "language",
        [
            pytest.param(
                language,
                id=language.code,
                marks=() if language.code in codes else pytest.mark.thorough,
            )
            for language in LANGUAGES
        ],
    )


#: Of two the second is written otherwise in addresses than in pages.
in_two_languages = in_languages("ko", "zh-hant")
in_each_language = in_languages(*(language.code for language in LANGUAGES))
