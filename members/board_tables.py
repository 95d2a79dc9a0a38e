"""The tables of the report for the board."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from django.utils.translation import gettext, pgettext

from editorial.languages import LANGUAGES
from editorial.languages.punctuation import label_text
from editorial.translations.ledger import State, kind_of
from editorial.translations.models import TranslationStatus
from members.board import (
    CLIMATE,
    Counting,
    Key,
    Line,
    Number,
    Table,
    counted,
    in_climate,
    members_on,
    total,
)
from members.models import Member, Membership, people_of
from members.models.ages import AGES, FACTS, with_age
from members.models.standings import ANSWERS, NOT_A_MEMBER

End = Membership.End
#: The value of a filter for what nobody has said.
UNSAID = "unknown"
#: The states of texts that are counted, as the board of translations counts them.
STATES = (State.MISSING, State.STALE, State.CONVERTED)


class OfMembers(Counting):
    """Who is a member, today and on the day, and what is recorded of their climate."""

    def of_today(self) -> Table:
        """Who is listed today, by area and category, and the people living there."""
        listed = self.listed
        terms = Membership.objects.current().filter(member__in=listed)
        held = Counter(terms.values_list("member__area", "category", "member").distinct())
        pairs = Counter((area, category) for area, category, _member in held)
        people = list(listed.values_list("pk", "area", "population"))

        def line(words: str, narrowed: dict[str, str], key: int | None) -> Line:
            own = {pk: number for pk, area, number in people if key in (None, area)}
            where = {"membership": "listed"} | narrowed
            numbers = [
                Number(total(pairs, key, code), self.lists.members(**where, category=code))
                for code, _words in self.categories
            ]
            numbers.append(Number(len(own), self.lists.members(**where)))
            numbers.append(Number(people_of(own).number, self.lists.members(**where)))
            return Line(words, numbers, is_sum=key is None)

        headings = [words for _code, words in self.categories]
        return Table(
            gettext("Members today, by area and category"),
            gettext("Area"),
            [*headings, gettext("Members"), gettext("People living in them")],
            self.by_area(line),
            gettext("People in a member that lies in another are counted once."),
        )

    def of_the_day(self) -> Table:
        """The four answers for the day, by area."""
        known = Counter(members_on(self.members, self.day).values_list("area", "standing"))

        def line(words: str, narrowed: dict[str, str], key: int | None) -> Line:
            numbers = [
                Number(total(known, key, answer), self.on_day(answer, **narrowed))
                for answer in ANSWERS
            ]
            return Line(words, numbers, is_sum=key is None)

        return Table(
            gettext("As of the day, by area"),
            gettext("Area"),
            [str(words) for words in ANSWERS.values()],
            self.by_area(line),
            gettext("A membership with an unknown start is certain on no day, and counts today."),
        )

    def on_day(self, answer: int, category: str = "", **narrowed: str) -> str:
        parts = [self.day.isoformat(), str(answer), *([category] if category else [])]
        return self.lists.members(as_of=".".join(parts), **narrowed)

    def of_categories(self) -> Table:
        """The answers for the day but the last, by category."""
        known = Counter(members_on(self.members, self.day).values_list("category", "standing"))
        answers = [answer for answer in ANSWERS if answer != NOT_A_MEMBER]
        lines = [
            Line(
                words,
                [
                    Number(known[code, answer], self.on_day(answer, category=code))
                    for answer in answers
                ],
            )
            for code, words in self.categories
        ]
        headings = [str(ANSWERS[answer]) for answer in answers]
        title = gettext("As of the day, by category")
        return Table(title, gettext("Category"), headings, lines)

    def of_climate(self) -> Table:
        """What is recorded of the climate of listed members, by area."""
        listed = self.listed
        found = Counter(
            (area, what)
            for what in CLIMATE
            for area in in_climate(listed, what).values_list("area", flat=True)
        )

        def line(words: str, narrowed: dict[str, str], key: int | None) -> Line:
            where = {"membership": "listed"} | narrowed
            numbers = [
                Number(total(found, key, what), self.lists.members(**where, climate=what))
                for what in CLIMATE
            ]
            return Line(words, numbers, is_sum=key is None)

        return Table(
            gettext("Climate record of the members of today"),
            gettext("Area"),
            [str(words) for words in CLIMATE.values()],
            self.by_area(line),
            gettext("What is in doubt is not counted. A pledge is the newest of its member."),
        )


class OfMoves(Counting):
    """Who joined, and who left and how."""

    @property
    def ways(self) -> list[tuple[str, str]]:
        """How terms end, and last those of which nobody has said it."""
        ways = [(str(way), str(words)) for way, words in End.choices]
        return [*ways, (UNSAID, pgettext("how it ended", "not said"))]

    @cached_property
    def moves(self) -> tuple[Counter[Key], Counter[Key]]:
        """How many terms began with a category, and ended in a way, by area and year."""
        columns = ("member__area", "joined_on", "left_on", "category", "ended_by")
        joined: Counter[Key] = Counter()
        left: Counter[Key] = Counter()
        for area, begun, ended, category, way in self.terms.values_list(*columns):
            if begun:
                joined[area, begun.year, category] += 1
            if ended:
                left[area, ended.year, way or UNSAID] += 1
        return joined, left

    def moved(
        self, joined: Mapping, left: Mapping, year: int, narrowed: dict[str, str]
    ) -> list[Number]:
        """The numbers of a line: who joined, by category, and who left, by way."""
        at = str(year)
        begun = [
            Number(joined.get(code, 0), self.lists.terms(joined=at, category=code, **narrowed))
            for code, _words in self.categories
        ]
        ended = [
            Number(left.get(way, 0), self.lists.terms(left=at, end=way, **narrowed))
            for way, _words in self.ways
        ]
        all_begun = Number(sum(joined.values()), self.lists.terms(joined=at, **narrowed))
        all_ended = Number(sum(left.values()), self.lists.terms(left=at, **narrowed))
        return [all_begun, *begun, all_ended, *ended]

    @property
    def headings_of_moves(self) -> list[str]:
        joined, left = gettext("Joined"), gettext("Left")
        begun = [label_text(joined, words) for _code, words in self.categories]
        ended = [label_text(left, words) for _way, words in self.ways]
        return [joined, *begun, left, *ended]

    def of_years(self) -> Table:
        """Who joined and who left, year by year."""
        joined, left = self.moves
        years = sorted({year for _area, year, _what in (*joined, *left)}, reverse=True)
        lines = [
            Line(
                str(year),
                self.moved(counted(joined, year), counted(left, year), year, {}),
            )
            for year in years
        ]
        return Table(
            gettext("Joined and left, by year"),
            gettext("Year"),
            self.headings_of_moves,
            lines,
            gettext("Memberships are counted, and those with an unknown start in no year."),
        )

    def of_the_year(self) -> Table:
        """Who joined and who left in the year, by area."""

        def line(words: str, narrowed: dict[str, str], key: int | None) -> Line:
            filters = {"area": str(key)} if key is not None else {}
            joined, left = (counted(moves, self.year, key) for moves in self.moves)
            numbers = self.moved(joined, left, self.year, filters)
            return Line(words, numbers, is_sum=key is None)

        return Table(
            gettext("Joined and left in %(year)s, by area") % {"year": self.year},
            gettext("Area"),
            self.headings_of_moves,
            self.by_area(line),
        )


class OfKnowledge(Counting):
    """In which languages members are described, and how old what is known of them is."""

    def of_languages(self) -> Table:
        """How many records of members have texts in each state, language by language."""
        kind = kind_of(Member)
        stands = TranslationStatus.objects.filter(kind=kind, key__in=self.members.values("pk"))
        columns = ("language", *(state.value for state in STATES))
        found = Counter(
            (code, state)
            for code, *counts in stands.values_list(*columns)
            for state, count in zip(STATES, counts, strict=True)
            if count
        )
        lines = [
            Line(
                language.own_name,
                [
                    Number(
                        found[language.code, state],
                        self.lists.texts(kind=kind, language=language.code, state=state.value),
                    )
                    for state in STATES
                ],
            )
            for language in LANGUAGES
        ]
        headings = [str(state.label) for state in STATES]
        note = gettext("Records of members with at least one such text.")
        return Table(
            gettext("Languages of the profiles"), gettext("Language"), headings, lines, note
        )

    def of_ages(self) -> Table:
        """How old what is known of listed members is, by calendar years."""
        listed = self.listed
        lines = []
        for fact, words in FACTS.items():
            ages = Counter(with_age(listed, fact).values_list("age", flat=True))
            where = {"membership": "listed"}
            numbers = [
                Number(ages[age], self.lists.members(**where, age=f"{fact}.{age}")) for age in AGES
            ]
            lines.append(Line(str(words), numbers))
        headings = [str(words) for words in AGES.values()]
        return Table(
            gettext("Age of what is known of the members of today"),
            gettext("Fact"),
            headings,
            lines,
        )


class Board(OfMembers, OfMoves, OfKnowledge):
    """All tables, in their order."""

    def tables(self) -> list[Table]:
        return [
            self.of_today(),
            self.of_the_day(),
            self.of_categories(),
            self.of_years(),
            self.of_the_year(),
            self.of_languages(),
            self.of_ages(),
            self.of_climate(),
        ]
