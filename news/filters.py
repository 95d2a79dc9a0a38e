"""What the list of news can be narrowed by, and how many articles each choice would show."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Count, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from editorial.languages import text_in
from editorial.languages.punctuation import quote_text
from editorial.public.facets import Chosen, Facet, Option, Words
from editorial.public.tidy_queries import tidied_query
from editorial.records.namesakes import told_name
from members.models import Theme
from news.models import Article, StoryQuerySet
from secretariats.models import Area

#: Characters; more than anybody types, less than a database refuses.
LONGEST_SEARCH = 100

#: What a list can be narrowed to, where the database keeps it, and what shows it whole.
FACETS = {
    "kind": ("kind", _("All kinds")),
    "theme": ("themes", _("All themes")),
    "area": ("areas", _("All areas")),
    "year": ("year", _("All years")),
}
#: Of these, of which an article has but one each, one query counts all at once.
TALLIED = ("kind", "year")


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


class ArticleFilter(FilterSet):
    """Parameters that make no sense are left out, and ``left_out`` names them."""

    q = CharFilter(label=_("Search"), max_length=LONGEST_SEARCH)
    kind = ChoiceFilter(label=_("Kind"), choices=Article.Kind.choices)
    theme = ChoiceFilter(label=_("Theme"), field_name="themes__slug", choices=())
    area = ChoiceFilter(label=_("Area"), field_name="areas__code", choices=())
    year = ChoiceFilter(label=_("Year"), field_name="publish_at__year", choices=())

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: StoryQuerySet):
        super().__init__(data, queryset)
        themes, areas = Theme.objects.all(), Area.objects.all()
        self.years = years()
        self.keys = {
            "theme": [(t.pk, t.slug) for t in themes],
            "area": [(a.pk, a.code) for a in areas],
        }
        self.filters["theme"].extra["choices"] = [(t.slug, told_name(t)) for t in themes]
        self.filters["area"].extra["choices"] = [(a.code, text_in(a, "name")) for a in areas]
        self.filters["year"].extra["choices"] = [(year, year) for year in self.years]
        known = {name: one.extra.get("choices", ()) for name, one in self.filters.items()}
        values = {name: [value for value, _ in choices] for name, choices in known.items()}
        self.data = tidied_query(data, values)

    @property
    def left_out(self) -> list[str]:
        """The parts of the address that make no sense."""
        return [shortened(name, str(self.data[name])) for name in self.form.errors]

    @cached_property
    def asked(self) -> dict[str, str]:
        """The parameters in force and their values."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def searched(self) -> StoryQuerySet:
        """The articles with the words asked for."""
        return self.queryset.search(self.asked["q"]) if "q" in self.asked else self.queryset

    def filter_queryset(self, queryset: StoryQuerySet) -> StoryQuerySet:
        return self._narrowed_by(FACETS)

    def _narrowed_by(self, names: Iterable[str]) -> StoryQuerySet:
        narrowed = self.searched
        for name in names:
            if name in self.asked:
                narrowed = self.filters[name].filter(narrowed, self.asked[name])
        return narrowed

    def facets(self) -> list[Facet]:
        """What the list can be narrowed to. Three queries, with the one for ``total``.

        What shows nothing is named once something is asked for: before, nothing else could be.
        """
        return [self._facet(name, whole) for name, (_path, whole) in FACETS.items()]

    def _facet(self, name: str, whole: Words) -> Facet:
        counts, chosen = self._counts(name), self.asked.get(name)
        options = [
            Option(value, words, counts[value], value == chosen)
            for value, words in self.filters[name].extra["choices"]
            if self.asked or value in counts
        ]
        return Facet(name, self.filters[name].label, options, whole)

    def _counts(self, name: str) -> Counter[str]:
        """How many articles each value of a facet shows under the other parameters."""
        if name not in TALLIED:
            others = self._narrowed_by(other for other in FACETS if other != name).order_by()
            counted = dict(others.values_list(FACETS[name][0]).annotate(Count("pk")))
            return Counter(
                {value: counted[key] for key, value in self.keys[name] if key in counted}
            )
        found: Counter[str] = Counter()
        for row in self._rows_under(other for other in TALLIED if other != name):
            found[row[name]] += row["count"]
        return found

    @property
    def total(self) -> int:
        """How many articles there are under all parameters."""
        return sum(row["count"] for row in self._rows_under(TALLIED))

    def _rows_under(self, names: Iterable[str]) -> list[dict[str, Any]]:
        """The rows of the tally that these parameters leave."""
        asked = {name: self.asked[name] for name in names if name in self.asked}
        return [row for row in self._tally if all(row[name] == asked[name] for name in asked)]

    @cached_property
    def _tally(self) -> list[dict[str, Any]]:
        """How many articles of each kind appeared in each year, under the other parameters."""
        others = self._narrowed_by(other for other in FACETS if other not in TALLIED).order_by()
        dated = others.annotate(year=year_of(self.years))
        return list(dated.values("kind", "year").annotate(count=Count("pk")))

    def chosen(self) -> Iterator[Chosen]:
        """Each parameter that narrows the list."""
        for name, value in self.asked.items():
            words = dict(self.filters[name].extra.get("choices", ())).get(value, quote_text(value))
            yield Chosen(words, self._without(name))

    def _without(self, name: str) -> str:
        query = self.data.copy()
        for gone in (name, "page"):
            query.pop(gone, None)
        return query.urlencode()
