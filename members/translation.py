from modeltranslation.translator import register

from editorial.languages import ProseOptions
from editorial.records.history import track
from members.models import (
    Category,
    Containment,
    Identifier,
    Inventory,
    KeyFact,
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


@register(KeyFact)
class KeyFactOptions(ProseOptions):
    fields = ("label",)
    english = ("label",)


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
    KeyFact,
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
