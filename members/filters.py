"""The parameters of the directory: what an address asks for, and what of it is unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Count, F, Q, Value, When
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.languages import Text, active, text_in
from members.models import Member, MemberQuerySet, Theme
from secretariats.models import Area

#: Longer questions are cut: each word costs the database a comparison with every member.
LONGEST_QUESTION = 100

#: Inhabitants: above the first number, up to and including the second.
SIZES: dict[str, tuple[int | None, int | None]] = {
    "s": (None, 100_000),
    "m": (100_000, 500_000),
    "l": (500_000, 1_000_000),
    "xl": (1_000_000, 5_000_000),
    "xxl": (5_000_000, None),
}
SIZE_LABELS = [
    ("s", _("up to 100,000")),
    ("m", _("100,000 to 500,000")),
    ("l", _("500,000 to 1 million")),
    ("xl", _("1 to 5 million")),
    ("xxl", _("more than 5 million")),
]
SORTS = [
    ("name", _("Name")),
    ("-population", _("Most people first")),
    ("population", _("Fewest people first")),
    ("area", _("Country or area")),
]


def question(value: str) -> str:
    """What is searched for: one line without NUL, no longer than ``LONGEST_QUESTION``."""
    return " ".join(value.replace("\0", " ").split())[:LONGEST_QUESTION].strip()


def of_size(size: str) -> Q:
    """Members whose population is known and of this size."""
    above, up_to = SIZES[size]
    low = Q() if above is None else Q(population__gt=above)
    return low & (Q(population__isnull=False) if up_to is None else Q(population__lte=up_to))


#: The size of a member as the database tells it, None where the population is unknown.
SIZE = Case(*(When(of_size(size), then=Value(size)) for size in SIZES))

#: What a list can be narrowed to, and where the database keeps it.
FACETS = {"area": "area__code", "theme": "themes__slug", "level": "level", "size": "size"}


class QuestionField(forms.CharField):
    def clean(self, value):
        asked = value or ""
        self.left_out = [asked] if len(asked.strip()) > LONGEST_QUESTION else []
        return question(asked)


class KnownChoicesField(forms.MultipleChoiceField):
    """Choices that may repeat; unknown ones are left out, and told."""

    def clean(self, value):
        asked = list(dict.fromkeys(filter(None, value or [])))
        known = [one for one in asked if self.valid_value(one)]
        self.left_out = [one for one in asked if one not in known]
        return known


class KnownChoiceField(forms.ChoiceField):
    """One choice; an unknown one is left out, and told."""

    def clean(self, value):
        is_known = not value or self.valid_value(value)
        self.left_out = [] if is_known else [value]
        return value if is_known and value else ""


class QuestionFilter(django_filters.CharFilter):
    field_class = QuestionField


class KnownChoicesFilter(django_filters.Filter):
    field_class = KnownChoicesField


class KnownChoiceFilter(django_filters.Filter):
    field_class = KnownChoiceField


@dataclass(frozen=True)
class Option:
    """A value of a facet, and how many members it would show under the other parameters."""

    value: str
    words: Text | str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    parameter: str
    legend: str
    options: list[Option]


@dataclass(frozen=True)
class Chosen:
    """A parameter that narrows the list, and the query that goes without it."""

    words: Text | str
    query: str


class MemberFilter(django_filters.FilterSet):
    """Listed members narrowed and sorted by an address. Unknown values are in ``left_out``."""

    q = QuestionFilter(method="with_words")
    area = KnownChoicesFilter(method="in_areas", label=_("Country or area"), choices=())
    theme = KnownChoicesFilter(method="with_themes", label=_("Theme"), choices=())
    level = KnownChoicesFilter(method="of_levels", label=_("Level"), choices=Member.Level.choices)
    size = KnownChoicesFilter(method="of_sizes", label=_("Inhabitants"), choices=SIZE_LABELS)
    sort = KnownChoiceFilter(method="sorted_by", label=_("Sort by"), choices=SORTS)

    def __init__(self, data: QueryDict, queryset: MemberQuerySet):
        super().__init__(data, queryset)
        areas, themes = Area.objects.all(), Theme.objects.all()
        self.filters["area"].extra["choices"] = [(a.code, text_in(a, "name")) for a in areas]
        self.filters["theme"].extra["choices"] = [(t.slug, text_in(t, "name")) for t in themes]

    def with_words(self, queryset, name, value):
        return queryset.search(value)

    def in_areas(self, queryset, name, value):
        return queryset.filter(area__code__in=value)

    def with_themes(self, queryset, name, value):
        tagged = Member.themes.through.objects.filter(theme__slug__in=value)
        return queryset.filter(pk__in=tagged.values("member"))

    def of_levels(self, queryset, name, value):
        return queryset.filter(level__in=value)

    def of_sizes(self, queryset, name, value):
        wanted = Q()
        for size in value:
            wanted |= of_size(size)
        return queryset.filter(wanted)

    def sorted_by(self, queryset, name, value):
        first: dict[str, list[Any]] = {
            "-population": [F("population").desc(nulls_last=True)],
            "population": [F("population").asc(nulls_last=True)],
            "area": ["area__order", "area__code"],
        }
        return queryset.order_by(*first.get(value, []), f"sort_{active().column}", "slug")

    def filter_queryset(self, queryset: MemberQuerySet) -> MemberQuerySet:
        return super().filter_queryset(queryset.in_order())

    @property
    def asked(self) -> dict:
        """What the address asks for, as far as it is known."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def sorts(self) -> Sequence[tuple[str, str | Promise]]:
        return SORTS

    @property
    def sort_chosen(self) -> str:
        return self.asked["sort"] or "name"

    @property
    def left_out(self) -> list[str]:
        """Parts of the address that are unknown or too long, each cut to what a page can bear."""
        asked = self.asked
        fields = self.form.fields
        return [f"{name}={value[:30]}" for name in asked for value in fields[name].left_out]

    def facets(self) -> list[Facet]:
        """What the list can be narrowed to. Four queries."""
        return [self._facet(name, path) for name, path in FACETS.items()]

    def _facet(self, name: str, path: str) -> Facet:
        counts = self._counts(name, path)
        chosen = self.asked[name]
        options = [
            Option(value, label, counts.get(value, 0), value in chosen)
            for value, label in self.filters[name].extra["choices"]
            if counts.get(value) or value in chosen
        ]
        return Facet(name, self.filters[name].label, options)

    def _counts(self, name: str, path: str) -> dict[str, int]:
        """How many members each value of a facet shows under the other parameters."""
        queryset = self.queryset.order_by().annotate(size=SIZE)
        for other, value in self.asked.items():
            if other not in (name, "sort"):
                queryset = self.filters[other].filter(queryset, value)
        return dict(queryset.values_list(path).annotate(Count("pk")))

    def chosen(self) -> Iterator[Chosen]:
        """Each parameter that narrows the list."""
        if self.asked["q"]:
            yield Chosen(f"“{self.asked['q']}”", self._without("q", None))
        for name in FACETS:
            labels = dict(self.filters[name].extra["choices"])
            for value in self.asked[name]:
                yield Chosen(labels[value], self._without(name, value))

    def _without(self, name: str, value: str | None) -> str:
        query = self.data.copy()
        query.pop("page", None)
        query.setlist(name, [one for one in query.getlist(name) if one != value and value])
        return query.urlencode()
