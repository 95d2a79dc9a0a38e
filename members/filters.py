"""The parameters of the directory: what an address asks for, and what of it is unknown."""

from collections.abc import Sequence
from functools import cached_property

import django_filters
from django import forms
from django.db.models import Case, Expression, F, OrderBy, OuterRef, Q, Subquery, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from editorial.languages import active, text_in
from editorial.public.facets import Words
from editorial.public.tidy_queries import tidied_query
from editorial.records.namesakes import told_name
from members.climate.groups import (
    KIND_LABELS,
    STATUS_LABELS,
    YEAR_LABELS,
    end_year,
    members_in,
)
from members.facets import FACETS, SIZE_LABELS, Tally, of_size
from members.models import Member, MemberQuerySet, Membership
from members.surroundings import surroundings
from secretariats.models import Secretariat

#: Longer questions are cut: each word costs the database a comparison with every member.
LONGEST_QUESTION = 100

#: The same result as cards with locator maps, a table that sorts, or a map.
VIEWS = [("cards", _("Cards")), ("table", _("Table")), ("map", _("Map"))]

SORTS = [
    ("name", _("Name")),
    ("-population", _("Population, largest first")),
    ("population", _("Population, smallest first")),
    ("area", _("Country or area")),
    ("-since", _("Newest members first")),
    ("target", _("End year of the pledge, soonest first")),
]
#: Offered by the heads of the table alone.
TABLE_SORTS = [
    ("-name", _("Name, Z to A")),
    ("-area", _("Country or area, reversed")),
    ("level", _("Level")),
    ("-level", _("Level, reversed")),
    ("since", _("Oldest members first")),
    ("office", _("Serving secretariat")),
    ("-office", _("Serving secretariat, reversed")),
    ("-target", _("End year of the pledge, latest first")),
]

#: What the dots of the map are coloured by.
COLOURS = [
    ("none", _("One colour")),
    ("area", _("Country or area")),
    ("theme", _("Theme")),
    ("level", _("Level")),
    ("size", _("Inhabitants")),
    ("target", _("End year of the pledge")),
]


def question(value: str) -> str:
    """What is searched for: one line without NUL, no longer than ``LONGEST_QUESTION``."""
    return " ".join(value.replace("\0", " ").split())[:LONGEST_QUESTION].strip()


def sort_keys(column: str) -> list[Expression | F | Subquery]:
    """What a column of the table sorts by, before the name."""
    if column == "area":
        return [F("area__order"), F("area__code")]
    if column == "level":
        ranks = (When(level=level, then=Value(rank)) for rank, level in enumerate(Member.Level))
        return [Case(*ranks)]
    if column == "since":
        terms = Membership.objects.current().filter(member=OuterRef("pk"))
        return [Subquery(terms.values("joined_on")[:1])]
    if column == "office":
        is_open = Q(secretariat__in=Secretariat.objects.public())
        return [Case(When(is_open, then=F(f"secretariat__{key}"))) for key in ("order", "slug")]
    if column == "target":
        return [Subquery(end_year())]
    return [F("population")] if column == "population" else []


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


