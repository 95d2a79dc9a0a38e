"""What is found by a text, and in which order: by its name first, then by what it says.

Everything here narrows or marks the records that it is given: what those leave out is neither found
nor counted, whatever the tables hold.
"""

from typing import Any

from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When

from editorial.finding import words
from editorial.finding.models import Role, SearchName
from editorial.finding.names import NamesOf
from editorial.finding.sought import Sought, sought

#: How well something answers to what is sought: so is its name, so it begins, so a part of it is,
#: so is the name of what has merged into it, or it is only told of.
EXACT, BEGINS, HOLDS, PART, TOLD = range(5)

#: The names of a record itself, not those of what has merged into it.
ITS_OWN = ~Q(role=Role.PART)


def keys_by_name(condition: Q) -> QuerySet:
    """The keys of the records that have a name which meets a condition."""
    return SearchName.objects.filter(condition).values("key")


def by_words(model: Any, asked: Sought, path: str = "", *, in_names: bool = False) -> Any:
    """That the words of a record, or those of its names, answer to all that is asked."""
    return words.holding(model._meta.label_lower, asked.needs, in_names=in_names, path=path)


def answers_by_name(model: Any, asked: Sought, path: str = "") -> Q:
    """That a name of the record at ``path`` is what is asked, or begins so, or has it within.

    Of titles, which are found within by their words, only the first two.
    """
    kind = model._meta.label_lower
    answers = asked.is_name(kind) | asked.begins_name(kind)
    if model.names_of is not NamesOf.TITLES:
        answers |= asked.in_name(kind)
    return Q(**{f"{path}pk__in": keys_by_name(answers)})


def is_named(model: Any, asked: Sought, path: str = "") -> Q:
    """That the record at ``path`` has what is asked as a name, or within one."""
    answers = answers_by_name(model, asked, path)
    if model.names_of is NamesOf.TITLES:
        return answers | by_words(model, asked, path, in_names=True)
    return answers


def has_within(model: Any, asked: Sought) -> Any:
    """That a name of a record has what is asked within; titles by their words."""
    if model.names_of is NamesOf.TITLES:
        return by_words(model, asked, in_names=True)
    return Q(pk__in=keys_by_name(asked.in_name(model._meta.label_lower) & ITS_OWN))


def with_names(records: QuerySet, text: str) -> QuerySet:
    """Those of ``records`` that bear what is sought as a name, or within one."""
    asked = sought(text)
    return records.filter(is_named(records.model, asked)) if asked else records.none()


def found_in(records: QuerySet, text: str) -> QuerySet:
    """Those of ``records`` that are found by ``text``: by a name, or by all of its words."""
    asked = sought(text)
    if not asked:
        return records.none()
    # The words of names are among all words: nobody has to look for them twice.
    return records.filter(answers_by_name(records.model, asked) | by_words(records.model, asked))


def rank_of(model: Any, text: str, *, are_named: bool = False) -> Case:
    """What the order of all that was found begins with: EXACT comes before BEGINS, and so on.

    Of records that ``are_named`` so it is known that they have it within at least.
    """
    asked, kind = sought(text), model._meta.label_lower
    if not asked:
        return Case(default=Value(TOLD), output_field=models.IntegerField())
    whens = [
        When(pk__in=keys_by_name(asked.is_name(kind) & ITS_OWN), then=Value(EXACT)),
        When(pk__in=keys_by_name(asked.begins_name(kind) & ITS_OWN), then=Value(BEGINS)),
    ]
    if model.has_parts or not are_named:
        whens.append(When(has_within(model, asked), then=Value(HOLDS)))
    if model.has_parts and not are_named:
        whens.append(When(answers_by_name(model, asked), then=Value(PART)))
    rest = (PART if model.has_parts else HOLDS) if are_named else TOLD
    return Case(*whens, default=Value(rest), output_field=models.IntegerField())
