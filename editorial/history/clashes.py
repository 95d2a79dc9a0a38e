"""Two people store the same at the same moment: the later one gets the form again, not an error.

Before it stores anything, a form asks whether a name is free. Who stores the same name between the
question and the deed is told by the database alone, as an IntegrityError, and nothing of that
request is stored. Asked once more, the form finds the other's record and says so in its own words.
A rule of the database that no form knows is told by the form as a whole.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms import ModelForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

LOG = logging.getLogger(__name__)
REFUSED = _(
    "This could not be saved, perhaps because somebody saved the same at "
    "this moment. Please check what you entered."
)
#: Whether the database has refused twice what the form at hand brings.
_is_refused: ContextVar[bool] = ContextVar("is_refused", default=False)


class ClashMiddleware:
    """Asks a view once more whose deed the database refused: by then the other's is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if request.method != "POST":
            return None
        for _attempt in range(2):
            try:
                return view(request, *args, **kwargs)
            except IntegrityError as error:
                LOG.warning("The database refused: %s", type(error.__cause__).__name__)
                rewind(request)
        with refused():
            return view(request, *args, **kwargs)


@contextmanager
def refused() -> Iterator[None]:
    """Inside, forms of records say that the database refuses what they bring."""
    token = _is_refused.set(True)
    try:
        yield
    finally:
        _is_refused.reset(token)


def rewind(request: HttpRequest) -> None:
    """Have the files of a request read from their start again."""
    for _name, files in request.FILES.lists():
        for file in files:
            file.seek(0)


class RefusableForm(ModelForm):
    """A form that says so if the database refuses what it brings, and no field could tell why."""

    def clean(self):
        data = super().clean()
        if _is_refused.get():
            raise ValidationError(REFUSED, code="refused")
        return data
