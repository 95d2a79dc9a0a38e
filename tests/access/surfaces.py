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
from django.urls import NoReverseMatch, reverse

from editorial.languages import LANGUAGES
from editorial.proposals.models import ProposedChange
from editorial.records.history import tracked_models
from editorial.records.scope import row_link
from editorial.screens.steps import STEPS
from editorial.translations.ledger import kind_of
from editorial.translations.translated import Translated
from members.models import Fact, Inventory, Member, NetworkCount, Pledge, Target
from secretariats.models import DesignationException, Secretariat, Staff
from tests.access.cast import KINDS, Example

CLIMATE = (Inventory, Target, Pledge)
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


def is_named_in_its_history(example) -> bool:
    """An exception goes by the name that it allows, a count by its source: no texts of their own.

    Of mails and addresses that get none, no versions are kept.
    """
    is_kept = example.kind.model in tracked_models()
    goes_by_another = example.kind.model in (DesignationException, NetworkCount)
    return lives(example) and is_kept and not goes_by_another


def is_gone(example: Example) -> bool:
    return example.deletion is not None


def is_translated(example: Example) -> bool:
    return lives(example) and issubclass(example.kind.model, Translated)


def is_an_offices(example: Example) -> bool:
    return is_translated(example) and bool(example.at)


def is_found(example: Example) -> bool:
    """An exception is found by its reason, and listed by the name that it is about.

    Facts, of which a member has dozens, are found in their own list.
    """
    return lives(example) and example.kind.model not in (DesignationException, Fact)


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


@surface(shows=is_named_in_its_history)
def history(example, ask):
    ask(example.page("history", example.key))
    ask(f"{example.page('history', example.key)}?p=2")


@surface(shows=is_named_in_its_history)
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
def typed(example, ask):
    """What is typed is shown to a post alone; that is a deed."""
    ask(example.page("typed", example.key))
    ask(example.page("typed_new"))


@surface
def presence(example, ask):
    ask(example.page("presence", example.key))


@surface
def proposed_address(example, ask):
    ask(example.page("propose"))


@surface
def zone_of_an_event(example, ask):
    """By the example as its host or its office, whose area would tell where that is."""
    for name, model in (("host_member", Member), ("secretariat", Secretariat)):
        if example.kind.model is model:
            ask(f"{reverse('admin:news_event_zone')}?{name}={example.key}")


@surface
def sign_out(example, ask):
    ask(example.page("sign_out", example.key))


@surface
def invite(example, ask):
    ask(example.page("invite", example.key))


@surface
def end_and_renew(example, ask):
    ask(example.page("end", example.key))
    ask(example.page("renew", example.key))


@surface
def report_for_the_board(example, ask):
    ask(example.page("board"))
    ask(f"{example.page('board')}?on=2020-01-01&year=2019" if example.page("board") else "")
    ask(example.page("board_xlsx"))


@surface
def export_of_nobody(example, ask):
    """An export that nobody has asked for: what somebody did is theirs alone."""
    ask(example.page("exported", NO_VERSION))
    ask(example.page("export_file", NO_VERSION))


@surface
def send_again(example, ask):
    ask(example.page("again", example.key))


@surface
def second_factor(example, ask):
    ask(example.page("second_factor", example.key))


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
        ask(f"{address}?kind={label}&since=2020-01-01&until=2099-01-01")
    if example.kind.model is Staff:
        ask(f"{address}?person={example.key}")


@surface
def start(example, ask):
    for page in ("index", "password_change", "password_change_done", "jsi18n", "login", "logout"):
        ask(reverse(f"admin:{page}"))
    ask(reverse("admin:app_list", args=[example.kind.model._meta.app_label]))


@surface(shows=is_found)
def found_at_large(example, ask):
    ask(reverse("admin:search"))
    ask(f"{reverse('admin:search')}?q={example.known_by}")


@surface(shows=is_translated)
def exported(example, ask):
    """The list as a sheet: all of it, and the example alone."""
    address = example.page("export")
    if address:
        ask(address)
        ask(f"{address}?q={example.known_by}")


@surface
def bulk(example, ask):
    ask(example.page("bulk"))


