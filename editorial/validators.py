"""What stored values must be: web addresses, time zones."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

web_address = URLValidator(schemes=["http", "https"])


def is_time_zone(name: str) -> None:
    """Raise ValidationError unless ``name`` is a zone of the tz database."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})
