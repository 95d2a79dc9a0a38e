"""What stored values must be: web addresses, time zones."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

web_address = URLValidator(schemes=["http", "https"])


class WebAddressField(models.URLField):
    """An address that a page may link to. Migrations know it as the URLField that it is stored as.

    The validator of a URLField, which lets more schemes pass, would say the same a second time.
    """

    default_validators = []

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("validators", [web_address])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


@cache
def time_zones() -> set[str]:
    """The names in the tz database, which is some hundred files: they are read once."""
    return available_timezones()


def is_time_zone(name: str) -> None:
    """Raise ValidationError unless ``name`` is a zone of the tz database."""
    if name not in time_zones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})
