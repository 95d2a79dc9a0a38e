"""By what others know a member: its entry in gazetteers, and the codes that it bears."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from editorial.records.history import Versioned
from editorial.records.scope import Owned
from members.models.claims import Claim
from members.models.containments import Containment
from members.models.sources import Source
from secretariats.scopes import within


class Scheme(models.TextChoices):
    """Whose identifier it is. GeoNames has entries of a place and of its government."""

    WIKIDATA = "wikidata", "Wikidata"
    GEONAMES = "geonames", _("GeoNames, the place")
    GEONAMES_ADMIN = "geonames_admin", _("GeoNames, the local government")
    ISO_3166_2 = "iso_3166_2", "ISO 3166-2"
    UN_LOCODE = "un_locode", "UN/LOCODE"
    OFFICIAL_CODE = "official_code", _("Official code")


NUMBER = (r"[1-9]\d*", _("A number without zeros before it, such as 1835848."))
#: What an identifier looks like, and how that is said. ``{area}`` is the code of the member's area.
SHAPES = {
    Scheme.WIKIDATA: (r"Q[1-9]\d*", _("A Q and a number, such as Q8684.")),
    Scheme.GEONAMES: NUMBER,
    Scheme.GEONAMES_ADMIN: NUMBER,
    Scheme.ISO_3166_2: (
        r"{area}-[A-Z0-9]{{1,3}}",
        _("The code of the area, a hyphen, up to three letters or digits, such as %(area)s-11."),
    ),
    Scheme.UN_LOCODE: (
        r"{area}[A-Z2-9]{{3}}",
        _("The code of the area and three letters or digits, such as %(area)sABC."),
    ),
    Scheme.OFFICIAL_CODE: (r"\d{{4,12}}", _("Four to twelve digits.")),
}
#: Each value of these names one member. A place of UN/LOCODE may have two governments, and areas
#: number their local governments each by themselves.
ONE_TO_ONE = (Scheme.WIKIDATA, Scheme.GEONAMES, Scheme.GEONAMES_ADMIN, Scheme.ISO_3166_2)
TAKEN = _("Another member has this identifier.")


class IdentifierQuerySet(models.QuerySet):
    def by_scheme(self) -> JSONObject:
        """Of the member of an outer query, the value of each scheme, None where it has none."""
        rows = self.filter(member=OuterRef("pk")).order_by().values("value")
        return JSONObject(**{str(one): Subquery(rows.filter(scheme=one)) for one in Scheme})

    def visible_to(self, user):
        return self.filter(within(user, "member__secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class Identifier(Claim, Owned, Versioned):
    """What a member is called in a scheme of others; one in each scheme."""

    named_by = "member"
    office_path = "member__secretariat"

    member = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="identifiers", verbose_name=_("member")
    )
    scheme = models.CharField(_("scheme"), max_length=14, choices=Scheme)
    value = models.CharField(_("identifier"), max_length=20)
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="identifiers",
        verbose_name=_("source"),
    )
    certainty = models.CharField(
        _("certainty"),
        max_length=7,
        choices=Containment.Certainty,
        default=Containment.Certainty.SEEN,
    )

    objects = IdentifierQuerySet.as_manager()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["member", "scheme"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "scheme"],
                name="members_identifier_one_a_scheme",
                violation_error_message=_("The member has an identifier in this scheme already."),
            ),
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=Q(scheme__in=ONE_TO_ONE),
                name="members_identifier_one_member",
                violation_error_message=TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.get_scheme_display()} {self.value}"

    def clean(self) -> None:
        """Its shape is that of the scheme. An official code is one member's in its area."""
        super().clean()
        member = getattr(self, "member", None)
        if member is None or member.area_id is None or self.scheme not in Scheme.values:
            return
        area = member.area.code
        pattern, words = SHAPES[Scheme(self.scheme)]
        if not re.fullmatch(pattern.format(area=area), self.value, re.ASCII):
            raise ValidationError({"value": words % {"area": area}})
        if self.scheme == Scheme.OFFICIAL_CODE and self.same_code().exists():
            raise ValidationError({"value": TAKEN})

    def same_code(self) -> models.QuerySet:
        """The rows of others with this code in the same area."""
        same = Identifier.objects.filter(scheme=self.scheme, value=self.value)
        return same.filter(member__area=self.member.area_id).exclude(member=self.member_id)


class Identified:
    """What others know by identifiers. Lists fetch them by ``with_identifiers``."""

    identifiers: Any
    #: By scheme, None where it has none in it.
    identified: dict[str, str | None]

    def identifier(self, scheme: str) -> str:
        """In a scheme, empty where it has none. A query, unless a list has fetched them."""
        if not hasattr(self, "identified"):
            self.identified = dict(self.identifiers.values_list("scheme", "value"))
        return self.identified.get(scheme) or ""
