"""The start page: what waits for a staff user, and their offices in figures.

Each screen speaks for its own records. To put something on the start page, a screen overrides

* ``waiting(request)``, and yields Blocks beside those of ``super().waiting(request)``: records that
  wait for the user, under a Section of here or one of its own; ``block()`` makes one of a QuerySet;
* ``figures(request)``, and yields Figures in the same way, under a heading of here or its own.

The site asks every screen that the user may see, puts Blocks of one Section together, and leaves
out empty ones. So nothing here knows what is above it. What a screen yields must lie in the user's
scope (``get_queryset``, ``records_for``) and ask as much for many records as for few.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.db.models import CharField, Model, OuterRef, QuerySet, Subquery, Value
from django.template.defaultfilters import date as date_in_words
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User
from editorial.accounts.requests import StaffRequest
from editorial.history.screen import ScreenPages
from editorial.languages import text_in
from editorial.languages.punctuation import join_list
from editorial.records.completeness import gaps, lacking, needs_of, with_gaps
from editorial.records.history import author_of, tracked_models, versions_of
from editorial.records.namesakes import distinct

#: Records of a block that the start page shows; a link leads to the others.
SHOWN = 5
#: Results of each kind that the search shows.
FOUND = 8
#: How far the start page looks ahead.
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Section:
    """A heading of the start page; those of a low ``rank`` come first."""

    rank: int
    words: Promise | str


REVIEW = Section(10, _("Waiting for your approval"))
APPROVED = Section(15, _("Approved, to be published"))
CHANGED = Section(20, _("Changed by others after you, today"))
DRAFTS = Section(30, _("Drafts that you wrote last"))
SCHEDULED = Section(40, _("Will be published in the next 14 days"))
ENDING = Section(50, _("Ending soon"))
CONFIRM = Section(60, _("To confirm"))
INCOMPLETE = Section(70, _("Incomplete"))

#: The heading of the figures that count records by their state.
RECORDS = Section(10, _("Records of your offices"))


@dataclass(frozen=True)
class Entry:
    """A record, by its name in the language ``tag``, and why it is named here."""

    where: str
    called: str
    tag: str
    note: str = ""


@dataclass(frozen=True)
class Block:
    """The first records of one ``kind`` that wait under a heading, and where ``more`` are."""

    section: Section
    kind: str
    entries: list[Entry]
    total: int
    more: str = ""

    @property
    def has_more(self) -> bool:
        return self.total > len(self.entries)


@dataclass(frozen=True)
class Figure:
    """How many there are of something, in ``words``, and where they are listed."""

    words: Promise | str
    number: int
    where: str = ""


@dataclass(frozen=True)
class Figures:
    """What is counted of one ``kind``."""

    section: Section
    kind: str
    figures: list[Figure]


def with_last(records: QuerySet) -> QuerySet:
    """Annotates who saved each record last, and when: ``last_by`` (a key), ``last_at``."""
    newest = versions_of(records.model).filter(id=OuterRef("pk"))
    return records.annotate(
        last_by=Subquery(newest.values("history_user")[:1]),
        last_at=Subquery(newest.values("history_date")[:1]),
    )


def describe_last_saves(records: Iterable[Any]) -> Callable[[Any], str]:
    """Return what says who saved each of ``records``, ``with_last``, and when. One query."""
    names = User.objects.in_bulk({record.last_by for record in records if record.last_by})

    def note(record) -> str:
        who = str(names[record.last_by]) if record.last_by in names else author_of(None)
        return join_list([who, moment_in_words(record.last_at)]) if record.last_at else ""

    return note


def moment_in_words(at: datetime | None) -> str:
    """Return a moment as short as it can be told, in the user's language and time zone."""
    return date_in_words(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


def saved_today(request: StaffRequest) -> set[Any]:
    """The models of which the user saved a record today. One query a request, for all of them."""
    asked: Any = request
    if not hasattr(asked, "saved_today"):
        kept = [
            versions_of(model)
            .filter(history_user=request.user, history_date__gte=start_of_today())
            .order_by()
            .values_list(Value(model._meta.label, output_field=CharField()))
            for model in tracked_models()
        ]
        asked.saved_today = {apps.get_model(label) for (label,) in kept[0].union(*kept[1:])}
    return asked.saved_today


def start_of_today() -> datetime:
    """Return the moment at which the user's day began."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class StartPageScreen(ScreenPages):
    """What a screen says of its records on the start page and in the search."""

    #: Screens of a low rank come first under each heading.
    start_page_rank = 100
    #: Whether the search over all kinds finds them; of what there are dozens for each record, the
    #: record is found, and the list has a search of its own.
    is_found_at_large = True

    def waiting(self, request: StaffRequest) -> Iterator[Block]:
        """What waits for the user among these records."""
        if self.model in saved_today(request):
            yield self.changed_after(request)
        if needs_of(self.model):
            yield self.incomplete(request)

    def figures(self, request: StaffRequest) -> Iterator[Figures]:
        """What the user wants to know of these records in figures."""
        yield from ()

    def records_for(self, request: StaffRequest, power: str) -> QuerySet:
        """The records with which the user may ``write``, ``publish`` or ``manage``."""
        records = self.get_queryset(request)
        return records if getattr(self.powers(request), power) else records.none()

    def worth_completing(self, records: QuerySet) -> QuerySet:
        """Those that readers see or will see; what is over is not asked about."""
        return records

    def note_of(self, record) -> str:
        """What tells a record from others of its name, in a word or two."""
        return ""

    def block(
        self,
        section: Section,
        records: QuerySet,
        note: Callable[[list[Any]], Callable[[Any], str]] = lambda shown: lambda record: "",
        **filters: str,
    ) -> Block:
        """The first of ``records``, and all of them as the list shows them by ``filters``.

        ``note`` is given all that are shown, and returns what says a word of each.
        """
        first = list(records[: SHOWN + 1])
        shown, total = first[:SHOWN], len(first)
        say = note(shown) if shown else str
        return Block(
            section,
            self.kind,
            [self.entry(record, say(record)) for record in shown],
            total if total <= SHOWN else records.count(),
            self.listed_by(**filters) if filters else "",
        )

    @property
    def kind(self) -> str:
        return str(capfirst(self.opts.verbose_name_plural))

    def listed_by(self, **filters: str) -> str:
        """The address of the list, narrowed by ``filters``."""
        address = self.address("changelist")
        return f"{address}?{urlencode(filters)}" if filters else address

    def entry(self, record: Model, note: str = "") -> Entry:
        where = self.address("change", record.pk)
        if self.naming:
            text = distinct(text_in(record, self.naming), record, for_staff=True)
            return Entry(where, text.value or str(record), text.tag, note)
        return Entry(where, str(record), "", note)

    def changed_after(self, request: StaffRequest) -> Block:
        """What the user saved today, and somebody else since."""
        mine = versions_of(self.model).filter(
            history_user=request.user, history_date__gte=start_of_today()
        )
        records = with_last(self.get_queryset(request).filter(pk__in=mine.values("id")))
        others = records.exclude(last_by=request.user.pk).order_by("-last_at", "pk")
        return self.block(CHANGED, others, describe_last_saves)

    def incomplete(self, request: StaffRequest) -> Block:
        """What the user may complete, with what each record lacks."""
        own = self.worth_completing(self.records_for(request, "write"))
        records = with_gaps(lacking(own)).order_by(*self.list_order(request))
        return self.block(INCOMPLETE, records, lambda shown: gaps_in_words, lacks="anything")

    def search_block(self, request: StaffRequest, text: str) -> Block:
        """What the user finds under ``text``, best first. Two queries, however much it is."""
        records = self.get_queryset(request).order_by(*self.list_order(request))
        found, _may_repeat = self.get_search_results(request, records, text)
        keys = list(dict.fromkeys(found.values_list("pk", flat=True)))
        shown = self.with_related(self.get_queryset(request)).in_bulk(keys[:FOUND])
        entries = [self.entry(shown[key], self.note_of(shown[key])) for key in keys[:FOUND]]
        return Block(RECORDS, self.kind, entries, len(keys), self.listed_by(q=text))

    def with_related(self, records: QuerySet) -> QuerySet:
        """With the records that the list shows beside each."""
        names = self.list_select_related
        return records if isinstance(names, bool) or not names else records.select_related(*names)

    def list_order(self, request: StaffRequest) -> list[Any]:
        """The order of the list."""
        return [*(self.get_ordering(request) or self.opts.ordering or ()), "pk"]


def gaps_in_words(record: Model) -> str:
    return gettext("lacks: %(what)s") % {"what": join_list(gaps(record))}


def screens_seen(site: AdminSite, request: StaffRequest) -> list[StartPageScreen]:
    """The screens that the user may see, those of a low rank first."""
    screens = (s for s in site._registry.values() if isinstance(s, StartPageScreen))
    seen = (screen for screen in screens if screen.has_view_permission(request))
    return sorted(seen, key=lambda screen: screen.start_page_rank)


def by_section(parts: Iterable[Any]) -> list[tuple[Section, list[Any]]]:
    """Blocks or figures under their headings, the first heading first."""
    found: dict[Section, list[Any]] = {}
    for part in parts:
        found.setdefault(part.section, []).append(part)
    return sorted(found.items(), key=lambda entry: entry[0].rank)


def collect_blocks(
    site: AdminSite, request: StaffRequest, others: Iterable[Block] = ()
) -> list[tuple[Section, list[Block]]]:
    """What the screens say, and ``others`` of what goes across all of them."""
    blocks = (block for screen in screens_seen(site, request) for block in screen.waiting(request))
    return by_section(block for block in (*blocks, *others) if block.entries)


def collect_figures(
    site: AdminSite, request: StaffRequest, others: Iterable[Figures] = ()
) -> list[tuple[Section, list[Figures]]]:
    screens = screens_seen(site, request)
    found = (counted for screen in screens for counted in screen.figures(request))
    return by_section((*found, *others))
