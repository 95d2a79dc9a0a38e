"""Questions that would tell what is hidden, if a right guess were answered otherwise than a wrong.

A new way to ask for records by what they hold, such as a filter, is a few lines more in one of
these functions; each yields an address with ``{}`` for the guess, the right guess and a wrong one.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from django.db.models import CharField, TextField
from django.urls import reverse

from secretariats.models import Secretariat
from tests.access.asking import Visitor
from tests.access.cast import KINDS, NOBODYS_KEY, Example, Paper, bare
from tests.access.surfaces import links_of, po_address, related_filters, translator_address
from tests.iclei.cast import CANARY

Guess = tuple[str, str, str]

#: The pages of a record, with what comes after its key.
PAGES: dict[str, tuple[Any, ...]] = {
    "change": (),
    "history": (),
    "delete": (),
    "preview": ("ko",),
    "version": ("member", 1),
}


def by_token(address: str, token: str) -> Guess:
    """A canary, and one as long that is in no field."""
    right = bare(token)
    return address, right, CANARY + "0" * len(right.removeprefix(CANARY))


def by_key(address: str, example: Example) -> Guess:
    return address, str(example.key), str(NOBODYS_KEY)


def searches(example: Example) -> Iterator[Guess]:
    for token in example.tokens.values():
        yield by_token(f"{example.page('changelist')}?q={{}}", token)
    for address in autocompletes(example):
        yield by_token(f"{address}&term={{}}", example.known_by)


def searches_at_large(example: Example) -> Iterator[Guess]:
    """By a name, where several kinds are looked through, and in a sheet."""
    for page in ("search", "translations"):
        yield by_token(f"{reverse(f'admin:{page}')}?q={{}}", example.known_by)
    if example.page("export"):
        yield by_token(f"{example.page('export')}?q={{}}", example.known_by)


def autocompletes(example: Example) -> Iterator[str]:
    """The addresses that complete the names of records of the example's kind."""
    for kind in KINDS:
        opts = kind.model._meta
        for name in kind.screen.autocomplete_fields:
            if opts.get_field(name).related_model is example.kind.model:
                field = f"app_label={opts.app_label}&model_name={opts.model_name}"
                yield f"{reverse('admin:autocomplete')}?{field}&field_name={name}"


def keys(example: Example) -> Iterator[Guess]:
    for page, more in PAGES.items():
        address = example.page(page, example.key, *more)
        if address:
            yield by_key(address.replace(f"/{example.key}/", "/{}/"), example)
    label = example.kind.model._meta.label_lower
    yield by_key(f"{reverse('admin:activity')}?kind={label}&key={{}}", example)
    yield by_key(f"{reverse('admin:activity')}?person={{}}", example)


def papers(example: Example) -> Iterator[Guess]:
    """What somebody keeps about the example, and the ways to it of translators."""
    label = example.kind.model._meta.label_lower
    yield by_key(
        translator_address(label, NOBODYS_KEY, "ja").replace(str(NOBODYS_KEY), "{}"), example
    )
    for paper in example.papers:
        for page in PAGES_OF_PAPERS.get(paper.what, ()):
            yield example.page(page, NOBODYS_KEY).replace(str(NOBODYS_KEY), "{}"), *both(paper)
        if paper.what == "exchange" and paper.owner != "editor of A":
            address = reverse("admin:translations_po_file", args=[NOBODYS_KEY])
            yield address.replace(str(NOBODYS_KEY), "{}"), *both(paper)
    if example.kind.model is Secretariat:
        yield by_key(f"{reverse('admin:translations')}?office={{}}", example)
        yield by_key(f"{po_address(example, 'ja')}&office={{}}", example)


PAGES_OF_PAPERS = {"filter": ("open_filter",), "import": ("imported", "undo_import")}


def both(paper: Paper) -> tuple[str, str]:
    return str(paper.key), str(NOBODYS_KEY)


def links(example: Example) -> Iterator[Guess]:
    """The example as what a list is filtered by, or what a new record is linked to."""
    for kind in KINDS:
        there = Example(kind, 0, "", {}, "")
        for name in related_filters(kind.screen, example.kind.model):
            yield by_key(f"{there.page('changelist')}?{name}__id__exact={{}}", example)
        for link in links_of(kind.model):
            if link.related_model is example.kind.model:
                yield by_key(f"{there.page('add')}?{link.name}={{}}", example)


def columns(example: Example) -> Iterator[Guess]:
    """Each column of the record and of those beside it, hidden ones too, as a condition.

    What a filter offers narrows the user's own list, and has nothing to do with the example.
    """
    address = example.page("changelist")
    offered = {
        item[0] if isinstance(item, tuple) else item for item in example.kind.screen.list_filter
    }
    for field in example.kind.model._meta.get_fields():
        if field.name in offered:
            continue
        if not field.is_relation:
            yield f"{address}?{field.name}__exact={{}}", *values(example, field)
            yield f"{address}?{field.name}__startswith={{}}", *values(example, field)
            continue
        yield by_key(f"{address}?{field.name}__exact={{}}", example)
        for beside in field.related_model._meta.get_fields():
            if isinstance(beside, CharField | TextField):
                path = f"{field.name}__{beside.name}__startswith"
                yield f"{address}?{path}={{}}", CANARY, CANARY.upper()


def values(example: Example, field) -> tuple[str, str]:
    """What the record holds, and something else."""
    held = quote(str(getattr(example.record, field.name)))
    return held, "1" if held == "0" else "0"


WAYS: dict[str, Callable[[Example], Iterator[Guess]]] = {
    function.__name__: function
    for function in (searches, searches_at_large, keys, papers, links, columns)
}


def tells(visitor: Visitor, guess: Guess) -> bool:
    """Whether the answers to a right and a wrong guess differ in more than the guess."""
    address, right, wrong = guess
    answers = [visitor.ask(address.format(value)) for value in (right, wrong)]
    one, other = (unasked(unasked(answer, right), wrong) for answer in answers)
    return one != other


def unasked(answer: str, value: str) -> str:
    """An answer without a guess that it repeats; a short one is found in it by chance.

    Of both answers both are taken out, since what stands on every page may hold one of them.
    """
    return answer.replace(value, "…") if len(value) > 3 else answer
