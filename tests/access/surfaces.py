"""Every way in which the back office answers: what a new screen has to be added to.

A surface is a function that asks for addresses about one example; ``ask`` answers with the page,
and a page that a kind does not have is asked for in vain. To add ``admin:news_article_x`` write

    @surface
    def x(example, ask):
        ask(example.page("x", example.key))

and, if whoever may see the example finds its name there, ``@surface(shows=lives)``. A screen that
is of no record is asked for by its own address. ``test_complete.py`` names each address of the
back office that no surface visits. What a screen takes from a form is a deed: see ``deeds.py``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.contrib.admin.utils import get_fields_from_path
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import reverse

from editorial.languages import LANGUAGES
from secretariats.models import Staff
from tests.access.cast import KINDS, Example

Ask = Callable[[str], str]
#: The links of the filters beside a list, without those that order it.
NARROWING = re.compile(r'href="(\?(?!o=)[^"]*)"')


@dataclass(frozen=True)
class Surface:
    """A way in: its name, what it asks, and whether an example that may be seen is seen there."""

    name: str
    ask: Callable[[Example, Ask], None]
    shows: Callable[[Example], bool]


SURFACES: dict[str, Surface] = {}


def nothing(example: Example) -> bool:
    return False


def lives(example: Example) -> bool:
    return example.deletion is None


def is_gone(example: Example) -> bool:
    return example.deletion is not None


def surface(function=None, *, shows: Callable[[Example], bool] = nothing):
    """Note a surface, and the examples that are seen there by whoever may see them."""
    if function is None:
        return lambda function: surface(function, shows=shows)
    SURFACES[function.__name__] = Surface(function.__name__, function, shows)
    return function


def links_of(model: type[Model]) -> list[Any]:
    """The fields by which records of ``model`` name others."""
    fields = model._meta.get_fields()
    return [f for f in fields if f.is_relation and f.concrete and f.editable]


@surface(shows=lives)
def listed(example, ask):
    ask(example.page("changelist"))


@surface(shows=lives)
def searched(example, ask):
    ask(f"{example.page('changelist')}?q={example.known_by}")


@surface
def ordered(example, ask):
    for number in range(1, len(example.kind.screen.list_display) + 1):
        ask(f"{example.page('changelist')}?o={number}")
        ask(f"{example.page('changelist')}?o=-{number}")


@surface
def filtered(example, ask):
    """By each choice that a filter offers, and by the example where a filter is of its kind."""
    for query in {*NARROWING.findall(ask(example.page("changelist")))}:
        ask(f"{example.page('changelist')}{unescape(query)}")
    for kind in KINDS:
        for name in related_filters(kind.screen, example.kind.model):
            address = Example(kind, 0, "", {}, "").page("changelist")
            ask(f"{address}?{name}__id__exact={example.key}")


def related_filters(screen, model: type[Model]) -> Iterator[str]:
    """The filters of a list by related records of ``model``."""
    for item in screen.list_filter:
        path = item[0] if isinstance(item, tuple) else item
        try:
            field = get_fields_from_path(screen.model, path)[-1] if isinstance(path, str) else None
        except FieldDoesNotExist:
            continue
        if field is not None and field.related_model is model:
            yield path


@surface
def popped_up(example, ask):
    ask(f"{example.page('changelist')}?_popup=1&_to_field=id")
    ask(f"{example.page('change', example.key)}?_popup=1&_to_field=id")
    ask(f"{example.page('add')}?_popup=1")


@surface(shows=lives)
def form(example, ask):
    ask(example.page("change", example.key))


@surface
def short_address(example, ask):
    ask(example.page("change", example.key).removesuffix("change/"))


@surface
def add(example, ask):
    ask(example.page("add"))


@surface
def prefilled(example, ask):
    """The example as what another record, not there yet, is linked to."""
    for kind in KINDS:
        address = Example(kind, 0, "", {}, "").page("add")
        names = [f.name for f in links_of(kind.model) if f.related_model is example.kind.model]
        for name in names:
            ask(f"{address}?{name}={example.key}")


@surface(shows=lives)
def history(example, ask):
    ask(example.page("history", example.key))
    ask(f"{example.page('history', example.key)}?p=2")


@surface(shows=lives)
def version(example, ask):
    for kind, number in example.versions():
        ask(example.page("version", example.key, kind, number))


@surface(shows=is_gone)
def deleted(example, ask):
    ask(example.page("deleted"))


@surface(shows=is_gone)
def undelete(example, ask):
    ask(example.page("undelete", example.deletion or NO_VERSION))


NO_VERSION = 70000


@surface
def delete(example, ask):
    ask(example.page("delete", example.key))


@surface(shows=lives)
def preview(example, ask):
    for language in LANGUAGES:
        ask(example.page("preview", example.key, language.code))


@surface
def presence(example, ask):
    ask(example.page("presence", example.key))


@surface
def sign_out(example, ask):
    ask(example.page("sign_out", example.key))


@surface
def autocomplete(example, ask):
    """The example among those that a field of any kind offers."""
    for kind in KINDS:
        opts = kind.model._meta
        field = f"app_label={opts.app_label}&model_name={opts.model_name}&field_name="
        for link in links_of(kind.model):
            if link.related_model is example.kind.model:
                ask(f"{reverse('admin:autocomplete')}?{field}{link.name}&term=")
                ask(f"{reverse('admin:autocomplete')}?{field}{link.name}&term={example.known_by}")


@surface
def address_by_key(example, ask):
    """The way to the public page of any record, which Django's admin has and ours has not."""
    key = ContentType.objects.get_for_model(example.kind.model).pk
    ask(f"/admin/r/{key}/{example.key}/")


@surface
def activity(example, ask):
    address, label = reverse("admin:activity"), example.kind.model._meta.label_lower
    ask(address)
    if example.at == "B":
        ask(f"{address}?kind={label}&key={example.key}")
    if example.kind.model is Staff:
        ask(f"{address}?person={example.key}")


@surface
def start(example, ask):
    for page in ("index", "password_change", "password_change_done", "jsi18n", "login", "logout"):
        ask(reverse(f"admin:{page}"))
    ask(reverse("admin:app_list", args=[example.kind.model._meta.app_label]))
