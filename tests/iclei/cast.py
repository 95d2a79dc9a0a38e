"""A small network that the public sees, and what must stay hidden behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.db.models import CharField, EmailField, FileField, Model, TextField, URLField
from django.utils import timezone

from editorial.jobs.models import Worker
from editorial.records.digests import edited_fields
from editorial.texts.choices import has_choices
from members.models import Fact, Identifier, Member, Membership, OtherName, Place, Source, Theme
from news.models import Article, Event
from secretariats.models import Area, Person, Secretariat
from tests.factories.members import (
    ContainmentFactory,
    FactFactory,
    InventoryFactory,
    ListedMemberFactory,
    MembershipFactory,
    PlaceFactory,
    PledgeFactory,
    SourceFactory,
    TargetFactory,
    ThemeFactory,
)
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import AreaFactory, PersonFactory, SecretariatFactory
from tests.members.cast import HIDDEN as HIDDEN_MEMBERS
from tests.news.cast import HIDDEN as HIDDEN_STORIES

LAST_YEAR = datetime(2024, 5, 1, tzinfo=UTC)
#: In each text of what is hidden, with a number behind it that tells where.
CANARY = "canary"
NUMBERS = count(1000)
NOT_FREE = {"time_zone"}
Kept = Member | Article | Event | Secretariat


@dataclass
class Network:
    """What is public, and the closed office that some of it depends on."""

    office: Secretariat
    closed: Secretariat
    far: Area
    theme: Theme
    suwon: Member
    article: Article
    events: list[Event]


def public_network() -> Network:
    """Two members, their articles and events; half of it belongs to an office that has closed.

    A worker lives, so that the portal says it is ready.
    """
    # Its sign of life is to last for a whole file of tests, on a slow machine too.
    Worker.objects.create(name="here", beat_at=timezone.now() + timedelta(days=1))
    office = SecretariatFactory(slug="seoul", introduction_en="<p>Serves cities.</p>")
    closed = SecretariatFactory(slug="closed-office", parent=office, closed=2015)
    SecretariatFactory(slug="branch", parent=closed)
    office.areas.add(AreaFactory())
    theme = ThemeFactory(slug="resilient", tagline_en="Bend, don’t break.")
    place = {"latitude": 37.3, "longitude": 127.0, "population": 1_210_150}
    since = {"term__joined_on": LAST_YEAR.date(), "term__joined_precision": "day"}
    suwon = ListedMemberFactory(slug="suwon", secretariat=office, **place, **since)
    busan = ListedMemberFactory(slug="busan", secretariat=closed, population=3_300_000)
    suwon.themes.add(theme)
    InventoryFactory(member=suwon, source=SourceFactory(secretariat=office), reported_year=2018)
    PersonFactory(secretariat=office)
    article = ArticleFactory(
        slug="prize", title_en="A prize", secretariat=office, publish_at=LAST_YEAR
    )
    farewell = ArticleFactory(slug="farewell", secretariat=closed)
    ends = {"starts_at": LAST_YEAR, "ends_at": LAST_YEAR}
    events = [
        EventFactory(slug="congress", secretariat=office),
        EventFactory(slug="reunion", secretariat=closed, **ends),
        *EventFactory.create_batch(len(HIDDEN_MEMBERS) - 3, secretariat=office),
    ]
    for story in (article, farewell, *events):
        story.members.add(suwon, busan)
        story.themes.add(theme)
    far = AreaFactory(code="MN", name_en="Mongolia", name_ko="몽골")
    return Network(office, closed, far, theme, suwon, article, events)


def hide_behind(network: Network) -> list[Kept]:
    """Make what is hidden in every way, linked to all that is public, and renamed once.

    No text of it may be seen. Returns what has a page of its own.
    """
    hidden = [*hidden_members(network), *hidden_stories(network)]
    for story in (network.article, *network.events):
        story.members.add(*(thing for thing in hidden if isinstance(thing, Member)))
    for event, host in zip(network.events, hidden, strict=False):
        Event.objects.filter(pk=event.pk).update(host_member=host)
    PersonFactory(secretariat=network.office, is_public=False, **canaries(Person))
    PersonFactory(secretariat=network.closed, **canaries(Person))
    MembershipFactory(
        member=network.suwon,
        joined_on=date(1991, 1, 1),
        joined_precision="day",
        left_on=date(1992, 1, 1),
        **canaries(Membership),
    )
    climate_rows(network.suwon, is_doubtful=True)
    FactFactory(member=network.suwon, is_doubtful=True, **canaries(Fact))
    for thing in (*hidden, network.closed):
        for name, text in canaries(type(thing)).items():
            setattr(thing, name, text)
        thing.save()
    return [*hidden, network.closed]


def hidden_members(network: Network) -> Iterator[Member]:
    place = {"latitude": 47.9, "longitude": 106.9, "population": 7_000_000}
    for name, state in HIDDEN_MEMBERS.items():
        if name != "lapsed":  # who has left is known by name: former_member
            yield hidden_member(network, **place, **state)


def hidden_member(network: Network, **fields) -> Member:
    """One with rows that are as hidden as itself."""
    office = network.office
    member = ListedMemberFactory(
        area=network.far, secretariat=office, level=Member.Level.TOWN, **fields
    )
    member.themes.add(network.theme)
    member.memberships.update(**canaries(Membership))
    FactFactory(member=member, **canaries(Fact))
    other = {"language": "en", "kind": "former"} | canaries(OtherName) | {"until": ""}
    OtherName.objects.create(member=member, **other)
    known = canaries(Identifier) | {"scheme": "wikidata"}
    Identifier.objects.create(member=member, **known)
    unit = PlaceFactory(
        area=network.far, secretariat=office, **canaries(Place) | {"iso_3166_2": ""}
    )
    source = SourceFactory(secretariat=office, **canaries(Source))
    ContainmentFactory(member=member, place=unit, source=source)
    climate_rows(member)
    return member


def climate_rows(member: Member, **fields) -> None:
    """What it reported and pledged, by a source of nothing else."""
    source = SourceFactory(secretariat=member.secretariat, **canaries(Source))
    for factory in (InventoryFactory, TargetFactory, PledgeFactory):
        texts = canaries(factory._meta.model)
        factory(member=member, source=source, **texts | fields)


def former_member(network: Network) -> Member:
    """One that has left, of which the public may read the names and nothing else."""
    member = hidden_member(network, **HIDDEN_MEMBERS["lapsed"])
    for name, text in canaries(Member).items():
        setattr(member, name, text)
    member.save()
    return member


def hidden_stories(network: Network) -> Iterator[Article | Event]:
    for factory in (ArticleFactory, EventFactory):
        for state in HIDDEN_STORIES.values():
            story = factory(secretariat=network.office, **state)
            story.members.add(network.suwon)
            story.themes.add(network.theme)
            story.areas.add(network.far)
            yield story


def canaries(model: type[Model]) -> dict[str, str]:
    """A text that is found nowhere else for each field of ``model`` that holds one."""
    return {
        field.name: canary(field)
        for field in edited_fields(model)
        if isinstance(field, (CharField, TextField, FileField))
        and not has_choices(field)
        and field.name not in NOT_FREE
    }


def canary(field) -> str:
    token = f"{CANARY}{next(NUMBERS)}"
    if isinstance(field, URLField):
        return f"https://{token}.example/"
    if isinstance(field, EmailField):
        return f"{token}@example.org"
    return f"{token}.png" if isinstance(field, FileField) else token
