"""What of the address of a list a filter keeps, and what of it still holds when it is opened."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib.admin.views.main import IGNORED_PARAMS, ORDER_VAR, SEARCH_VAR
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.http import QueryDict

from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.records.scope import visible

#: A column, as addresses of a list count them.
NUMBER = re.compile(r"[0-9]{1,3}")
#: What narrows or orders nothing: pages, windows, counts beside the choices.
PASSING = frozenset(IGNORED_PARAMS) - {ORDER_VAR, SEARCH_VAR}


class FilterQueries:
    """The ends of addresses by which a user filters, searches and sorts the list of a screen."""

    def __init__(self, screen: ScreenPages, request: StaffRequest) -> None:
        self.screen, self.request = screen, request

    def lasting(self, given: QueryDict) -> QueryDict:
        """What of the parameters ``given`` the list knows and is worth keeping, in one order.

        Columns to sort by are kept by their names: their numbers change with the list.
        """
        found = QueryDict(mutable=True)
        for name in sorted(given.keys() - PASSING):
            values = [value for value in given.getlist(name) if value and "\0" not in value]
            if name == ORDER_VAR:
                values = [named for value in values if (named := self.named(value))]
            if values and self.is_lasting(name, values):
                found.setlist(name, values)
        return found

    @cached_property
    def columns(self) -> list[str]:
        """The columns of the list, in the order in which its addresses count them."""
        ticks = ["action_checkbox"] if self.screen.get_actions(self.request) else []
        return [*ticks, *map(str, self.screen.get_list_display(self.request))]

    def named(self, order: str) -> str:
        """The columns that ``order`` (as in ``-3.1``, or named already) sorts by, as names."""
        columns = self.columns
        known = dict(enumerate(columns)) | dict(zip(columns, columns, strict=True))
        parts = [(part[:1] == "-", part.removeprefix("-")) for part in order.split(".")]
        keys = [(back, int(key) if NUMBER.fullmatch(key) else key) for back, key in parts]
        return ".".join("-" * back + known[key] for back, key in keys if key in known)

    def numbered(self, order: str) -> str:
        """The ``order`` by names, as addresses of the list count its columns now."""
        columns = self.columns
        parts = [(part[:1] == "-", part.removeprefix("-")) for part in order.split(".")]
        return ".".join("-" * back + str(columns.index(name)) for back, name in parts)

    def is_lasting(self, name: str, values: list[str]) -> bool:
        if name in (SEARCH_VAR, ORDER_VAR):
            return True
        return all(self.screen.lookup_allowed(name, value, self.request) for value in values)

    def holds(self, name: str, values: list[str]) -> bool:
        """Whether the list still offers all ``values``."""
        if name in (SEARCH_VAR, ORDER_VAR):
            return True
        if takes := self.taking(name):
            return all(map(takes, values))
        offered = self.offered(name)
        if offered is not None:
            return offered.issuperset(values)
        field: Any = self.screen.opts.get_field(name.split("__")[0])
        try:
            if field.is_relation:
                related = visible(field.related_model, self.request.user)
                return related.filter(pk__in=values).count() == len(set(values))
            records = self.screen.get_queryset(self.request)
            records.filter(**dict.fromkeys([name], values[0])).exists()
        except (ValueError, OverflowError, ValidationError, FieldError):
            return False
        return True

    def taking(self, name: str) -> Callable[[str], bool] | None:
        """What judges the values of a filter that takes more of them than it offers."""
        filters: Any = self.screen.get_list_filter(self.request)
        own = (item for item in filters if getattr(item, "parameter_name", "") == name)
        return next((item.takes for item in own if hasattr(item, "takes")), None)

    def offered(self, name: str) -> set[str] | None:
        """The values of a filter that has but a few; None of one that asks the database."""
        for item in self.screen.get_list_filter(self.request):
            if isinstance(item, type) and getattr(item, "parameter_name", "") == name:
                filter_: Any = item(self.request, {}, self.screen.model, self.screen)
                return {str(value) for value, _words in filter_.lookup_choices}
        field: Any = self.screen.opts.get_field(name.split("__")[0])
        if isinstance(field, models.BooleanField) or name.endswith("__isnull"):
            return {"0", "1", "True", "False"}
        if field.flatchoices and name.endswith("__exact"):
            return {str(value) for value, _words in field.flatchoices}
        return None

    def address(self, query: QueryDict) -> str:
        """The address of the list, narrowed by ``query``."""
        query = query.copy()
        if ORDER_VAR in query:
            query[ORDER_VAR] = self.numbered(str(query[ORDER_VAR]))
        address = self.screen.address("changelist")
        return f"{address}?{query.urlencode()}" if query else address
