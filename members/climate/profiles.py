"""The climate record on the page of a member: sentences, a chart, and the rows behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editorial.languages.punctuation import join_list
from members.climate import phrases
from members.climate.charts import Chart, chart_of
from members.climate.phrases import OwnWords
from members.climate.records import ClimateRecord, is_superseded
from members.models import Inventory, Pledge, Source, Target


@dataclass(frozen=True)
class ToldPledge:
    row: Pledge

    @property
    def sentence(self) -> str:
        return phrases.pledge_sentence(self.row)

    @property
    def interim(self) -> str:
        return phrases.interim_of(self.row)

    @property
    def further(self) -> str:
        return join_list(phrases.further_of(self.row))


@dataclass(frozen=True)
class ToldTarget:
    row: Target

    @property
    def aim(self) -> str:
        return phrases.aim_of(self.row)

    @property
    def limits(self) -> str:
        return join_list(phrases.limits_of(self.row))

    @property
    def sector_words(self) -> OwnWords:
        return OwnWords(self.row.sector_words)

    @property
    def achieved(self) -> str:
        """Of the reduction by the day of the report; empty if not given."""
        share = self.row.achieved_percent
        return "" if share is None else phrases.percent(share)


@dataclass(frozen=True)
class ToldInventory:
    row: Inventory

    @property
    def period(self) -> str:
        return phrases.period_of(self.row)

    @property
    def counting(self) -> str:
        return phrases.counting_of(self.row)

    @property
    def protocol_words(self) -> OwnWords:
        return OwnWords(self.row.protocol_words)

    @property
    def note(self) -> str:
        """Why it is not drawn; empty if it is."""
        if is_superseded(self.row):
            return _("Reported again later")
        if self.row.period_from is None:
            return _("Without a period")
        if self.row.total_t is None:
            return pgettext("emissions inventory", "Without a number")
        return ""


@dataclass(frozen=True)
class Credit:
    """How publishers ask to be cited, and the day on which their source was read."""

    words: str
    day: date | None


def credits_of(sources: Iterable[Source]) -> list[Credit]:
    """Each once, of those that ask for it."""
    found = (Credit(one.citation, one.retrieved_on) for one in sources if one.citation)
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class ClimateProfile:
    """What a page shows of a record."""

    record: ClimateRecord

    def __bool__(self) -> bool:
        return bool(self.record)

    @property
    def pledge(self) -> ToldPledge | None:
        """The latest."""
        return ToldPledge(self.record.pledge) if self.record.pledge else None

    @property
    def earlier_pledges(self) -> list[ToldPledge]:
        return [ToldPledge(row) for row in self.record.pledges[1:]]

    @property
    def targets(self) -> list[ToldTarget]:
        return [ToldTarget(row) for row in self.record.targets]

    @property
    def inventories(self) -> list[ToldInventory]:
        return [ToldInventory(row) for row in self.record.inventories]

    @property
    def latest(self) -> ToldInventory | None:
        """The inventory of the latest period that has a number."""
        return ToldInventory(self.record.latest) if self.record.latest else None

    @property
    def credits(self) -> list[Credit]:
        return credits_of(self.record.sources)

    @cached_property
    def chart(self) -> Chart | None:
        return chart_of(self.record)
