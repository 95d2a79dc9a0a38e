"""What a screen is to those who are given one, and the addresses of its pages.

A screen shows records of one model: as a list with a form for each, or as rows in the form of
another record. What it is mixed of lies in several rooms; each part brings pages of its own
(``ScreenPages.pages``), and asks of the others no more than what stands here.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Model
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse

from editorial.accounts.powers import Powers
from editorial.records.history import tracked_models


class Page(NamedTuple):
    """A page of a screen: its ``route`` below that of the list, and what its name ends with."""

    route: str
    view: Callable[..., HttpResponseBase]
    name: str


def page_name(model: type[Model], page: str) -> str:
    """The name of a page of the screen of ``model``, such as ``members_member_change``."""
    return f"{model._meta.app_label}_{model._meta.model_name}_{page}"


def page_address(model: type[Model], page: str, *args: Any) -> str:
    """The address of a page of the screen of ``model``; raises NoReverseMatch if it has none."""
    return reverse(f"admin:{page_name(model, page)}", args=args)


class ScreenPages(admin.ModelAdmin):
    """What the parts of a screen share: each is a mixin beside the others, none knows another."""

    def pages(self) -> Iterator[Page]:
        """The pages beside Django's own; a part yields its own and those of ``super()``."""
        yield from ()

    def powers(self, request, obj=None) -> Powers:
        """What the user may do with ``obj``, or with some record of this kind."""
        raise NotImplementedError

    @property
    def is_tracked(self) -> bool:
        """Whether versions of the records are kept."""
        return self.model in tracked_models()

    def address(self, page: str, *args: Any) -> str:
        return page_address(self.model, page, *args)

    def answer(self, request, template: str, context: dict[str, Any], status: int = 200):
        """A page in the frame of the back office, under the name of the list."""
        request.current_app = self.admin_site.name
        shared = {
            **self.admin_site.each_context(request),
            "subtitle": None,
            "opts": self.opts,
            "list_address": self.address("changelist"),
        }
        return TemplateResponse(request, template, shared | context, status=status)
