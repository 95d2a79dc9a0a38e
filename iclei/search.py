"""One search over everything public: what is found by kind, the best first, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Window

from editorial.finding.marking import excerpt, is_held, marked, reason_among
from editorial.finding.searched import SearchedQuerySet
from editorial.languages import BY_CODE, Text, active, text_in, versions
from editorial.languages.punctuation import add_note
from members.former import FormerMember, former_called
from members.models import Member
from news.models import Article, Event
from secretariats.models import Secretariat

SHOWN = 12  # of each kind

Findable = Member | Article | Event | Secretariat

#: The name of each kind, and the texts in which its reason may lie; the first says what it is.
TEXTS: dict[type[Findable], tuple[str, tuple[str, ...]]] = {
    Member: ("name", ("summary", "profile", "leader_name")),
    Article: ("title", ("summary", "body")),
    Event: ("title", ("summary", "place", "body")),
    Secretariat: ("name", ("host_city", "host", "introduction")),
}


@dataclass(frozen=True)
class Result:
    """Something found, its title and the reason, both as safe HTML with the hits marked.

    ``is_told`` says that it was found in the reason, which else is what it says first.
    """

    object: Findable
    heading: Text
    reason: Text
    is_told: bool

    @classmethod
    def of(cls, found: Findable, query: str) -> "Result":
        name, texts = TEXTS[type(found)]
        title = text_in(found, name)
        is_named = is_held(title.value, query)
        candidates = [] if is_named else [*versions(found, name), *further_names(found)]
        candidates += [text for field in texts for text in versions(found, field)]
        told = reason_among(candidates, query)
        reason = excerpt(told or text_in(found, texts[0]), query)
        return cls(found, marked(title, query), reason, is_told=told is not None)


def further_names(found: Findable) -> Iterator[Text]:
    """The names that are the same in all languages."""
    if isinstance(found, Member):
        local = BY_CODE[found.area.default_language]
        yield Text(found.official_name, local, active())
        yield Text(found.reading_kana, BY_CODE["ja"], active())
        for other in found.other_names.all():
            yield Text(
                add_note(other.name, other.told()), BY_CODE.get(other.language, local), active()
            )


@dataclass(frozen=True)
class Group:
    """The first results of one kind, and how many there are in all."""

    results: list[Result]
    total: int

    @classmethod
    def of(cls, objects: SearchedQuerySet, query: str, *order: str) -> "Group":
        """What of ``objects`` is found, in ``order`` after the best. Two queries.

        Of all that is found a database counts and sorts no more than keys: texts are long. What
        nobody reads of those that are shown is left out.
        """
        found = objects.search(query).with_rank(query).annotate(total=Window(Count("pk")))
        best = list(found.order_by("rank", *order).values_list("pk", "total")[:SHOWN])
        read = objects.defer("search_names", "search_text")
        shown = read.in_bulk([key for key, _total in best])
        total = best[0][1] if best else 0
        return cls([Result.of(shown[key], query) for key, _total in best], total)

    @property
    def has_more(self) -> bool:
        return self.total > len(self.results)


@dataclass(frozen=True)
class Found:
    """What the public can find under a query, by kind."""

    members: Group
    articles: Group
    events: Group
    offices: Group
    #: Members that have left and bear what was asked for: each page leads on.
    former: list[FormerMember]

    @classmethod
    def by(cls, query: str) -> "Found":
        members = Member.objects.listed().select_related("area").prefetch_related("other_names")
        names = f"sort_{active().column}"
        return cls(
            members=Group.of(members, query, names, "slug"),
            articles=Group.of(Article.objects.public(), query, "-publish_at", "-pk"),
            events=Group.of(Event.objects.public(), query, "-starts_at", "-pk"),
            offices=Group.of(Secretariat.objects.public(), query, "order", "slug"),
            former=former_called(query),
        )

    @property
    def total(self) -> int:
        groups = (self.members, self.articles, self.events, self.offices)
        return sum(group.total for group in groups) + len(self.former)
