"""Four offices with one example of everything, all full of canaries, and the roles that ask.

A new model in the back office is a row in ``KINDS``: how to make an example at an office, and who
may see it. ``test_complete.py`` fails until it is there.

        R  the region: regional administrator
       / \\
      A   B      Z, apart from them
"""

import re
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch

from editorial.accounts.models import User
from editorial.exchange.models import Exchange
from editorial.history.screen import page_address
from editorial.proposals.models import Proposal
from editorial.records.history import tracked_models, versions_of
from editorial.records.scope import is_row, row_link
from editorial.screens.models import SavedFilter
from editorial.sheets.models import Import, ImportRow
from editorial.translations.ledger import digest
from editorial.translations.models import ConvertedText, GlossaryEntry
from members.models import (
    Category,
    Containment,
    Fact,
    Identifier,
    Indicator,
    IndicatorChoice,
    Inventory,
    Member,
    Membership,
    NetworkCount,
    OtherName,
    Place,
    Pledge,
    Source,
    Target,
    Theme,
)
from members.models.climate import ClimateRow
from members.models.facts import POPULATION
from news.models import Article, Event
from secretariats.models import (
    Area,
    DesignationException,
    ForbiddenVariant,
    OutgoingMail,
    Person,
    Portal,
    Posting,
    ProperName,
    Secretariat,
    Staff,
    SuppressedAddress,
)
from tests.access.making import (
    DRAFT,
    KEYS,
    make_area,
    make_category,
    make_containment,
    make_count,
    make_exception,
    make_fact,
    make_indicator,
    make_mail,
    make_member,
    make_office,
    make_other_name,
    make_person,
    make_portal,
    make_posting,
    make_proper_name,
    make_staff,
    make_term,
    of_member,
)
from tests.factories.editorial import UserFactory
from tests.factories.members import (
    IndicatorFactory,
    InventoryFactory,
    PlaceFactory,
    PledgeFactory,
    SourceFactory,
    TargetFactory,
    ThemeFactory,
)
from tests.factories.news import ArticleFactory, EventFactory
from tests.factories.secretariats import (
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)
from tests.iclei.cast import CANARY, NUMBERS, canaries

#: A key that is nobody's.
NOBODYS_KEY = 79999
#: A canary like the others, in no field.
NOBODYS_TOKEN = f"{CANARY}9999"
#: How a canary is found in a page.
FOUND = re.compile(rf"{CANARY}\d+")


@dataclass(frozen=True)
class Kind:
    """A model of the back office: its example at an office, and who may see it."""

    model: type[Model]
    make: Callable[[Any], Model]
    #: The way from a record to its office; empty for the vocabulary that all offices share.
    office: str = "secretariat"
    #: Whether managers of the office alone see it.
    is_managed: bool = False
    #: Of what all offices share: whether the region alone sees it, or all of them write it.
    is_regional: bool = False
    is_written_by_all: bool = False

    @property
    def screen(self) -> Any:
        return admin.site.get_model_admin(self.model)

    @property
    def is_deletable(self) -> bool:
        return not self.screen.never_deleted and self.model is not Staff


