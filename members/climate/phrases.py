"""What pledges, targets and inventories say, as sentences in the reader's language.

Only what counts as neutral reads so: a reduction, another end or none keeps its own words, whatever
its percentage.
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from editorial.languages.punctuation import join_clauses, label_text
from editorial.languages.scripts import tag_of_script
from members.models import Inventory, Pledge, Target

#: How firm a pledge is, in a sentence; and with the year in which it came so far.
STATUSES: dict[str, tuple[Promise | str, Promise | str]] = {
    Pledge.Status.PROPOSED: (
        pgettext_lazy("of a pledge", "proposed or in discussion"),
        pgettext_lazy("of a pledge", "proposed in %(year)s"),
    ),
    Pledge.Status.DECLARED: (
        pgettext_lazy("of a pledge", "declared"),
        pgettext_lazy("of a pledge", "declared in %(year)s"),
    ),
    Pledge.Status.POLICY: (
        pgettext_lazy("of a pledge", "in a policy document"),
        pgettext_lazy("of a pledge", "in a policy document of %(year)s"),
    ),
    Pledge.Status.LAW: (
        pgettext_lazy("of a pledge", "in law"),
        pgettext_lazy("of a pledge", "in law since %(year)s"),
    ),
    Pledge.Status.ACHIEVED: (
        pgettext_lazy("of a pledge", "achieved"),
        pgettext_lazy("of a pledge", "achieved in %(year)s"),
    ),
}
#: By the kind of a target: less than in a base year, less in any case, and no percentage.
REDUCTIONS: dict[str, tuple[Promise | str, Promise | str]] = {
    Target.Kind.ABSOLUTE: (
        gettext_lazy("Emissions %(percent)s below %(base)s"),
        gettext_lazy("Emissions reduced by %(percent)s"),
    ),
    Target.Kind.INTENSITY: (
        gettext_lazy("Emissions per head or unit %(percent)s below %(base)s"),
        gettext_lazy("Emissions per head or unit reduced by %(percent)s"),
    ),
    Target.Kind.SCENARIO: (
        gettext_lazy("Emissions %(percent)s below what they would be if nothing were done"),
        gettext_lazy("Emissions %(percent)s below what they would be if nothing were done"),
    ),
}


@dataclass(frozen=True)
class OwnWords:
    """What a city wrote where it chose none of the answers, and the language it is in."""

    words: str

    @property
    def tag(self) -> str:
        return tag_of_script(self.words)

    def __bool__(self) -> bool:
        return bool(self.words)


def percent(share: float) -> str:
    """``33.9%``, as all five languages write it."""
    return f"{share:g}%"


def reduction(kind: str, share: float | None, base: int | None, otherwise: str) -> str:
    """How much less; ``otherwise`` where no percentage is given."""
    if share is None or kind not in REDUCTIONS:
        return otherwise
    with_base, alone = REDUCTIONS[kind]
    told = {"percent": percent(share), "base": base}
    return str(with_base if base else alone) % told


def until(words: str, year: int | None) -> str:
    return _("%(what)s by %(year)s") % {"what": words, "year": year} if year else words


def end_of(pledge: Pledge) -> str:
    """The end target with its year: “Net zero by 2050”, “Emissions 80% below 2005 by 2050”."""
    words, year = str(pledge.get_kind_display()), pledge.end_year
    if pledge.is_neutral:
        return _("%(neutral)s by %(year)s") % {"neutral": words, "year": year} if year else words
    if pledge.kind == Pledge.Kind.REDUCTION:
        share, base = pledge.reduction_percent, pledge.base_year
        return until(reduction(Target.Kind.ABSOLUTE, share, base, words), year)
    if pledge.kind == Pledge.Kind.OTHER:
        return until(_("An end target of another kind"), year)
    return words


def status_of(pledge: Pledge) -> str:
    """How firm it is, with the year if that is known; empty for an unknown status."""
    if pledge.status not in STATUSES:
        return ""
    alone, with_year = STATUSES[pledge.status]
    return str(with_year) % {"year": pledge.status_year} if pledge.status_year else str(alone)


def pledge_sentence(pledge: Pledge) -> str:
    """“Net zero by 2050 – in a policy document (recorded 2021)”."""
    told = {"end": end_of(pledge), "status": status_of(pledge), "year": pledge.recorded_on.year}
    if told["status"]:
        return _("%(end)s – %(status)s (recorded %(year)s)") % told
    return _("%(end)s (recorded %(year)s)") % told


def interim_of(pledge: Pledge) -> str:
    """What it wants to have reached before its end; empty where nothing is said of that."""
    if pledge.interim_kind == Pledge.Interim.NONE:
        return str(pledge.get_interim_kind_display())
    if not pledge.has_interim:
        return ""
    if pledge.interim_kind == Pledge.Interim.OTHER:
        return until(_("An interim target of another kind"), pledge.interim_year)
    words = str(pledge.get_interim_kind_display())
    share, base = pledge.interim_reduction_percent, pledge.interim_base_year
    words = reduction(Target.Kind.ABSOLUTE, share, base, words)
    return label_text(_("Interim target"), until(words, pledge.interim_year))


def further_of(pledge: Pledge) -> list[str]:
    """What else is recorded of a pledge, as far as it is known."""
    said = {
        (True, "race_to_zero"): _("in the Race to Zero"),
        (True, "has_plan"): _("with a published plan"),
        (False, "has_plan"): _("without a published plan"),
    }
    found = [words for (is_so, name), words in said.items() if getattr(pledge, name) is is_so]
    gases: dict[str, str] = {
        Pledge.Gases.CO2: _("for carbon dioxide alone"),
        Pledge.Gases.ALL: _("for carbon dioxide and other greenhouse gases"),
    }
    return [*filter(None, [gases.get(pledge.gases)]), *found]


def aim_of(target: Target) -> str:
    """What a target wants: “Emissions 30% below 2005 by 2030”."""
    kind, words = target.kind, str(target.get_kind_display())
    if kind == Target.Kind.NONE:
        return words
    if kind == Target.Kind.FIXED:
        words = _("Emissions at a fixed level")
    said = reduction(kind, target.reduction_percent, target.base_year, words)
    return until(said, target.target_year)


def limits_of(target: Target) -> list[str]:
    """That it was withdrawn, and of what alone it is, where that is not all of the city."""
    found = [str(target.get_status_display())] if target.is_withdrawn else []
    if target.sector not in ("", Target.Sector.ALL):
        found.append(str(target.get_sector_display()))
    if target.boundary and target.boundary not in Target.WHOLE:
        found.append(str(target.get_boundary_display()))
    return found


def period_of(inventory: Inventory) -> str:
    """A calendar year as such, another period by its days; empty where none is given."""
    first, last = inventory.period_from, inventory.period_to
    if first is None:
        return ""
    if last is None:
        return _("from %(first)s") % {"first": date_format(first, "DATE_FORMAT")}
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if is_year and first.year == last.year:
        return str(first.year)
    days = {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}
    return _("from %(first)s to %(last)s") % days


def counting_of(inventory: Inventory) -> str:
    """By which protocol and for which boundary it was counted, in words of ours."""
    told = [
        str(inventory.get_protocol_display()) if inventory.protocol else _("Protocol not given"),
        str(inventory.get_boundary_display()) if inventory.boundary else _("boundary not given"),
    ]
    if inventory.is_sum:
        told.append(pgettext("total of an inventory", "scopes 1 and 2 added up"))
    return join_clauses(told)