@surface
def filters(example, ask):
    ask(example.page("filters"))
    ask(example.page("save_filter"))
    for key in kept(example, "filter"):
        for page in ("open_filter", "rename_filter", "delete_filter"):
            ask(example.page(page, key))


@surface
def steps(example, ask):
    for code in STEPS:
        ask(example.page("step", example.key, code))


@surface
def notices(example, ask):
    ask(reverse("admin:notices"))


@surface
def preview_links(example, ask):
    ask(example.page("links", example.key))


@surface
def calendar(example, ask):
    address = reverse("admin:calendar")
    for query in ("", "?month=2026-01", "?month=2030-12", "?month=never"):
        ask(f"{address}{query}")


@surface
def proposals(example, ask):
    address = reverse("admin:proposals")
    for query in ("", "?list=decide", "?list=mine", "?list=decided"):
        ask(f"{address}{query}")
    for key in kept(example, "proposal"):
        ask(reverse("admin:proposal", args=[key]))
        change = ProposedChange.objects.filter(proposal=key).values_list("pk", flat=True).first()
        ask(reverse("admin:proposed_picture", args=[key, change or NO_VERSION, "picture"]))


@surface
def imports(example, ask):
    ask(reverse("admin:imports"))
    ask(example.page("import"))
    if not example.page("import"):
        return
    for key in kept(example, "import"):
        ask(example.page("imported", key))
        ask(f"{example.page('imported', key)}?show=changed")
        ask(example.page("undo_import", key))


def kept(example: Example, what: str) -> list[int]:
    """The keys of papers about the example; where there are none, one that is nobody's."""
    return [paper.key for paper in example.papers if paper.what == what] or [NO_VERSION]


@surface(shows=is_translated)
def board(example, ask):
    address, kind = reverse("admin:translations"), example.kind.model._meta.label_lower
    ask(address)
    ask(f"{address}?kind={kind}")
    if is_translated(example):
        ask(f"{address}?q={example.known_by}")
    for state in ("work", "missing", "stale", "converted", "current"):
        ask(f"{address}?state={state}")
    if example.kind.model is Secretariat:
        ask(f"{address}?office={example.key}")


@surface(shows=is_translated)
def translators_view(example, ask):
    """The record, and each of its rows that has texts; of a member in all languages."""
    codes = [language.code for language in LANGUAGES]
    for kind, key in [(example.kind.model._meta.label_lower, example.key), *text_rows(example)]:
        for code in codes if example.kind.model is Member else ["ja"]:
            ask(translator_address(kind, key, code))


def translator_address(kind: str, key: int, code: str) -> str:
    try:
        return reverse("admin:translate", args=[kind, key, code])
    except NoReverseMatch:
        return ""


def text_rows(example: Example) -> Iterator[tuple[str, int]]:
    for inline in example.kind.screen.inlines:
        if issubclass(inline.model, Translated):
            rows = inline.model._base_manager.filter(**{row_link(inline.model).name: example.key})
            for row in rows:
                yield kind_of(row), row.pk


@surface(shows=is_an_offices)
def files_for_translators(example, ask):
    """Out, whatever state the texts are in, and in."""
    if not issubclass(example.kind.model, Translated):
        return
    ask(reverse("admin:translations_po"))
    ask(po_address(example, "ja"))
    ask(po_address(example, "ko"))
    if example.kind.model is Secretariat:
        ask(f"{po_address(example, 'ja')}&office={example.key}")
    for key in kept(example, "exchange"):
        ask(reverse("admin:translations_po_file", args=[key]))


def po_address(example: Example, code: str) -> str:
    """A file with the texts of the example's kind and of its rows."""
    rows = [row.model for row in example.kind.screen.inlines if issubclass(row.model, Translated)]
    kinds = "".join(f"&kind={model._meta.label_lower}" for model in (example.kind.model, *rows))
    states = "".join(f"&state={state}" for state in ("missing", "stale", "converted", "current"))
    return f"{reverse('admin:translations_po_download')}?language={code}{kinds}{states}"


@surface
def drafts(example, ask):
    ask(reverse("admin:translations_drafts"))
    ask(f"{reverse('admin:translations_drafts')}?p=2")
