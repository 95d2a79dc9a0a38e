"""What is found by a text, and in which order: by its name first, then by what it says.

Everything here narrows or marks the records that it is given: what those leave out is neither found
nor counted, whatever the tables hold.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Case, QuerySet, Value, When

from editorial.finding import words
from editorial.finding.borne import Bears, Way, is_borne
from editorial.finding.names import NamesOf
from editorial.finding.sought import Sought, sought

#: How well something answers to what is sought: so is its name, so it begins, so a part of it is,
#: so is the name of what has merged into it, or it is only told of.
EXACT, BEGINS, HOLDS, PART, TOLD = range(5)


def bears(model: Any, ways: Sequence[Way], path: str = "", *, itself: bool = False) -> Bears:
    """That the record at ``path`` has a name that answers in one of these ways.

    ``itself``: not what has merged into it.
    """
    return Bears(f"{path}pk", model._meta.label_lower, tuple(ways), itself)


def by_words(model: Any, asked: Sought, path: str = "", *, in_names: bool = False) -> Any:
    """That the words of a record, or those of its names, answer to all that is asked."""
    return words.holding(model._meta.label_lower, asked.needs, in_names=in_names, path=path)


def answers_by_name(model: Any, asked: Sought, path: str = "") -> Bears:
    """That a name of the record at ``path`` is what is asked, or begins so, or has it within.

    Of titles, which are found within by their words, only the first two.
    """
    return bears(model, ways_of(model, asked), path)


def ways_of(model: Any, asked: Sought) -> list[Way]:
    found = [*asked.is_name(), *asked.begins_name()]
    return found if model.names_of is NamesOf.TITLES else [*found, *asked.in_name()]


def is_name_of_some(model: Any, text: str) -> bool:
    """Whether ``text`` is the name of some record or within one, be it hidden. A short query.

    Where it is not, longer ones that look at gates need not be asked.
    """
    asked = sought(text)
    return bool(asked) and is_borne(model._meta.label_lower, ways_of(model, asked))


def is_named(model: Any, asked: Sought, path: str = "") -> Any:
    """That the record at ``path`` has what is asked as a name, or within one."""
    answers = answers_by_name(model, asked, path)
    if model.names_of is NamesOf.TITLES:
        return answers | by_words(model, asked, path, in_names=True)
    return answers


def has_within(model: Any, asked: Sought) -> Any:
    """That a name of a record has what is asked within; titles by their words."""
    if model.names_of is NamesOf.TITLES:
        return by_words(model, asked, in_names=True)
    return bears(model, asked.in_name(), itself=True)


def with_names(records: QuerySet, text: str) -> QuerySet:
    """Those of ``records`` that bear what is sought as a name, or within one."""
    asked = sought(text)
    return records.filter(is_named(records.model, asked)) if asked else records.none()


def found_in(records: QuerySet, text: str) -> QuerySet:
    """Those of ``records`` that are found by ``text``: by a name, or by all of its words."""
    asked = sought(text)
    return records.filter(is_found(records.model, asked)) if asked else records.none()


def is_found(model: Any, asked: Sought) -> Any:
    """That a record is found by a name, or by all words."""
    # The words of names are among all words: nobody has to look for them twice.
    return answers_by_name(model, asked) | by_words(model, asked)


def with_answers(records: QuerySet, text: str) -> QuerySet:
    """All ``records``, and of each ``is_found`` and ``is_named``: whether it would be found so."""
    asked, model = sought(text), records.model
    if not asked:
        return records.annotate(is_found=Value(False), is_named=Value(False))
    return records.annotate(is_found=is_found(model, asked), is_named=is_named(model, asked))


def rank_of(model: Any, text: str, *, are_named: bool = False) -> Case:
    """What the order of all that was found begins with: EXACT comes before BEGINS, and so on.

    Of records that ``are_named`` so it is known that they have it within at least.
    """
    asked = sought(text)
    if not asked:
        return Case(default=Value(TOLD), output_field=models.IntegerField())
    whens = [
        When(bears(model, asked.is_name(), itself=True), then=Value(EXACT)),
        When(bears(model, asked.begins_name(), itself=True), then=Value(BEGINS)),
    ]
    if model.has_parts or not are_named:
        whens.append(When(has_within(model, asked), then=Value(HOLDS)))
    if model.has_parts and not are_named:
        whens.append(When(answers_by_name(model, asked), then=Value(PART)))
    rest = (PART if model.has_parts else HOLDS) if are_named else TOLD
    return Case(*whens, default=Value(rest), output_field=models.IntegerField())
