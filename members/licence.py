"""Under which terms the directory may be used as data: a licence, and what it does not cover.

What is compiled here is the portal's to license, and coordinates come under the same licence. A
figure of inhabitants and a pledge are somebody else's: the row names the source, whose terms hold.
"""

from django.utils.translation import gettext

from editorial.pictures.fields import LICENCE_URLS, Licence
from editorial.records.portal import english_name
from members.models import Member

ABBREVIATION = str(Licence.CC_BY.label)
ADDRESS = LICENCE_URLS[Licence.CC_BY]
LICENCE = f"{ABBREVIATION}, {ADDRESS}"


def attribution() -> str:
    """Whom to name, in every language the same; GeoNames asks for it, for its coordinates."""
    return f"{english_name()}; coordinates: GeoNames"


def terms_of(member: Member) -> str:
    """The terms of one row: the licence, and whose the population is, if it has one."""
    told = {"licence": LICENCE, "attribution": attribution()}
    if member.population is None or member.is_former:
        return f"{LICENCE} ({attribution()})"
    if member.population_source_id:
        return (
            gettext(
                "%(licence)s (%(attribution)s). The population is not covered: "
                "it is under the terms of its source, which this row names."
            )
            % told
        )
    return (
        gettext(
            "%(licence)s (%(attribution)s). The population is not covered: "
            "its source is not known, nor are its terms."
        )
        % told
    )


def what_is_left_out() -> str:
    """What the licence of a whole list does not cover, in the reader's language."""
    return gettext(
        "The licence does not cover population figures and climate pledges: "
        "each is under the terms of the source that stands beside it."
    )


def stated_licence() -> dict[str, str]:
    """What a page says of the licence of its list."""
    return {
        "abbreviation": ABBREVIATION,
        "url": ADDRESS,
        "attribution": attribution(),
        "left_out": what_is_left_out(),
    }
