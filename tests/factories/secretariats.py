import factory

from secretariats.models import Area, ForbiddenVariant, Person, Portal, Posting, Secretariat
from secretariats.models.portal import TEXTS
from tests.factories.editorial import UserFactory


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = "KR"
    name_en = "South Korea"
    name_ko = "한국"
    default_language = "ko"
    time_zone = "Asia/Seoul"


class ForbiddenVariantFactory(factory.django.DjangoModelFactory):
    """A name of the made-up area that is not to be used in English."""

    class Meta:
        model = ForbiddenVariant

    area = factory.SubFactory(AreaFactory)
    language = "en"
    text = "Republic of Korea"


class SecretariatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Secretariat

    slug = factory.Sequence(lambda n: f"office-{n}")
    kind = Secretariat.Kind.COUNTRY
    name_en = factory.Sequence(lambda n: f"Office {n}")
    lets_translations_through = True


def make_portal(**fields) -> Portal:
    """The one record of the portal, with ``fields``; where none is left, one in plain words."""
    plain = {f"{name}_en": f"{name} of the portal" for name in TEXTS}
    portal = Portal.objects.first() or Portal(**plain)
    for name, value in fields.items():
        setattr(portal, name, value)
    portal.save()
    return portal


def make_own_office(**fields) -> Secretariat:
    """The secretariat whose site this is."""
    office = SecretariatFactory(slug="east-asia", **fields)
    make_portal(own_office=office)
    return office


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    picture_credit = "A. Maker"
    picture_licence = "cc-by"
    name_en = factory.Sequence(lambda n: f"Desk {n}")
    secretariat = factory.SubFactory(SecretariatFactory)
    is_public = True


class PostingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory)
    secretariat = factory.SubFactory(SecretariatFactory)
    #: What they save is public at once; what editors save of public records is proposed.
    role = Posting.Role.PUBLISHER