KINDS = [
    Kind(Secretariat, make_office, "pk"),
    Kind(Person, make_person),
    Kind(Member, make_member),
    Kind(Category, make_category, ""),
    Kind(Membership, make_term, "member__secretariat"),
    Kind(Containment, make_containment, "member__secretariat"),
    Kind(OtherName, make_other_name, "member__secretariat"),
    Kind(Fact, make_fact, "member__secretariat"),
    Kind(Place, lambda office: PlaceFactory(id=next(KEYS), secretariat=office)),
    Kind(Source, lambda office: SourceFactory(id=next(KEYS), secretariat=office)),
    Kind(Indicator, make_indicator),
    Kind(Inventory, of_member(InventoryFactory), "member__secretariat"),
    Kind(Target, of_member(TargetFactory), "member__secretariat"),
    Kind(Pledge, of_member(PledgeFactory), "member__secretariat"),
    Kind(Article, lambda office: ArticleFactory(id=next(KEYS), secretariat=office, **DRAFT)),
    Kind(Event, lambda office: EventFactory(id=next(KEYS), secretariat=office, **DRAFT)),
    Kind(Staff, make_staff, "postings__secretariat", is_managed=True),
    Kind(Posting, make_posting, is_managed=True),
    Kind(Area, make_area, ""),
    Kind(Theme, lambda _: ThemeFactory(id=next(KEYS)), ""),
    Kind(GlossaryEntry, lambda _: GlossaryEntry(id=next(KEYS)), "", is_written_by_all=True),
    Kind(DesignationException, make_exception, "", is_regional=True),
    Kind(ProperName, make_proper_name, ""),
    Kind(NetworkCount, make_count, ""),
    Kind(Portal, make_portal, "", is_regional=True),
    Kind(OutgoingMail, make_mail, "", is_regional=True),
    Kind(SuppressedAddress, lambda _: SuppressedAddress(id=next(KEYS)), "", is_regional=True),
]
#: Rows that have no screen of their own, with the way to their office.
ROWS = {
    Identifier: "member__secretariat",
    IndicatorChoice: "indicator__secretariat",
    ForbiddenVariant: "",
}
#: They go by the name of their member.
UNNAMED = (Membership, Containment, OtherName, ClimateRow)
#: Texts that are no free ones, or are left empty so that there is something to convert.
NOT_FILLED = {
    DesignationException: {"kind", "field"},
    OutgoingMail: {"record_kind"},
    Area: {"code"},
    Category: {"code"},
    Place: {"iso_3166_2"},
    OtherName: {"until"},
    Member: {"summary_zh_hant"},
    Event: {"summary_zh_hant"},
}


@dataclass(frozen=True)
class Role:
    """Somebody who asks: the offices that they reach, and those that they manage."""

    name: str
    sees: str = ""
    manages: str = ""
    posted: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    user: dict[str, bool] = field(default_factory=lambda: {"is_staff": True})
    is_regional: bool = False

    def __str__(self) -> str:
        return self.name


ROLES = {
    role.name: role
    for role in (
        Role("stranger", user={}),
        Role("not staff", user={"is_staff": False}),
        Role("no posting"),
        Role("translator of A", "A", posted=(("A", "translator"),), languages=("ja",)),
        Role("editor of A", "A", posted=(("A", "editor"),)),
        Role("publisher of A", "A", posted=(("A", "publisher"),)),
        Role("manager of A", "A", "A", (("A", "manager"),)),
        Role("editor of A and B", "AB", posted=(("A", "editor"), ("B", "editor"))),
        Role("regional", "RAB", "RAB", (("R", "regional"),), is_regional=True),
        Role("superuser", "RABZ", "RABZ", user={"is_superuser": True}, is_regional=True),
    )
}


@dataclass(eq=False)
class Example:
    """A record, the key of its office (empty: shared, or without one), and its canaries."""

    kind: Kind
    key: int
    at: str
    tokens: dict[str, str]
    known_by: str
    #: The version that deleted it, of a record that is gone.
    deletion: int | None = None
    #: What somebody keeps about it, such as an import.
    papers: list["Paper"] = field(default_factory=list)

    def __str__(self) -> str:
        gone = " deleted" if self.deletion else ""
        return f"{self.kind.model.__name__} {self.at or '–'}{gone}"

    def page(self, page: str, *args: Any) -> str:
        """The address of one of the kind's pages; empty if it has none of that name."""
        try:
            return page_address(self.kind.model, page, *args)
        except NoReverseMatch:
            return ""

    @property
    def record(self) -> Any:
        return self.kind.model._base_manager.get(pk=self.key)

    def versions(self) -> Iterator[tuple[str, int]]:
        """The kind and the number of each version of the record and of its rows."""
        model = self.kind.model
        found = [(model, {"id": self.key})] if model in tracked_models() else []
        for inline in self.kind.screen.inlines:
            row = inline.model
            if row in tracked_models() and is_row(row):
                found.append((row, {row_link(row).attname: self.key}))
        for tracked, wanted in found:
            for number in versions_of(tracked).filter(**wanted).values_list("pk", flat=True):
                yield tracked._meta.model_name, number


