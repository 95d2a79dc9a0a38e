"""What was found under a text, in its list, in choices and in the search: the best first."""

from typing import Any

from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ORDER_VAR
from django.db import models
from django.db.models import QuerySet

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.texts.searching import SearchedQuerySet, rank_among


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
        order: Any = found.query.order_by or self.opts.ordering
        return self.with_rank(found, search_term).order_by("rank", *order), may_repeat

    def find(self, request: StaffRequest, records: QuerySet, text: str) -> tuple[Any, bool]:
        """The records of which some text holds all words, or of which ``text`` is the address."""
        if not isinstance(records, SearchedQuerySet):
            return super().get_search_results(request, records, text)
        return records.search(text) | records.filter(slug=text.strip()), False

    def with_rank(self, records: Any, text: str) -> QuerySet:
        """Annotates ``rank``."""
        if isinstance(records, SearchedQuerySet):
            return records.with_rank(text)
        return records.annotate(rank=rank_among(self.names_searched, text))

    @property
    def names_searched(self) -> list[str]:
        """Those of the fields that are searched that hold names: short texts, and no notes."""
        found = {name: get_fields_from_path(self.model, name)[-1] for name in self.search_fields}
        return [name for name, field in found.items() if not isinstance(field, models.TextField)]
