"""Occasions: by what means a version was saved, where it was not by a form of its own.

The reason that a version keeps says so for machines to read; the words are made for the reader.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.accounts.second_factors import REASON as RESET

#: One change to many records; a row that was deleted with its record; an invitation sent again.
BULK, ALONG, INVITED = "bulk", "along", "invited"
#: Before the number and the name of a file.
IMPORT = "import"
#: Before the name of a step towards readers.
STEP = "step"
#: Before the number of a proposal and the name of whoever made it.
PROPOSAL = "proposal"
#: What a step did, by its name.
STEPS: dict[str, Promise] = {
    "hand-in": _("handed in for review"),
    "take-back": _("taken back to draft"),
    "return": _("returned to its author"),
    "approve": _("approved"),
    "publish": _("published"),
    "publish-on": _("to be published at a moment"),
    "release-ready": _("released in the languages that are there"),
    "call-off": _("publication called off"),
    "withdraw": _("withdrawn from readers"),
}
WORDS: dict[str, Promise] = {
    BULK: _("one change to many records"),
    ALONG: _("together with the record that it belongs to"),
    INVITED: _("invitation sent again"),
    RESET: _("reset of the second factor"),
}


def occasion_in(reason: str) -> str:
    """The occasion of which a version's reason tells, in words; empty where it is no occasion."""
    means, _colon, file = reason.partition(":")
    if means == PROPOSAL:
        return gettext("proposal of %(who)s") % {"who": file.partition(":")[2]}
    if means == STEP:
        return str(STEPS.get(file, ""))
    if means == IMPORT:
        return gettext("import of %(file)s") % {"file": file.partition(":")[2]}
    return str(WORDS.get(means, ""))
