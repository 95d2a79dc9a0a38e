"""Examples of each kind of record, at an office or shared by all."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

from django.db.models import Model
from django.test import Client
from django.utils import timezone

from editorial.records.publication import Publication
from members.models import (
    Category,
    Fact,
    Identifier,
    IndicatorChoice,
    Membership,
    OtherName,
)
from secretariats.models import (
    DesignationException,
    ForbiddenVariant,
    OutgoingMail,
    Portal,
    ProperName,
    Secretariat,
    Staff,
)
from tests.factories.editorial import UserFactory
from tests.factories.members import (
    ContainmentFactory,
    FactFactory,
    IndicatorFactory,
    MemberFactory,
    MembershipFactory,
    NetworkCountFactory,
    PlaceFactory,
    SourceFactory,
)
from tests.factories.secretariats import (
    AreaFactory,
    ForbiddenVariantFactory,
    PersonFactory,
    PostingFactory,
)
from tests.iclei.cast import CANARY, NUMBERS, canaries

#: Keys that are found in no page by chance.
KEYS = count(70001)
DRAFT = {"status": Publication.Status.DRAFT}


def make_office(office: Secretariat) -> Model:
    return office


def make_person(office: Secretariat) -> Model:
    return PersonFactory(id=next(KEYS), secretariat=office)


def make_member(office: Secretariat) -> Model:
    member = MemberFactory(id=next(KEYS), secretariat=office, **DRAFT)
    MembershipFactory(id=next(KEYS), member=member, **canaries(Membership))
    FactFactory(id=next(KEYS), member=member, **canaries(Fact))
    place = PlaceFactory(id=next(KEYS), secretariat=office)
    ContainmentFactory(id=next(KEYS), member=member, place=place)
    other = {"language": "en", "kind": "former"} | canaries(OtherName) | {"until": ""}
    OtherName.objects.create(id=next(KEYS), member=member, **other)
    known = {"scheme": "wikidata", "value": f"Q{next(NUMBERS)}"}
    Identifier.objects.create(id=next(KEYS), member=member, **known)
    return member


def named_member(office: Secretariat) -> Any:
    """A member with a canary for a name."""
    name = f"{CANARY}{next(NUMBERS)}"
    return MemberFactory(secretariat=office, name_en=name, **DRAFT)


def make_term(office: Secretariat) -> Model:
    """A term goes by the name of its member. Of when it began more is known than at first."""
    term = MembershipFactory(id=next(KEYS), member=named_member(office))
    term.joined_on, term.joined_precision = date(2010, 5, 1), "day"
    term.save()
    return term


def make_containment(office: Secretariat) -> Model:
    """What contains a member goes by the name of that, as a term does."""
    place = PlaceFactory(secretariat=office)
    return ContainmentFactory(id=next(KEYS), member=named_member(office), place=place)


def make_other_name(office: Secretariat) -> Model:
    other = {"language": "en", "kind": "former"} | canaries(OtherName) | {"until": ""}
    return OtherName.objects.create(id=next(KEYS), member=named_member(office), **other)


def make_fact(office: Secretariat) -> Model:
    """In words, by which it is found; of an indicator of its office."""
    return FactFactory(id=next(KEYS), member=named_member(office), wording_en="Before")


def of_member(factory: Any) -> Callable[[Any], Model]:
    """A row of a draft member of an office, by whose name it goes, and by a source of it."""

    def make(office: Secretariat) -> Model:
        name = f"{CANARY}{next(NUMBERS)}"
        member = MemberFactory(id=next(KEYS), secretariat=office, name_en=name, **DRAFT)
        source = SourceFactory(id=next(KEYS), secretariat=office)
        return factory(id=next(KEYS), member=member, source=source)

    return make


def make_staff(office: Secretariat) -> Model:
    user = UserFactory(id=next(KEYS))
    PostingFactory(id=next(KEYS), user=user, secretariat=office)
    Client().force_login(user)
    return Staff.objects.get(pk=user.pk)


def make_posting(office: Secretariat) -> Model:
    return PostingFactory(id=next(KEYS), user=UserFactory(id=next(KEYS)), secretariat=office)


def make_area(_: Any) -> Model:
    area = AreaFactory(id=next(KEYS), code="MN", name_en="Mongolia")
    ForbiddenVariantFactory(id=next(KEYS), area=area, **canaries(ForbiddenVariant))
    return area


def make_portal(_: Any) -> Model:
    """In place of the one that a migration made."""
    Portal.objects.all().delete()
    return Portal(id=next(KEYS))


def make_exception(_: Any) -> Model:
    """For a text of the region's own office."""
    variant = ForbiddenVariantFactory(id=next(KEYS), area=AreaFactory(code="MN"))
    place = {"kind": "secretariats.secretariat", "field": "name", "language": "en"}
    # The form of that office shows its reason to whoever sees the office: here nobody but they.
    key = Secretariat.objects.get(slug="region").pk
    return DesignationException(id=next(KEYS), variant=variant, key=key, **place)


def make_mail(_: Any) -> Model:
    """One that did not arrive, and so may be sent again."""
    return OutgoingMail(id=next(KEYS), give_up_at=timezone.now(), state=OutgoingMail.State.FAILED)


def make_indicator(office: Secretariat) -> Model:
    """Of words, with an answer that waits for the day when it is of another kind."""
    indicator = IndicatorFactory(id=next(KEYS), secretariat=office)
    choice = IndicatorChoice(id=next(KEYS), indicator=indicator, **canaries(IndicatorChoice))
    choice.save()
    return indicator


def make_count(_: Any) -> Model:
    return NetworkCountFactory(id=next(KEYS))


def make_category(_: Any) -> Model:
    return Category(id=next(KEYS), code="extra")


def make_proper_name(_: Any) -> Model:
    return ProperName(id=next(KEYS), area=AreaFactory(code="MN"))
