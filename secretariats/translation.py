from django.db.models import TextField
from modeltranslation.translator import register

from editorial.languages import ProseOptions
from editorial.records.history import track
from secretariats.models import (
    Area,
    DesignationException,
    ForbiddenVariant,
    Person,
    Portal,
    Posting,
    ProperName,
    Secretariat,
    Staff,
)
from secretariats.models.portal import TEXTS


@register(Area)
class AreaOptions(ProseOptions):
    fields = ("name",)
    english = ("name",)
    never_converted = ("name",)


@register(Secretariat)
class SecretariatOptions(ProseOptions):
    fields = ("name", "host", "host_city", "introduction", "history", "address")
    english = ("name",)


@register(Person)
class PersonOptions(ProseOptions):
    fields = ("name", "role")
    english = ("name",)
    never_converted = ("name",)


@register(Portal)
class PortalOptions(ProseOptions):
    fields = TEXTS
    english = TEXTS
    never_converted = ("name", "region_name")


track(Area, reason=TextField(null=True))
for model in (
    *(Secretariat, Person, Posting, Staff, Portal),
    *(ForbiddenVariant, ProperName, DesignationException),
):
    track(model)
