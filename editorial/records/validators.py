"""What stored values must be: web addresses, degrees, time zones."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
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


#: So many digits behind the point are kept of degrees: a tenth of a metre.
DECIMALS = 6


class DegreesField(models.FloatField):
    """A coordinate in degrees (WGS 84). Migrations know it as the FloatField that it is stored as.

    The database has a rule for both coordinates together, which tells neither field nor range.
    """

    def to_python(self, value):
        """Rounded: more digits are those of a program that drew a map, not of a place."""
        number = super().to_python(value)
        return None if number is None else round(number, DECIMALS)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FloatField", args, kwargs


class LatitudeField(DegreesField):
    words = _("A latitude lies between -90 and 90 degrees; those in the south have a minus.")
    default_validators = [MinValueValidator(-90, words), MaxValueValidator(90, words)]


class LongitudeField(DegreesField):
    words = _("A longitude lies between -180 and 180 degrees; those in the west have a minus.")
    default_validators = [MinValueValidator(-180, words), MaxValueValidator(180, words)]


@cache
def time_zones() -> set[str]:
    """The names in the tz database, which is some hundred files: they are read once."""
    return available_timezones()


def is_time_zone(name: str) -> None:
    """Raise ValidationError unless ``name`` is a zone of the tz database."""
    if name not in time_zones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})