class MemberFilter(django_filters.FilterSet):
    """Listed members narrowed and sorted by an address. Unknown values are in ``left_out``."""

    q = QuestionFilter(method="with_words")
    area = KnownChoicesFilter(method="in_areas", label=_("Country or area"), choices=())
    theme = KnownChoicesFilter(method="with_themes", label=_("Theme"), choices=())
    level = KnownChoicesFilter(method="of_levels", label=_("Level"), choices=Member.Level.choices)
    size = KnownChoicesFilter(method="of_sizes", label=_("Inhabitants"), choices=SIZE_LABELS)
    pledge = KnownChoicesFilter(method="pledged", label=_("Climate pledge"), choices=KIND_LABELS)
    target = KnownChoicesFilter(
        method="pledged", label=_("End year of the pledge"), choices=YEAR_LABELS
    )
    status = KnownChoicesFilter(
        method="pledged", label=_("How firm the pledge is"), choices=STATUS_LABELS
    )
    within = KnownChoiceFilter(method="as_it_is", label=_("Part of"), choices=())
    sort = KnownChoiceFilter(method="sorted_by", label=_("Sort by"), choices=[*SORTS, *TABLE_SORTS])
    view = KnownChoiceFilter(method="as_it_is", choices=VIEWS)
    colour = KnownChoiceFilter(method="as_it_is", choices=COLOURS)

    def __init__(self, data: QueryDict, queryset: MemberQuerySet):
        around = surroundings(question(str(data.get("within") or "")).lower())
        self.unit, self.themes, self.containers = around.unit, around.themes, around.containers
        super().__init__(data, queryset.filter(pk__in=around.inside) if self.unit else queryset)
        if self.unit:
            self.filters["within"].extra["choices"] = [(self.unit.slug, told_name(self.unit))]
        named = [(theme.slug, told_name(theme)) for theme in self.themes]
        self.filters["area"].extra["choices"] = [(a.code, text_in(a, "name")) for a in around.areas]
        self.filters["theme"].extra["choices"] = named
        known = {name: [value for value, _ in self.choices(name)] for name in self.filters}
        self.data = tidied_query(data, known)

    def with_words(self, queryset, name, value):
        by_name = f"sort_{active().column}"
        return queryset.search(value).with_rank(value).order_by("rank", by_name, "slug")

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

    def pledged(self, queryset, name, value):
        return queryset.filter(members_in(name, value))

    def sorted_by(self, queryset, name, value):
        """What a member lacks comes last, whichever way the list is sorted."""
        column, is_backwards = value.removeprefix("-"), value.startswith("-")
        first = [
            OrderBy(key, descending=is_backwards, nulls_last=True) for key in sort_keys(column)
        ]
        by_name = f"sort_{active().column}"
        return queryset.order_by(*first, f"-{by_name}" if value == "-name" else by_name, "slug")

    def as_it_is(self, queryset, name, value):
        return queryset

    def filter_queryset(self, queryset: MemberQuerySet) -> MemberQuerySet:
        return super().filter_queryset(queryset.in_order())

    @cached_property
    def asked(self) -> dict:
        """What the address asks for, as far as it is known."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def narrowed_by(self) -> list[tuple[str, str]]:
        """The parameters that decide who is found, and their values."""
        named = [(name, value) for name in FACETS for value in self.asked[name]]
        single = [(name, self.asked[name]) for name in ("q", "within")]
        return [pair for pair in (*single, *named) if pair[1]]

    @property
    def sorts(self) -> Sequence[tuple[str, Words]]:
        """What is offered, and what is chosen; first, under no value, the order that fits."""
        by_name, *others = SORTS
        chosen = [sort for sort in TABLE_SORTS if sort[0] == self.sort_chosen]
        if self.asked["q"]:
            return [("", _("Best match")), by_name, *others, *chosen]
        return [("", by_name[1]), *others, *chosen]

    @property
    def sort_chosen(self) -> str:
        """Empty for the order that fits: the best match of a question, else the name."""
        sort = self.asked["sort"]
        return "" if sort == "name" and not self.asked["q"] else sort

    @property
    def view_chosen(self) -> str:
        return self.asked["view"] or "cards"

    @property
    def colour_chosen(self) -> str:
        """What the map is coloured by: else what was chosen, where that tells members apart."""
        if self.asked["colour"]:
            return self.asked["colour"]
        told_apart = (name for name in FACETS if len(self.asked[name]) > 1)
        return "theme" if self.asked["theme"] else next(told_apart, "none")

    @property
    def left_out(self) -> list[str]:
        """Parts of the address that are unknown or too long, each cut to what a page can bear."""
        asked = self.asked
        fields = self.form.fields
        return [f"{name}={value[:30]}" for name in asked for value in fields[name].left_out]

    def without_question(self) -> MemberQuerySet:
        """The members that the facets leave, whatever is searched for."""
        narrowed = self.queryset
        for name in FACETS:
            narrowed = self.filters[name].filter(narrowed, self.asked[name])
        return narrowed

    @cached_property
    def tally(self) -> Tally:
        chosen = {name: self.asked[name] for name in FACETS}
        return Tally(self.queryset, self.asked["q"], chosen, self.containers)

    def label(self, name: str) -> str:
        return self.filters[name].label

    def choices(self, name: str) -> list[tuple[str, Words]]:
        return self.filters[name].extra.get("choices", [])

    def query_without(self, name: str, value: str | None = None) -> str:
        """The query without one value of a parameter, or without all, from the first page on."""
        query = self.data.copy()
        query.pop("page", None)
        kept = [one for one in query.getlist(name) if value is not None and one != value]
        query.setlist(name, kept)
        return query.urlencode()
