"""The back office for areas, offices, people and staff, and the powers that postings give."""

from secretariats.admin import exceptions, glossary, offices, portal, staff
from secretariats.admin.powers import (
    OfficePublicationAdmin,
    OfficeScope,
    RegionalScope,
    offices_for,
    powers_at,
)

__all__ = [
    "OfficePublicationAdmin",
    "OfficeScope",
    "RegionalScope",
    "exceptions",
    "glossary",
    "offices",
    "offices_for",
    "portal",
    "powers_at",
    "staff",
]
