"""What was found under a text, in its list, in choices and in the search: the best first."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ORDER_VAR
from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When

from editorial.accounts.requests import StaffRequest
from editorial.finding.matching import BEGINS, EXACT, HOLDS, TOLD, rank_of, with_names
from editorial.finding.searched import Found, SearchedQuerySet
from editorial.finding.sought import sought
from editorial.history.screen import ScreenPages
from editorial.texts.any_spelling import any_spelling


class RankedSearch(ScreenPages):
    """A screen that puts what bears a name before what only tells of it.

    Django's admin asks it for lists and for choices, the start page for the search over all kinds.
    """

    def get_search_results(self, request, queryset, search_term):
        """What is found, and whether a record may be in it twice."""
        if not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        found, may_repeat = self.find(request, queryset, search_term)
        if request.GET.get(ORDER_VAR):
            return found, may_repeat  # the user has chosen a column to sort by
        if not sought(search_term):
            return found, may_repeat  # no letter by which one could be better than another
        order: Any = found.query.order_by or self.opts.ordering
        return self.with_rank(found, search_term).order_by("rank", *order), may_repeat

    def find(self, request: StaffRequest, records: QuerySet, text: str) -> tuple[Any, bool]:
        """The records that have ``text`` as a name, hold all its words, or are at that address."""
        if isinstance(records, SearchedQuerySet):
            return records.search(text) | records.filter(slug=text.strip()), False
        found, may_repeat = super().get_search_results(request, records, text)
        if self.has_names:
            return found | with_names(records, text), may_repeat
        return found | records.filter(has_words(self.search_fields, text)), may_repeat

    def with_rank(self, records: Any, text: str) -> QuerySet:
        """Annotates ``rank``."""
        if self.has_names:
            return records.annotate(rank=rank_of(self.model, text))
        return records.annotate(rank=rank_among(self.columns_searched, text))

    @property
    def has_names(self) -> bool:
        """Whether the names of its records are in the table of names."""
        return issubclass(self.model, Found)

    @property
    def columns_searched(self) -> list[str]:
        """Those of the fields that are searched that hold short texts, and no notes."""
        found = {name: get_fields_from_path(self.model, name)[-1] for name in self.search_fields}
        return [name for name, field in found.items() if not isinstance(field, models.TextField)]


def rank_among(columns: Iterable[str], text: str) -> Case:
    """The rank of what has no names, but texts and addresses in ``columns``: users, mails."""
    names, phrase = list(columns), any_spelling(text)
    return Case(
        When(some_match(names, f"^{phrase}$"), then=Value(EXACT)),
        When(some_match(names, f"^{phrase}"), then=Value(BEGINS)),
        When(has_words(names, text), then=Value(HOLDS)),
        default=Value(TOLD),
        output_field=models.IntegerField(),
    )


def has_words(columns: Iterable[str], text: str) -> Q:
    """That each word is in some of the columns, in whatever spelling; never for no word."""
    names, patterns = list(columns), list(filter(None, map(any_spelling, text.split())))
    each = (some_match(names, pattern) for pattern in patterns)
    return reduce(Q.__and__, each, Q()) if patterns else Q(pk__in=[])


def some_match(columns: Iterable[str], pattern: str) -> Q:
    return reduce(Q.__or__, (Q(**{f"{name}__regex": pattern}) for name in columns), Q())
