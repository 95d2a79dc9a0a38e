from datetime import UTC, date, datetime

import factory

from editorial.records.publication import Publication
from members.models import (
    Containment,
    Fact,
    Indicator,
    Inventory,
    Member,
    Membership,
    NetworkCount,
    Place,
    Pledge,
    Source,
    Target,
    Theme,
)
from tests.factories.secretariats import AreaFactory, SecretariatFactory

LONG_AGO = datetime(2012, 10, 1, tzinfo=UTC)


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"theme-{n}")
    name_en = factory.Sequence(lambda n: f"Theme {n}")


class MemberFactory(factory.django.DjangoModelFactory):
    """A published record without a term: not listed."""

    class Meta:
        model = Member

    picture_credit = "A. Maker"
    picture_licence = "cc-by"
    slug = factory.Sequence(lambda n: f"city-{n}")
    area = factory.SubFactory(AreaFactory)
    secretariat = factory.SubFactory(SecretariatFactory)
    level = Member.Level.CITY
    name_en = factory.Sequence(lambda n: f"City {n}")
    status = Publication.Status.PUBLISHED
    publish_at = LONG_AGO


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    member = factory.SubFactory(MemberFactory)


class ListedMemberFactory(MemberFactory):
    """A member as the public sees it: published, with a current term."""

    class Meta:
        skip_postgeneration_save = True

    term = factory.RelatedFactory(MembershipFactory, factory_related_name="member")


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    slug = factory.Sequence(lambda n: f"place-{n}")
    area = factory.SubFactory(AreaFactory)
    secretariat = factory.SubFactory(SecretariatFactory)
    level = Place.Level.PROVINCE
    name_en = factory.Sequence(lambda n: f"Place {n}")


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    code = factory.Sequence(lambda n: f"source-{n}")
    secretariat = factory.SubFactory(SecretariatFactory)
    title_en = factory.Sequence(lambda n: f"Source {n}")


class ContainmentFactory(factory.django.DjangoModelFactory):
    """Of a member within another, unless a place is given."""

    class Meta:
        model = Containment

    member = factory.SubFactory(ListedMemberFactory)
    container = factory.Maybe("place", None, factory.SubFactory(ListedMemberFactory))
    place = None


class NetworkCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NetworkCount

    scope = NetworkCount.Scope.REGION
    source = factory.SubFactory(SourceFactory)
    counted_on = LONG_AGO.date()
    members = 75


class InventoryFactory(factory.django.DjangoModelFactory):
    """Of the calendar year 2018, reported in 2020, of a million tonnes by the GPC."""

    class Meta:
        model = Inventory

    member = factory.SubFactory(ListedMemberFactory)
    source = factory.SubFactory(SourceFactory)
    reported_year = 2020
    period_from = date(2018, 1, 1)
    period_to = date(2018, 12, 31)
    protocol = Inventory.Protocol.GPC
    boundary = "same"
    basic_t = 1_000_000


class TargetFactory(factory.django.DjangoModelFactory):
    """Of a whole city: forty per cent less than a million tonnes in 2005 by 2030."""

    class Meta:
        model = Target

    member = factory.SubFactory(ListedMemberFactory)
    source = factory.SubFactory(SourceFactory)
    reported_year = 2021
    kind = Target.Kind.ABSOLUTE
    sector = Target.Sector.ALL
    boundary = "same"
    base_year = 2005
    base_t = 1_000_000
    reduction_percent = 40
    target_year = 2030


class PledgeFactory(factory.django.DjangoModelFactory):
    """Net zero by 2050, in a policy document."""

    class Meta:
        model = Pledge

    member = factory.SubFactory(ListedMemberFactory)
    source = factory.SubFactory(SourceFactory)
    kind = Pledge.Kind.NET_ZERO
    end_year = 2050
    status = Pledge.Status.POLICY
    recorded_on = date(2021, 10, 20)


class IndicatorFactory(factory.django.DjangoModelFactory):
    """What is said of a member in words, unless the kind is given."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"indicator-{n}")
    secretariat = factory.SubFactory(SecretariatFactory)
    name_en = factory.Sequence(lambda n: f"Indicator {n}")
    kind = Indicator.Kind.TEXT


class FactFactory(factory.django.DjangoModelFactory):
    """Something in words about a member, unless the indicator is given."""

    class Meta:
        model = Fact

    member = factory.SubFactory(MemberFactory)
    indicator = factory.SubFactory(
        IndicatorFactory, secretariat=factory.SelfAttribute("..member.secretariat")
    )
