"""What the portal itself writes as the reason why a row is doubtful; staff write others.

A reason is kept in English and read in the reader’s language: editorial/texts/own_words.py.
"""

from django.utils.translation import gettext_noop

NO_YEAR = gettext_noop("It has no year.")
NO_SOURCE = gettext_noop("It has no source.")
GREAT_CHANGE = gettext_noop("The value before it was %(value)s (%(year)s).")
SET_ASIDE = gettext_noop("The record of the member was given another figure.")
PART_OR_UNIT = gettext_noop(
    "%(tonnes)s t are %(each)s t per head: another unit, or only part of the city."
)
OTHER_UNIT = gettext_noop("%(tonnes)s t are %(each)s t per head: perhaps another unit.")
FAR_FROM_OTHERS = gettext_noop(
    "%(tonnes)s t lie far from all else that is known of the city: perhaps another unit."
)
SWAPPED = gettext_noop("BASIC+ holds all of BASIC and is smaller here: perhaps they are swapped.")
OTHER_PEOPLE = gettext_noop("The population is far from that of the city.")

REASONS = (
    *(NO_YEAR, NO_SOURCE, GREAT_CHANGE, SET_ASIDE, PART_OR_UNIT, OTHER_UNIT, FAR_FROM_OTHERS),
    *(SWAPPED, OTHER_PEOPLE),
)
