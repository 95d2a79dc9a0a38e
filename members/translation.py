from modeltranslation.translator import register

from editorial.languages import ProseOptions
from editorial.records.history import track
from members.models import (
    Category,
    Containment,
    Fact,
    Identifier,
    Indicator,
    IndicatorChoice,
    Inventory,
    Member,
    Membership,
    NetworkCount,
    OtherName,
    Place,
    Pledge,
    Source,
    Target,
    Theme,
)


@register(Theme)
class ThemeOptions(ProseOptions):
    fields = ("name", "tagline")
    english = ("name",)


@register(Member)
class MemberOptions(ProseOptions):
    fields = ("name", "summary", "profile", "leader_name", "leader_title", "picture_alt")
    english = ("name",)
    never_converted = ("leader_name",)


@register(Indicator)
class IndicatorOptions(ProseOptions):
    fields = ("name", "unit", "definition")
    english = ("name",)


@register(IndicatorChoice)
class IndicatorChoiceOptions(ProseOptions):
    fields = ("name",)
    english = ("name",)


@register(Fact)
class FactOptions(ProseOptions):
    fields = ("wording",)


@register(Source)
class SourceOptions(ProseOptions):
    fields = ("title",)
    english = ("title",)


@register(Category)
class CategoryOptions(ProseOptions):
    fields = ("name",)
    english = ("name",)


@register(Place)
class PlaceOptions(ProseOptions):
    fields = ("name",)
    english = ("name",)


for model in (
    Theme,
    Member,
    Membership,
    Indicator,
    IndicatorChoice,
    Fact,
    Source,
    Place,
    Category,
    Containment,
    NetworkCount,
    OtherName,
    Identifier,
    Inventory,
    Target,
    Pledge,
):
    track(model)
