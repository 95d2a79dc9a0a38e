"""Areas, the offices that serve them, their people, and who is posted where."""

from secretariats.models.areas import Area, AreaQuerySet
from secretariats.models.designations import (
    DesignationException,
    DesignationExceptionQuerySet,
    ForbiddenVariant,
    ListedNameQuerySet,
    ProperName,
)
from secretariats.models.offices import (
    Person,
    PersonQuerySet,
    Secretariat,
    SecretariatQuerySet,
    place_constraint,
)
from secretariats.models.outbox import (
    OutgoingMail,
    OutgoingMailQuerySet,
    SuppressedAddress,
    SuppressedAddressQuerySet,
)
from secretariats.models.portal import Portal, PortalQuerySet
from secretariats.models.staff import (
    EDITORS,
    MANAGERS,
    PUBLISHERS,
    Posting,
    PostingQuerySet,
    Staff,
    StaffManager,
    StaffQuerySet,
    managed_by,
)

__all__ = [
    "EDITORS",
    "MANAGERS",
    "PUBLISHERS",
    "Area",
    "AreaQuerySet",
    "DesignationException",
    "DesignationExceptionQuerySet",
    "ForbiddenVariant",
    "ListedNameQuerySet",
    "OutgoingMail",
    "OutgoingMailQuerySet",
    "Person",
    "PersonQuerySet",
    "Portal",
    "PortalQuerySet",
    "Posting",
    "PostingQuerySet",
    "ProperName",
    "Secretariat",
    "SecretariatQuerySet",
    "Staff",
    "StaffManager",
    "StaffQuerySet",
    "SuppressedAddress",
    "SuppressedAddressQuerySet",
    "managed_by",
    "place_constraint",
]
