"""Records of one name, such as two cities called 府中: what tells each apart from the others.

A name is compared as readers of a language see it. Readers are told apart only what the public may
see, staff what they see themselves: what is hidden changes nothing. Who asks outside a request
gets names alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Protocol

from django.apps import apps
from django.db import connection
from django.db.models import CharField, F, Max, Min, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from editorial.finding.models import LONGEST, Form, SearchName
from editorial.languages import (
    LANGUAGES,
    Language,
    Text,
    active,
    column,
    fallback_order,
    text_in,
)
from editorial.languages.middleware import BACK_OFFICE
from editorial.records.scope import visible
from editorial.texts.folding import name_key

#: What tells a record apart, the most telling first; empty where its name is enough.
Marks = Sequence[Text]
#: The records of a model among which names are compared.
Choose = Callable[[Any], QuerySet]


class Bearer(Protocol):
    """A record with a name that others may have too (``editorial.records.names.Named``)."""

    pk: Any
    told_apart_among: str
    told_apart_by_staff: bool

    @property
    def called(self) -> Text: ...

    def differences(self) -> Iterable[Text]: ...


def told_apart_models(for_staff: bool) -> list[Any]:
    """The models whose records may share a name; for readers, without those of staff alone."""
    models: list[Any] = [m for m in apps.get_models() if getattr(m, "told_apart_among", "")]
    return [model for model in models if for_staff or not model.told_apart_by_staff]


def public_ones(model: Any) -> QuerySet:
    """What the public sees of a model."""
    return getattr(model._default_manager.all(), model.told_apart_among)()


def shown_name(field: str) -> Coalesce:
    """In SQL: the name in ``field`` that the reader sees, as ``name_in`` finds it."""
    tried = dict.fromkeys((*fallback_order(active()), *LANGUAGES))
    names = (NullIf(F(column(field, lang)), Value("")) for lang in tried)
    return Coalesce(*names, Value(""), output_field=CharField())


def shared_keys(models: Iterable[Any], among: Iterable[str] | None = None) -> dict[str, set[str]]:
    """By kind, what names are compared by that several records have; in any language, and hidden
    ones too. One query, which reads an index alone; ``among`` says which ones matter.

    Who of them has it in the reader's language, and may be seen, is asked later, of those few.
    """
    kinds = [model._meta.label_lower for model in models]
    written = SearchName.objects.filter(form=Form.WRITTEN, kind__in=kinds)
    if among is not None:
        written = written.filter(folded__in=among)
    borne = written.values("kind", "folded").alias(first=Min("key"), last=Max("key"))
    found: dict[str, set[str]] = defaultdict(set)
    for kind, folded in borne.filter(first__lt=F("last")).values_list("kind", "folded"):
        found[kind].add(folded)
    return found


class Namesakes:
    """The records of one name: a query or two, and two for each model of which one is asked about.

    ``choose`` says among which records of a model names are compared, and ``for_staff`` whether
    staff look, who tell apart more models than readers.
    """

    def __init__(self, choose: Choose, for_staff: bool) -> None:
        self.choose, self.for_staff = choose, for_staff
        self.told: dict[type, Mapping[int, Marks]] = {}
        #: The same of those that were expected, by what their names are compared by.
        self.expected: dict[type, dict[str, Mapping[int, Marks]]] = defaultdict(dict)
        self.shared: dict[type, set[str]] = {}

    def shared_by(self, model: Any) -> set[str]:
        """What names of a model are compared by that several have.

        Of those that readers tell apart too, which are few, all at once.
        """
        if model not in self.shared:
            known = told_apart_models(self.for_staff)
            few = [one for one in known if not one.told_apart_by_staff]
            models = few if model in few else [one for one in known if one is model]
            found = shared_keys(models) if models else {}
            kinds = {one: one._meta.label_lower for one in (*models, model)}
            self.shared |= {one: found.get(kind, set()) for one, kind in kinds.items()}
        return self.shared[model]

    def expect(self, records: Iterable[Bearer]) -> None:
        """Look up what tells these records of one model apart, and for no others of it."""
        named = list(records)
        model: Any = type(named[0]) if named else None
        if model not in told_apart_models(self.for_staff):
            return
        keys = {key_of(record) for record in named}
        if model in self.shared:
            shared = self.shared[model] & keys
        else:
            shared = shared_keys([model], keys).get(model._meta.label_lower, set())
        told = self._told(model, shared) if shared else {}
        self.expected[model] |= dict.fromkeys(keys, told)

    def marks_of(self, record: Bearer) -> Marks:
        """What tells a record apart; nothing if its name is enough."""
        model: Any = type(record)
        key = key_of(record)
        if key in self.expected[model]:
            return self.expected[model][key].get(record.pk, ())
        keys = self.shared_by(model)
        if key not in keys:
            return ()
        if model not in self.told:
            self.told[model] = self._told(model, keys)
        return self.told[model].get(record.pk, ())

    def _told(self, model: Any, keys: Iterable[str]) -> Mapping[int, Marks]:
        """What tells the bearers of the names of these keys apart, each from all of its name."""
        kind = model._meta.label_lower
        rows = SearchName.objects.filter(kind=kind, form=Form.WRITTEN, folded__in=keys)
        seen = self.choose(model).select_related(*model.told_apart_with).order_by("pk")
        groups: dict[str, list[Bearer]] = defaultdict(list)
        for record in seen.filter(pk__in=rows.values("key")):
            groups[record.called.value].append(record)
        alike = [group for name, group in groups.items() if name and len(group) > 1]
        model.make_ready([record for group in alike for record in group])
        return {key: marks for group in alike for key, marks in told_apart(group).items()}


def key_of(record: Bearer) -> str:
    """By what the table of names compares the name that the reader sees."""
    return name_key(record.called.value)[:LONGEST]


def told_apart(group: Iterable[Bearer]) -> dict[int, list[Text]]:
    """By the first thing that all have and not all have alike; then further in what is left alike.

    The last that a record says of itself, its address, is its alone: nobody is left untold.
    """
    said = {record.pk: list(record.differences()) for record in group}
    found: dict[int, list[Text]] = {key: [] for key in said}
    for key, mark in splits(said, 0):
        found[key].append(mark)
    return found


def splits(said: Mapping[int, Sequence[Text]], at: int) -> Iterator[tuple[int, Text]]:
    """Each mark that parts records which are alike in everything before ``at``."""
    if len(said) < 2 or at == min(map(len, said.values())):
        return
    parts: dict[str, dict[int, Sequence[Text]]] = defaultdict(dict)
    for key, differences in said.items():
        parts[differences[at].value][key] = differences
    if "" in parts or len(parts) == 1:
        yield from splits(said, at + 1)
        return
    for part in parts.values():
        yield from ((key, differences[at]) for key, differences in part.items())
        yield from splits(part, at + 1)


class Reading:
    """What a request has found of namesakes, by who looks and in which language."""

    def __init__(self, of_staff: Choose | None) -> None:
        self.of_staff = of_staff
        self.found: dict[tuple[bool, Language], Namesakes] = {}

    def namesakes(self, for_staff: bool) -> Namesakes | None:
        choose = self.of_staff if for_staff else public_ones
        if choose is None:
            return None
        return self.found.setdefault((for_staff, active()), Namesakes(choose, for_staff))


_reading: ContextVar[Reading | None] = ContextVar("namesakes", default=None)


@contextmanager
def namesakes_read_once(of_staff: Choose | None = None) -> Iterator[None]:
    """Inside, names are told apart; which are alike is read once for each language.

    ``of_staff`` says what a staff user sees of a model.
    """
    token = _reading.set(Reading(of_staff))
    try:
        yield
    finally:
        _reading.reset(token)


def forget_namesakes() -> None:
    """A name has changed: they are read again."""
    if (reading := _reading.get()) is not None:
        reading.found.clear()


def marks_for(record: Any, *, for_staff: bool = False) -> Marks:
    """What tells ``record`` apart from others of its name; nothing if its name is enough."""
    reading, may_share = _reading.get(), getattr(record, "told_apart_among", "")
    # A transaction that is to be taken back can be asked nothing more: a message on it that names
    # a record does without.
    if not reading or not may_share or connection.needs_rollback:
        return ()
    namesakes = reading.namesakes(for_staff)
    return namesakes.marks_of(record) if namesakes else ()


def expect_namesakes(records: Iterable[Any], *, for_staff: bool = False) -> None:
    """Say which records of one model a page will name: what others are alike is not read."""
    reading = _reading.get()
    namesakes = reading.namesakes(for_staff) if reading else None
    if namesakes and not connection.needs_rollback:
        namesakes.expect(records)


def told_name(record: Any, *, for_staff: bool = False) -> Text:
    """The name of ``record`` in plain words that no other of its kind has."""
    return distinct(text_in(record, record.named_in), record, for_staff=for_staff)


def distinct(name: Text, record: Any, *, for_staff: bool = False) -> Text:
    """``name``, which is that of ``record``, with what tells it apart from others of that name."""
    return replace(name, value=with_marks(name.value, marks_for(record, for_staff=for_staff)))


def with_marks(name: str, marks: Marks) -> str:
    """A name with what tells it apart behind it, as plain words; the name alone for no marks."""
    if not marks:
        return name
    words = between().join(mark.value for mark in marks)
    return gettext("%(name)s (%(what)s)") % {"name": name, "what": words}


def marks_html(marks: Marks, element: str = "span") -> SafeString:
    """What stands behind a name, each part in its language; ``tspan`` within a drawing."""
    if not marks:
        return SafeString()
    parts = ((element, mark.tag, mark.value, element) for mark in marks)
    words = format_html_join(between(), '<{} lang="{}">{}</{}>', parts)
    before, after = (gettext("%(name)s (%(what)s)") % {"name": "", "what": "\n"}).split("\n")
    return format_html('<{} class="apart">{}{}{}</{}>', element, before, words, after, element)


def between() -> str:
    return pgettext("between things that tell records of one name apart", ", ")


class NamesakesMiddleware:
    """Tells apart within a request what its page names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with namesakes_read_once(seen_by(request)):
            return self.get_response(request)


def seen_by(request: HttpRequest) -> Choose | None:
    """What whoever asks for the back office sees of a model; elsewhere nobody looks as staff."""
    if not request.path.startswith(BACK_OFFICE):
        return None
    return lambda model: visible(model, request.user)
