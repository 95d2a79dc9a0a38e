"""What the lists of news and events can be narrowed by, and how many each choice would show."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Case, CharField, Count, QuerySet, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from editorial.languages import BY_CODE, LANGUAGES, Language, active, text_in
from editorial.languages.punctuation import quote_text
from editorial.public.facets import Chosen, Facet, Option, Words
from editorial.public.tidy_queries import bare, tidied_query
from editorial.records.namesakes import told_name
from members.models import Member, Theme
from news.models import Article, Event, EventQuerySet, StoryQuerySet
from news.written import count_in, counts_by_language
from secretariats.models import Area, Secretariat

#: Characters; more than anybody types, less than a database refuses.
LONGEST_SEARCH = 100

SLUG = re.compile("[a-z0-9-]+")

#: A choice of a facet, and its words.
Choice = tuple[str, Words]
#: The parameter with the page of what is in other languages.
OTHERS = "others"


def shortened(name: str, value: str) -> str:
    """A part of an address, no longer than a page can bear."""
    return f"{name}={value[:30]}"


def years() -> list[str]:
    """The years since the first public article, the latest first. This causes one query."""
    moments = Article.objects.public().order_by("publish_at").values_list("publish_at", flat=True)
    first, now = moments.first(), timezone.localtime()
    start = timezone.localtime(first).year if first else now.year
    return [str(year) for year in range(now.year, start - 1, -1)]


def year_of(known: list[str]) -> Case | Value:
    """The year in which an article appeared, as the database tells it by comparing moments.

    It compares with the middle one first: of twenty years with four or five.
    """
    if len(known) == 1:
        return Value(known[0])
    later, earlier = known[: len(known) // 2], known[len(known) // 2 :]
    start = datetime(int(later[-1]), 1, 1, tzinfo=timezone.get_current_timezone())
    is_later = When(publish_at__gte=start, then=year_of(later))
    return Case(is_later, default=year_of(earlier), output_field=CharField())


def narrowed_to(records: QuerySet, slug: str) -> list[Choice]:
    """The record of that slug as the one choice; none if readers see no such record."""
    found = records.filter(slug=slug).first() if SLUG.fullmatch(slug) else None
    return [(found.slug, told_name(found))] if found else []


class Narrowing(FilterSet):
    """Parameters that make no sense are left out, and ``left_out`` names them.

    Without a language asked for, ``shown`` are the stories of the reader's, and ``others`` those
    that exist in other languages only.
    """

    #: What the list can be narrowed to, where the database keeps it, and what shows it whole.
    facets_of: ClassVar[dict[str, tuple[str, Words]]]
    #: What no select offers: pages of these lead here.
    about: ClassVar[tuple[str, ...]]

    language = ChoiceFilter(label=_("Language"), method="exist_in", choices=())
    member = ChoiceFilter(label=_("Member"), field_name="members__slug", choices=())
    office = ChoiceFilter(label=_("Office"), field_name="secretariat__slug", choices=())

    def __init__(self, data: QueryDict, queryset: StoryQuerySet):
        super().__init__(data, queryset)
        for name, choices in self.choices().items():
            self.filters[name].extra["choices"] = choices
        known = {name: one.extra.get("choices", ()) for name, one in self.filters.items()}
        values = {name: [value for value, _ in choices] for name, choices in known.items()}
        self.data = tidied_query(data, {**values, OTHERS: ()})

    def choices(self) -> dict[str, list[Choice]]:
        """What each parameter may be. A query for each record that a page led here from."""
        records = {
            "member": Member.objects.listed().select_related("area"),
            "office": Secretariat.objects.public(),
            "theme": Theme.objects.all(),
        }
        languages: list[Choice] = [
            (language.code, gettext(language.english_name)) for language in LANGUAGES
        ]
        return {
            "language": languages,
            **{
                name: narrowed_to(records[name], bare(self.data.get(name, "")))
                for name in self.about
            },
        }

    def exist_in(self, stories: StoryQuerySet, _name: str, code: str) -> StoryQuerySet:
        return stories.in_language(BY_CODE[code])

    @property
    def left_out(self) -> list[str]:
        """The parts of the address that make no sense."""
        return [shortened(name, str(self.data[name])) for name in self.form.errors]

    @cached_property
    def asked(self) -> dict[str, str]:
        """The parameters in force and their values."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def asked_about(self) -> dict[str, str]:
        """Those that no select offers, which a form hands on."""
        return {name: self.asked[name] for name in self.about if name in self.asked}

    @property
    def language_asked(self) -> Language | None:
        return BY_CODE.get(self.asked.get("language", ""))

    @cached_property
    def searched(self) -> StoryQuerySet:
        """The stories with the words asked for, of whatever a page led here from."""
        found = self.queryset
        for name in self.asked_about:
            found = self.filters[name].filter(found, self.asked[name])
        return found.search(self.asked["q"]) if "q" in self.asked else found

    def filter_queryset(self, queryset: StoryQuerySet) -> StoryQuerySet:
        return self._narrowed_by(self.facets_of)

    @property
    def shown(self) -> StoryQuerySet:
        """What exists in the language asked for, or else in the reader's."""
        return self.qs if self.language_asked else self.qs.in_language()

    @property
    def others(self) -> StoryQuerySet:
        """What exists in other languages only."""
        return self.qs.elsewhere()

    def _narrowed_by(self, names: Iterable[str]) -> StoryQuerySet:
        narrowed = self.searched
        for name in names:
            if name in self.asked:
                narrowed = self.filters[name].filter(narrowed, self.asked[name])
        return narrowed

    def chosen(self) -> Iterator[Chosen]:
        """Each parameter that narrows the list."""
        for name, value in self.asked.items():
            words = dict(self.filters[name].extra.get("choices", ())).get(value, quote_text(value))
            yield Chosen(words, self._without(name))

    def _without(self, name: str) -> str:
        query = self.data.copy()
        for gone in (name, "page", OTHERS):
            query.pop(gone, None)
        return query.urlencode()


