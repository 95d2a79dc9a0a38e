"""An exception is its record's: who does not see the record reads and changes none of it."""

import pytest

from editorial.records.history import versions_of
from secretariats.models import DesignationException, Posting, Secretariat
from tests.factories.members import FactFactory, IndicatorFactory, MemberFactory
from tests.factories.news import ArticleFactory
from tests.factories.secretariats import (
    ForbiddenVariantFactory,
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LIST = "/admin/secretariats/designationexception/"
KINDS = {
    "article": lambda office: ArticleFactory(secretariat=office, status="draft"),
    "member": lambda office: MemberFactory(secretariat=office, status="draft"),
    "fact": lambda office: FactFactory(
        member=MemberFactory(secretariat=office), wording_en="Trees"
    ),
    "indicator": lambda office: IndicatorFactory(secretariat=office),
    "person": lambda office: PersonFactory(secretariat=office, is_public=False),
    "office": lambda office: office,
}


@pytest.fixture
def region(client):
    """The region whose administrator is signed in."""
    office = SecretariatFactory(kind=Secretariat.Kind.REGIONAL)
    client.force_login(PostingFactory(secretariat=office, role=Posting.Role.REGIONAL).user)
    return office


def exception_for(record) -> DesignationException:
    field = {"fact": "wording", "article": "title"}.get(record._meta.model_name, "name")
    place = {"kind": record._meta.label_lower, "key": record.pk, "field": field}
    variant = ForbiddenVariantFactory(text=f"Name {record.pk} {record._meta.model_name}")
    told = {"language": "en", "reason": "Whispered in confidence"}
    return DesignationException.objects.create(variant=variant, **place, **told)


@pytest.mark.parametrize("kind", KINDS)
def test_exception_elsewhere_is_not_to_be_seen_or_changed(client, region, kind):
    other = SecretariatFactory(kind=Secretariat.Kind.REGIONAL)
    exception = exception_for(KINDS[kind](other))
    assert "Whispered" not in client.get(LIST).text
    address = f"{LIST}{exception.pk}/"
    for page in ("change/", "history/", "delete/"):
        assert "Whispered" not in client.get(f"{address}{page}", follow=True).text
    client.post(f"{address}change/", {"reason": "Rewritten", "seen_version": exception.version})
    client.post(f"{address}delete/", {"post": "yes"})
    exception.refresh_from_db()
    assert exception.reason == "Whispered in confidence"
    exception.delete()
    number = versions_of(DesignationException).filter(history_type="-").first().history_id
    assert client.get(f"{LIST}deleted/{number}/").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_exception_within_the_region_is_the_administrators(client, region, kind):
    exception = exception_for(KINDS[kind](SecretariatFactory(parent=region)))
    assert "Whispered" in client.get(LIST).text
    address = f"{LIST}{exception.pk}/change/"
    assert client.get(address).status_code == 200
    sent = {"reason": "Rewritten", "seen_version": exception.version}
    assert client.post(address, sent).status_code == 302
    exception.refresh_from_db()
    assert exception.reason == "Rewritten"


def test_exception_whose_record_is_gone_is_nobodys_but_the_chiefs(region):
    record = MemberFactory(secretariat=region)
    exception = exception_for(record)
    DesignationException.objects.filter(pk=exception.pk).update(key=record.pk + 1000)
    administrator = Posting.objects.get(secretariat=region).user
    assert not DesignationException.objects.visible_to(administrator).exists()
    type(administrator).objects.filter(pk=administrator.pk).update(is_superuser=True)
    administrator = type(administrator).objects.get(pk=administrator.pk)
    assert DesignationException.objects.visible_to(administrator).exists()
