"""What the public will see once a membership ends, or goes on: told before anybody decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from editorial.languages.punctuation import join_list
from editorial.templatetags.numbers import grouped
from members.former import ENDINGS
from members.models import ENDING_SOON, Containment, Member, Membership
from members.models.totals import people_of

End = Membership.End
#: Of the members that lie in one, so many are named.
NAMED = 10


@dataclass(frozen=True)
class Foresight:
    """What changes for the public on ``day``, the first on which it is so; some queries."""

    member: Member
    day: date
    #: The term that changes: what other terms hold of that day stays.
    term: Membership | None = None

    @property
    def when(self) -> str:
        """From when on that is so: a day that has come is now."""
        if self.day <= timezone.localdate():
            return gettext("As soon as this is stored")
        return gettext("From %(day)s on") % {"day": date_format(self.day)}

    @cached_property
    def is_public(self) -> bool:
        """Whether its record is published."""
        return Member.objects.public().filter(pk=self.member.pk).exists()

    @cached_property
    def has_other_term(self) -> bool:
        """Whether another term of it holds on that day."""
        terms = self.member.memberships.current(self.day)
        return terms.exclude(pk=self.term and self.term.pk).exists()

    @cached_property
    def others(self) -> dict[int, int | None]:
        """The inhabitants of the members that the public sees beside it."""
        listed = Member.objects.listed().exclude(pk=self.member.pk)
        return dict(listed.order_by().values_list("pk", "population"))

    @cached_property
    def people(self) -> tuple[int, int]:
        """The people living in members, without it and with it."""
        with_it = {**self.others, self.member.pk: self.member.population}
        return people_of(self.others).number, people_of(with_it).number

    @cached_property
    def inside(self) -> list[Member]:
        """The listed members that lie in it today."""
        keys = Containment.objects.inside(self.member)
        return list(Member.objects.listed().filter(pk__in=keys).named().in_order())

    def of_an_end(self, how: str, successor: Member | None) -> Iterator[str]:
        """What becomes of it when a term ends."""
        if not self.is_public:
            yield gettext("The public sees nothing of this: the record is not published.")
            return
        if self.has_other_term:
            yield gettext("Nothing changes for the public: another membership of it goes on.")
            return
        words = gettext(
            "%(when)s, its page says from when to when it was a member and what became of it, and "
            "no more. The address of the page stays."
        )
        yield words % {"when": self.when}
        yield self.fate(how, successor)
        words = gettext(
            "It leaves the directory, the map, the downloads and the site search. Members: "
            "%(before)s now, %(after)s then."
        )
        yield words % self.counts(is_leaving=True)
        yield self.told_of_people(is_leaving=True)
        if self.inside:
            words = gettext(
                "These lie in it and stay members: %(names)s. Their pages no longer say so, and "
                "their people are counted by themselves."
            )
            yield words % {"names": self.names_inside()}
        if self.day > timezone.localdate():
            words = ngettext(
                "Until then nothing changes. The start page reminds you %(days)d day before.",
                "Until then nothing changes. The start page reminds you %(days)d days before.",
                ENDING_SOON.days,
            )
            yield words % {"days": ENDING_SOON.days}

    def fate(self, how: str, successor: Member | None) -> str:
        """What its page will say of what became of it."""
        if successor is None:
            return gettext("Its page will say: %(words)s") % {"words": ENDINGS[End(how)]}
        if Member.objects.known().filter(pk=successor.pk).exists():
            return gettext("Its page will lead to %(name)s.") % {"name": successor}
        words = gettext("The public does not see %(name)s: no link will lead there.")
        return words % {"name": successor}

    def of_going_on(self, until: date | None) -> Iterator[str]:
        """What becomes of it when it is a member again, ``until`` a day or for ever."""
        if not self.is_public:
            yield gettext("The public sees nothing of this: the record is not published.")
            return
        if self.member.pk in {*Member.objects.listed().values_list("pk", flat=True)}:
            yield gettext("Nothing changes today: it stays in the directory.")
        else:
            words = gettext("%(when)s, its page is a whole profile again.")
            yield words % {"when": self.when}
            words = gettext(
                "It comes back into the directory, the map, the downloads and the site search. "
                "Members: %(before)s now, %(after)s then."
            )
            yield words % self.counts(is_leaving=False)
            yield self.told_of_people(is_leaving=False)
            if self.inside:
                words = gettext(
                    "These lie in it: %(names)s. Their pages say so again, and their people are "
                    "counted with it."
                )
                yield words % {"names": self.names_inside()}
        if until is not None:
            words = gettext("It ends on %(day)s, unless somebody changes that again.")
            yield words % {"day": date_format(until)}

    def counts(self, *, is_leaving: bool) -> dict[str, str]:
        """How many members the directory has, before and after."""
        pair = [len(self.others) + 1, len(self.others)][:: 1 if is_leaving else -1]
        return dict(zip(("before", "after"), map(grouped, pair), strict=True))

    def told_of_people(self, *, is_leaving: bool) -> str:
        """What becomes of the number of people living in members."""
        without, with_it = self.people
        if without == with_it:
            if self.member.population is None:
                return gettext("Its population is not known: the number of people stays.")
            return gettext("The number of people stays: they are counted with another member.")
        words = (
            gettext("The people living in members become %(number)s fewer: %(after)s then.")
            if is_leaving
            else gettext("The people living in members become %(number)s more: %(after)s then.")
        )
        after = without if is_leaving else with_it
        return words % {"number": grouped(with_it - without), "after": grouped(after)}

    def names_inside(self) -> str:
        more = len(self.inside) - NAMED
        rest = [ngettext("%(count)d more", "%(count)d more", more) % {"count": more}]
        return join_list([*self.inside[:NAMED], *(rest if more > 0 else [])])