class StoryFilter(Narrowing):
    """Counts the stories, too: a choice of a facet would show those in other languages below."""

    #: The facets of which a story has but one value: one query counts them all at once.
    tallied: ClassVar[tuple[str, ...]]
    #: By other facets, the key of each value: so a count need not read their rows.
    keys: dict[str, list[tuple[int, str]]]

    def tally_of(self, stories: Any) -> QuerySet:
        """``stories`` in groups by what is ``tallied``."""
        raise NotImplementedError

    def facets(self) -> list[Facet]:
        """What the list can be narrowed to. A query for each but ``tallied``, and one for these,
        which is that of the totals.

        What shows nothing is named once something is asked for: before, nothing else could be.
        """
        return [self._facet(name, whole) for name, (_path, whole) in self.facets_of.items()]

    def _facet(self, name: str, whole: Words) -> Facet:
        counts, chosen = self._counts(name), self.asked.get(name)
        options = [
            Option(value, words, counts[value], value == chosen)
            for value, words in self.filters[name].extra["choices"]
            if self.asked or value in counts
        ]
        return Facet(name, self.filters[name].label, options, whole)

    def _counts(self, name: str) -> Counter[str]:
        """How many stories each value of a facet shows under the other parameters."""
        if name == "language":
            sums = {language.code: self._sum(count_in(language)) for language in LANGUAGES}
            return Counter({code: number for code, number in sums.items() if number})
        if name not in self.tallied:
            return self._counted(name)
        found: Counter[str] = Counter()
        for row in self._rows_under(other for other in self.tallied if other != name):
            found[row[name]] += row[count_in(self.language_asked)]
        return +found

    def _counted(self, name: str) -> Counter[str]:
        """The same for a facet of which a story may have several values. One query."""
        others = self._narrowed_by(other for other in self.facets_of if other != name).order_by()
        counted = dict(others.values_list(self.facets_of[name][0]).annotate(Count("pk")))
        return Counter({value: counted[key] for key, value in self.keys[name] if key in counted})

    @property
    def total(self) -> int:
        """How many stories are shown under all parameters."""
        return self._sum(count_in(self.language_asked or active()))

    @property
    def total_others(self) -> int:
        """How many exist in other languages only; none where a language is asked for."""
        return 0 if self.language_asked else self._sum(count_in(None)) - self.total

    def _sum(self, counted: str) -> int:
        return sum(row[counted] for row in self._rows_under(self.tallied))

    def _rows_under(self, names: Iterable[str]) -> list[dict[str, Any]]:
        """The rows of the tally that these parameters leave."""
        asked = {name: self.asked[name] for name in names if name in self.asked}
        return [row for row in self._tally if all(row[name] == asked[name] for name in asked)]

    @cached_property
    def _tally(self) -> list[dict[str, Any]]:
        """How many stories of each group there are in each language, under the other parameters."""
        outside = {*self.tallied, "language"}
        others = self._narrowed_by(other for other in self.facets_of if other not in outside)
        return list(self.tally_of(others.order_by()).annotate(**counts_by_language()))


class ArticleFilter(StoryFilter):
    facets_of = {
        "kind": ("kind", _("All kinds")),
        "theme": ("themes", _("All themes")),
        "area": ("areas", _("All areas")),
        "year": ("year", _("All years")),
        "language": ("title", _("All languages")),
    }
    tallied = ("kind", "year")
    about = ("member", "office")

    q = CharFilter(label=_("Search"), max_length=LONGEST_SEARCH)
    kind = ChoiceFilter(label=_("Kind"), choices=Article.Kind.choices)
    theme = ChoiceFilter(label=_("Theme"), field_name="themes__slug", choices=())
    area = ChoiceFilter(label=_("Area"), field_name="areas__code", choices=())
    year = ChoiceFilter(label=_("Year"), field_name="publish_at__year", choices=())

    class Meta:
        model = Article
        fields: list[str] = []

    def choices(self) -> dict[str, list[Choice]]:
        themes, areas = Theme.objects.all(), Area.objects.all()
        self.years = years()
        self.keys = {
            "theme": [(t.pk, t.slug) for t in themes],
            "area": [(a.pk, a.code) for a in areas],
        }
        return super().choices() | {
            "theme": [(t.slug, told_name(t)) for t in themes],
            "area": [(a.code, text_in(a, "name")) for a in areas],
            "year": [(year, year) for year in self.years],
        }

    def tally_of(self, stories: StoryQuerySet) -> QuerySet:
        return stories.annotate(year=year_of(self.years)).values("kind", "year")


class EventFilter(StoryFilter):
    facets_of = {"language": ("title", _("All languages"))}
    tallied = ()
    about = ("member", "office", "theme")

    theme = ChoiceFilter(label=_("Theme"), field_name="themes__slug", choices=())

    class Meta:
        model = Event
        fields: list[str] = []

    def tally_of(self, stories: EventQuerySet) -> QuerySet:
        return stories.with_past().values("is_past")

    @property
    def total_past(self) -> int:
        """How many of those shown are over."""
        counted = count_in(self.language_asked or active())
        return sum(row[counted] for row in self._tally if row["is_past"])