@dataclass(frozen=True)
class Paper:
    """What somebody keeps for themselves about a record, and its canary."""

    what: str
    key: int
    token: str
    #: The role whose it is; empty where nobody sees it any more.
    owner: str
    #: Whether all see it who may change the record.
    is_shared: bool = False


#: Whose the papers about the records of an office are.
KEEPERS = {"A": "editor of A", "B": "editor of A and B", "Z": "superuser"}


class World:
    """The offices, their examples, and a signed-in browser for each role."""

    def __init__(self) -> None:
        region = SecretariatFactory(id=next(KEYS), slug="region")
        # There from the start, as everywhere: the first count of inhabitants would bring it.
        IndicatorFactory(id=next(KEYS), code=POPULATION, kind="number", secretariat=region)
        self.offices: dict[str, Secretariat] = {
            "R": region,
            "A": SecretariatFactory(id=next(KEYS), slug="office-a", parent=region),
            "B": SecretariatFactory(id=next(KEYS), slug="office-b", parent=region),
            "Z": SecretariatFactory(id=next(KEYS), slug="office-z"),
        }
        self.users: dict[str, User] = {}
        #: Forms as a superuser was shown them, by their addresses.
        self.forms: dict[str, dict[str, list[str]]] = {}
        #: Files as a superuser got them, by their addresses.
        self.files: dict[str, bytes] = {}
        #: What each role may not change, as it is before any deed.
        self.states: dict[str, Any] = {}
        #: Which examples the run tries; see ``speaking``.
        self.speakers: Any = None
        #: Who has asked already, by their roles: reading changes nothing, so answers are kept.
        self.visitors: dict[str, Any] = {}
        self.clients = {name: self.client(role) for name, role in ROLES.items()}
        self.examples = [*self._shared(), *self._of_offices()]
        self._link()
        self._keep()
        self.examples += [self._moved(), self._posted_twice(), *self._deleted()]
        self._sign()

    def unasked(self) -> "World":
        """The same cast, of whom nobody has asked anything yet."""
        found = copy(self)
        found.forms, found.files, found.states, found.visitors = {}, {}, {}, {}
        found.users, found.offices = deepcopy(self.users), deepcopy(self.offices)
        found.clients = {name: same_session(client) for name, client in self.clients.items()}
        return found

    def client(self, role: Role) -> Client:
        client = Client()
        if role.user:
            user = UserFactory(id=next(KEYS), **{"is_staff": True} | role.user)
            for office, posted in role.posted:
                PostingFactory(
                    id=next(KEYS),
                    user=user,
                    secretariat=self.offices[office],
                    role=posted,
                    languages=list(role.languages),
                )
            client.force_login(user)
            self.users[role.name] = user
        return client

    def _shared(self) -> Iterator[Example]:
        for kind in KINDS:
            if not kind.office:
                yield self.filled(kind, kind.make(None), "")
        nobody = Staff.objects.get(pk=UserFactory(id=next(KEYS)).pk)
        yield self.filled(self.kind(Staff), nobody, "")

    def _of_offices(self) -> Iterator[Example]:
        for at, office in self.offices.items():
            for kind in KINDS:
                if kind.office and (at != "R" or kind.model in (Secretariat, Staff)):
                    yield self.filled(kind, kind.make(office), at)

    def _deleted(self) -> list[Example]:
        return [
            self.deleted(self.filled(kind, kind.make(self.offices[at]), at))
            for kind in KINDS
            if kind.office and kind.is_deletable
            for at in "AB"
        ]

    def filled(self, kind: Kind, record: Any, at: str) -> Example:
        """``record`` with a canary in each of its texts, as an example."""
        stay = NOT_FILLED.get(kind.model, set())
        texts = {name: text for name, text in canaries(kind.model).items() if name not in stay}
        for name in {"photo", "picture"} & {*texts}:
            texts[name] = f"pictures/{bare(texts[name])}-400x300.webp"
        for name, text in texts.items():
            setattr(record, name, text)
        record.save()
        tokens = dict(texts)
        if kind.model is Posting:
            tokens = self.filled(self.kind(Staff), Staff.objects.get(pk=record.user_id), at).tokens
        if isinstance(record, UNNAMED):
            tokens["member.name_en"] = record.member.name_en
        named = ("name_en", "member.name_en", "title_en", "wording_en", "display_name")
        named = (*named, "reason", "text", "recipient", "address", "note")
        for row in rows_of(record):
            tokens |= {f"{row._meta.model_name}.{n}": t for n, t in row_texts(row).items()}
        known_by = next(tokens[name] for name in named if name in tokens)
        return Example(kind, record.pk, at, tokens, known_by)

    def deleted(self, example: Example) -> Example:
        example.record.delete()
        gone = versions_of(example.kind.model).filter(id=example.key, history_type="-")
        example.deletion = gone.values_list("pk", flat=True)[0]
        return example

    def kind(self, model: type[Model]) -> Kind:
        return next(kind for kind in KINDS if kind.model is model)

    def example(self, model: type[Model], at: str) -> Example:
        return next(
            e for e in self.examples if (e.kind.model, e.at, e.deletion) == (model, at, None)
        )

    def _link(self) -> None:
        """Links across offices, which a regional administrator made."""
        for near, far in (("A", "B"), ("B", "A"), ("A", "Z")):
            member = self.example(Member, far).record
            for model in (Article, Event):
                self.example(model, near).record.members.add(member)
            event = self.example(Event, near).record
            event.host_member = member
            event.save()

    def _keep(self) -> None:
        """Filters, imports, files and drafts about the member of each office."""
        for at, keeper in KEEPERS.items():
            example, user = self.example(Member, at), self.users[keeper]
            example.papers += [
                self._filter(user, keeper),
                self._import(example, user, keeper, Import.State.PREVIEWED),
                self._import(example, user, keeper, Import.State.APPLIED),
                self._exchange(example, user, keeper),
                self._draft(example),
                self._proposal(example, user, keeper),
            ]
        lost, user = self.example(Member, "B"), self.users["editor of A"]
        lost.papers += [
            self._import(lost, user, "", Import.State.PREVIEWED),
            self._exchange(lost, user, "editor of A"),
        ]

    def _proposal(self, example: Example, user: User, keeper: str) -> Paper:
        made = Proposal.objects.create(
            id=next(KEYS),
            kind="members.member",
            key=example.key,
            office=example.record.secretariat,
            called=token(),
            proposer=user,
        )
        values = {"name_ja": ["", made.called]}
        made.changes.create(
            id=next(KEYS), kind=made.kind, key=made.key, deed="change", values=values
        )
        return Paper("proposal", made.pk, made.called, keeper, is_shared=True)

    def _filter(self, user: User, keeper: str) -> Paper:
        kept = {"kind": "members.member", "name": token(), "query": "level__exact=city"}
        found = SavedFilter.objects.create(id=next(KEYS), user=user, **kept)
        return Paper("filter", found.pk, found.name, keeper)

    def _import(self, example: Example, user: User, keeper: str, state: str) -> Paper:
        name, is_applied = token(), state == Import.State.APPLIED
        kept = {"kind": "members.member", "file_name": name, "sheet": "Members", "state": state}
        made = Import.objects.create(id=next(KEYS), user=user, **kept)
        record = example.record
        found = {"name_ja": [record.name_ja, name]}
        ImportRow.objects.create(
            id=next(KEYS),
            made_by=made,
            number=3,
            key=record.slug,
            record=record.pk,
            seen=record.version,
            outcome=ImportRow.Outcome.CHANGED,
            changes=found,
            done=found if is_applied else {},
            made_version=record.version if is_applied else None,
        )
        return Paper("import", made.pk, name, keeper, is_shared=is_applied)

    def _exchange(self, example: Example, user: User, keeper: str) -> Paper:
        name = token()
        sent = {"line": 1, "name": f"members.member/{example.key}/name_ja"}
        items = [sent | {"source": "A name", "text": name}]
        kept = {"file_name": f"{name}.po", "language": "ja", "items": items}
        found = Exchange.objects.create(id=next(KEYS), user=user, **kept)
        return Paper("exchange", found.pk, name, keeper)

    def _draft(self, example: Example) -> Paper:
        record, text = example.record, token()
        found = ConvertedText.objects.create(
            id=next(KEYS),
            kind="members.member",
            key=record.pk,
            field="summary",
            language="zh-hant",
            text=text,
            origin="zh-hans",
            origin_digest=digest(Member._meta.get_field("summary"), record.summary_zh_hans),
        )
        return Paper("draft", found.pk, text, "", is_shared=True)

    def _moved(self) -> Example:
        """A person who worked for B."""
        person = PersonFactory(id=next(KEYS), secretariat=self.offices["B"])
        person.secretariat = self.offices["A"]
        return self.filled(self.kind(Person), person, "A")

    def _posted_twice(self) -> Example:
        user = make_staff(self.offices["A"])
        PostingFactory(id=next(KEYS), user=user, secretariat=self.offices["B"])
        return self.filled(self.kind(Staff), user, "AB")

    def _sign(self) -> None:
        """Staff of an office are the authors of what it has."""
        for example in self.examples:
            if example.at and example.kind.model in tracked_models():
                author = self.example(Staff, example.at).key
                versions_of(example.kind.model).filter(id=example.key).update(history_user=author)

    def may_see(self, role: Role, example: Example) -> bool:
        """What ought to be, said without the code that is tested."""
        reached = role.manages if example.kind.is_managed else role.sees
        if example.kind.is_regional:
            return role.is_regional
        if example.at:
            return bool({*example.at} & {*reached})
        return role.name == "superuser" if example.kind.model is Staff else bool(role.sees)

    def may_change(self, role: Role, example: Example) -> bool:
        """Whether anything of it; a translator their language alone."""
        if not example.kind.office:
            return bool(role.sees) if example.kind.is_written_by_all else role.is_regional
        reached = role.manages if example.kind.is_managed else role.sees
        return self.may_see(role, example) and {*example.at} <= {*reached}

    def hidden_from(self, role: Role) -> dict[str, str]:
        """The canaries that the role may not see, and where each is."""
        records = {
            bare(token): f"{example}.{name}"
            for example in self.examples
            for name, token in example.tokens.items()
            if not self.may_see(role, example) and not self.is_named(role, example, name)
        }
        papers = {
            paper.token: f"{paper.what} about {example}"
            for example in self.examples
            for paper in example.papers
            if not self.may_read(role, example, paper)
        }
        return records | papers

    def may_read(self, role: Role, example: Example, paper: Paper) -> bool:
        is_open = paper.is_shared and self.may_change(role, example)
        return paper.owner == role.name or is_open

    def is_named(self, role: Role, example: Example, name: str) -> bool:
        """Whether it is the name of somebody who signed what the role sees, or whom it may post.

        Who has no posting is offered to every manager, who could not take them on otherwise. What
        the record of the portal says stands at the head and foot of public pages.
        """
        is_without = not example.at or (example.kind.model is Posting and example.deletion)
        is_signed = bool({*example.at} & {*role.sees})
        is_public = example.kind.model is Portal
        is_known = name == "display_name" and bool(is_signed or (is_without and role.manages))
        return is_public or is_known

    def own(self, role: Role) -> list[Example]:
        return [e for e in self.examples if self.may_see(role, e)]

    def others(self, role: Role) -> list[Example]:
        return [e for e in self.examples if not self.may_see(role, e)]


def same_session(client: Client) -> Client:
    """Another browser of who is signed in."""
    found = Client()
    found.cookies = deepcopy(client.cookies)
    return found


def token() -> str:
    """A canary for what has no field of its own."""
    return f"{CANARY}{next(NUMBERS)}"


def bare(token: str) -> str:
    """A canary without what makes it an address of a page or of mail."""
    return FOUND.search(token)[0]


def rows_of(record: Any) -> Iterator[Any]:
    """The rows that the record's screen shows with it."""
    if isinstance(record, Member):
        yield from (*record.memberships.all(), *record.facts.all())
    if isinstance(record, Indicator):
        yield from record.choices.all()
    if isinstance(record, Area):
        yield from record.forbidden_variants.all()


def row_texts(row: Any) -> dict[str, str]:
    return {name: getattr(row, name) for name in canaries(type(row))}
