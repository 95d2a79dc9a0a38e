from django.db.models import TextField
from modeltranslation.translator import register

from editorial.languages import ProseOptions
from editorial.records.history import track
from secretariats.models import (
    Area,
    DesignationException,
    ForbiddenVariant,
    Person,
    Posting,
    Secretariat,
    Staff,
)


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


track(Area, reason=TextField(null=True))
for model in (Secretariat, Person, Posting, Staff, ForbiddenVariant, DesignationException):
    track(model)
