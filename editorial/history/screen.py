"""What a screen is to those who are given one, and the addresses of its pages.

A screen shows records of one model: as a list with a form for each, or as rows in the form of
another record. What it is mixed of lies in several rooms; each part brings pages of its own
(``ScreenPages.pages``), and asks of the others no more than what stands here.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol, runtime_checkable

from django import forms
from django.contrib import admin
from django.contrib.admin import site
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.db.models import Field, Model
from django.db.models.options import Options
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse

from editorial.accounts.powers import Powers
from editorial.accounts.requests import StaffRequest
from editorial.languages import translated_columns, translated_names
from editorial.records.history import tracked_models

#: The fields of a form in groups: the label of each, and what Django's admin takes beside it.
Fieldsets = list[tuple[Any, Any]]


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


@runtime_checkable
class Screen(Protocol):
    """What those who are given a screen may ask of it, be it a list with forms or rows in one."""

    @property
    def model(self) -> type[Model]: ...

    @property
    def opts(self) -> Options: ...

    @property
    def gate(self) -> str:
        """The QuerySet's method through which the public reaches the records."""

    def powers(self, request: StaffRequest, obj: Model | None = None) -> Powers:
        """What the user may do with ``obj``, or with some record of this kind."""

    def has_change_permission(self, request: StaffRequest, obj: Model | None = None) -> bool: ...

    def may_add(self, request: StaffRequest, owner: Model) -> bool:
        """Whether the user may add a record of this kind; a row, to its ``owner``."""

    def form_class(
        self, request: StaffRequest, owner: Model, obj: Model | None, **options: Any
    ) -> type[forms.ModelForm]:
        """The user's form of ``obj``, which is the ``owner`` itself or one of its rows."""

    def own_fieldsets(self, request: StaffRequest, obj: Model | None) -> Fieldsets:
        """The fields of a form in groups, those too that the user does not see."""

    def closed_texts(self, request: StaffRequest, obj: Model | None) -> Iterable[str]:
        """The texts in languages that are not the user's."""

    def closed_fields(self, request: StaffRequest, obj: Model | None) -> Iterable[str]:
        """The fields of ``obj`` that the user may see but not change."""

    def restorable(
        self, request: StaffRequest, obj: Model | None, names: Iterable[str]
    ) -> Iterable[str]:
        """Those of the form's fields ``names`` that go back when a version of ``obj`` does."""

    def refuse(self, request: StaffRequest, obj: Model | None, changed: set[str]) -> None:
        """Raise ValidationError, by field, for a change that the fields alone would allow."""

    def follow_change(self, obj: Model, changed: set[str]) -> None:
        """Do to other records what follows from a stored change of fields of ``obj``."""

    def formfield_for_dbfield(
        self, db_field: Field, request: StaffRequest, **kwargs: Any
    ) -> forms.Field | None: ...


class ScreenRights(BaseModelAdmin):
    """What a user may do at a screen: what ``Screen`` promises, as far as powers alone say it.

    Powers follow from postings, never from Django's own permissions.
    """

    model: type[Model]
    gate = "public"

    def powers(self, request: StaffRequest, obj: Model | None = None) -> Powers:
        raise NotImplementedError

    def own_fieldsets(self, request: StaffRequest, obj: Model | None) -> Fieldsets:
        return list(super().get_fieldsets(request, obj))

    def restorable(
        self, request: StaffRequest, obj: Model | None, names: Iterable[str]
    ) -> Iterable[str]:
        return names

    def refuse(self, request: StaffRequest, obj: Model | None, changed: set[str]) -> None:
        """Nothing beyond what the fields refuse."""

    def follow_change(self, obj: Model, changed: set[str]) -> None:
        """Nothing follows."""

    def closed_texts(self, request: StaffRequest, obj: Model | None) -> Iterable[str]:
        own = self.powers(request, obj).languages
        columns = translated_columns(self.model)
        return [name for name, code in columns.items() if code not in own]

    def closed_fields(self, request: StaffRequest, obj: Model | None) -> Iterable[str]:
        yield from self.closed_texts(request, obj)
        if not self.powers(request, obj).write:
            texts = {*translated_columns(self.model), *translated_names(self.model)}
            own = (field for field in self.opts.get_fields() if not field.auto_created)
            yield from (f.name for f in own if f.editable and f.name not in texts)


class ScreenPages(ScreenRights, admin.ModelAdmin):
    """What the parts of a screen share: each is a mixin beside the others, none knows another."""

    #: The text under which a record is listed; empty where it has no translated name.
    naming = ""
    #: Whether records are right or wrong beside each other: a sheet judges them together.
    rows_meet = False

    def pages(self) -> Iterator[Page]:
        """The pages beside Django's own; a part yields its own and those of ``super()``."""
        yield from ()

    def may_add(self, request: StaffRequest, owner: Model) -> bool:
        return self.has_add_permission(request)

    def form_class(
        self, request: StaffRequest, owner: Model, obj: Model | None, **options: Any
    ) -> type[forms.ModelForm]:
        return self.get_form(request, obj, change=True, **options)

    @property
    def is_tracked(self) -> bool:
        """Whether versions of the records are kept."""
        return self.model in tracked_models()

    def address(self, page: str, *args: Any) -> str:
        return page_address(self.model, page, *args)

    def unknown_filters(self, request: StaffRequest) -> list[str]:
        """What of the address of the list narrows nothing that there is."""
        return []

    def keeping(self, request: StaffRequest, address: str) -> str:
        """``address``, a page of this screen, with the filters of the list that it came from.

        The list itself is asked for as it was left.
        """
        filters = self.get_preserved_filters(request)
        return add_preserved_filters({"opts": self.opts, "preserved_filters": filters}, address)

    def list_address(self, request: StaffRequest) -> str:
        """The address of the list as the user left it: filtered, searched, sorted."""
        return self.keeping(request, self.address("changelist"))

    def answer(
        self, request: StaffRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> TemplateResponse:
        """A page in the frame of the back office, under the name of the list."""
        request.current_app = self.admin_site.name
        shared = {
            **self.admin_site.each_context(request),
            "subtitle": None,
            "object": None,
            "opts": self.opts,
            "list_address": self.list_address(request),
            "preserved_filters": self.get_preserved_filters(request),
        }
        return TemplateResponse(request, template, shared | context, status=status)


def screen_of(model: type[Model]) -> ScreenPages:
    """Return the screen of ``model``; raises NotRegistered for rows, which have none."""
    found: Any = site.get_model_admin(model)
    return found
