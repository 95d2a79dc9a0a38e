"""By what the list of members is narrowed, as the report for the board counts them."""

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from editorial.languages.punctuation import join_list, label_text
from members.as_of import day_in
from members.board import CLIMATE, in_climate, members_on
from members.models import Membership, Standing, category_choices
from members.models.ages import AGES, FACTS, with_age
from members.models.standings import ANSWERS


class StandingFilter(admin.SimpleListFilter):
    """Who is a member today."""

    title = _("membership")
    parameter_name = "membership"

    def lookups(self, request, model_admin):
        return Standing.choices

    def queryset(self, request, queryset):
        if self.value() not in Standing.values:
            return queryset
        return queryset.with_membership().filter(membership=self.value())


class CategoryFilter(admin.SimpleListFilter):
    """Members of a category today."""

    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return category_choices()

    def queryset(self, request, queryset):
        if self.value() not in dict(category_choices()):
            return queryset
        terms = Membership.objects.current().filter(category=self.value())
        return queryset.filter(pk__in=terms.values("member"))


class GivenFilter(admin.SimpleListFilter):
    """A filter that no list offers: addresses give it, and it shows what they give."""

    @classmethod
    def read(cls, value: str):
        """What a value asks for; None for one that asks for nothing."""
        raise NotImplementedError

    @classmethod
    def takes(cls, value: str) -> bool:
        """Whether the list can be narrowed by a value, which may be one of very many."""
        return cls.read(value) is not None

    def lookups(self, request, model_admin):
        given = request.GET.get(self.parameter_name, "")
        return [(given, self.told(given))] if self.takes(given) else []

    def told(self, value: str) -> str:
        raise NotImplementedError


class DayFilter(GivenFilter):
    """Members by their answer for a day, and the category that they had: 2012-10-18.0.full."""

    title = _("as of a day")
    parameter_name = "as_of"

    @classmethod
    def read(cls, value):
        day, _dot, rest = value.partition(".")
        answer, _dot, category = rest.partition(".")
        known = [str(key) for key in ANSWERS]
        is_known = answer in known and category in ("", *dict(category_choices()))
        found = day_in(day)
        return (found, int(answer), category) if found and is_known else None

    def told(self, value):
        day, answer, category = self.read(value)
        words = [ANSWERS[answer], *([dict(category_choices())[category]] if category else [])]
        return label_text(date_format(day), join_list(words))

    def queryset(self, request, queryset):
        found = self.read(self.value() or "")
        if found is None:
            return queryset
        day, answer, category = found
        wanted = {"standing": answer} | ({"category": category} if category else {})
        return queryset.filter(pk__in=members_on(queryset, day).filter(**wanted).values("pk"))


class AgeFilter(GivenFilter):
    """Members by the age of what is known of them: population.5."""

    title = _("age of facts")
    parameter_name = "age"

    @classmethod
    def read(cls, value):
        fact, _dot, age = value.partition(".")
        return (fact, age) if fact in FACTS and age in AGES else None

    def told(self, value):
        fact, age = self.read(value)
        return label_text(FACTS[fact], AGES[age])

    def queryset(self, request, queryset):
        found = self.read(self.value() or "")
        return with_age(queryset, found[0]).filter(age=found[1]) if found else queryset


class ClimateFilter(admin.SimpleListFilter):
    """Members by what is recorded of the climate."""

    title = _("climate record")
    parameter_name = "climate"

    def lookups(self, request, model_admin):
        return [*CLIMATE.items()]

    def queryset(self, request, queryset):
        value = self.value() or ""
        return in_climate(queryset, value) if value in CLIMATE else queryset
