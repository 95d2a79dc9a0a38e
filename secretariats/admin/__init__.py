"""The back office for areas, offices, people and staff, and the powers that postings give."""

from secretariats.admin import exceptions, glossary, names, offices, outbox, portal, staff
from secretariats.admin.powers import (
    OfficePublicationAdmin,
    OfficePublicationForm,
    OfficeScope,
    OfficeTextsAdmin,
    RegionalScope,
    offices_for,
    powers_at,
)

__all__ = [
    "OfficePublicationAdmin",
    "OfficePublicationForm",
    "OfficeScope",
    "OfficeTextsAdmin",
    "RegionalScope",
    "exceptions",
    "glossary",
    "names",
    "offices",
    "offices_for",
    "outbox",
    "portal",
    "powers_at",
    "staff",
]
