"""Sources: who may name one, and who may change one that others rely on."""

import pytest

from members.models import Source
from secretariats.models import Posting
from tests.factories.members import (
    ContainmentFactory,
    MemberFactory,
    NetworkCountFactory,
    SourceFactory,
)
from tests.factories.secretariats import PostingFactory, SecretariatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def world():
    return SecretariatFactory(slug="the-world")


@pytest.fixture
def region(world):
    return SecretariatFactory(slug="the-region", parent=world)


@pytest.fixture
def office(region):
    return SecretariatFactory(slug="an-office", parent=region)


def editor_at(office):
    return PostingFactory(secretariat=office).user


def test_source_of_one_s_own_office_and_of_those_above(world, region, office):
    editor = editor_at(office)
    own = {SourceFactory(secretariat=at) for at in (world, region, office)}
    SourceFactory(secretariat=SecretariatFactory(parent=region))
    assert {*Source.objects.visible_to(editor)} == own
    assert [s.secretariat for s in Source.objects.changeable_by(editor)] == [office]


def test_source_that_another_office_relies_on(region, office):
    editor, source = editor_at(office), SourceFactory(secretariat=office)
    ContainmentFactory(member=MemberFactory(secretariat=office), source=source)
    assert [*Source.objects.changeable_by(editor)] == [source]
    ContainmentFactory(member=MemberFactory(), source=source)
    assert [*Source.objects.visible_to(editor)] == [source]
    assert not Source.objects.changeable_by(editor).exists()
    administrator = PostingFactory(secretariat=region, role=Posting.Role.REGIONAL).user
    assert [*Source.objects.changeable_by(administrator)] == [source]


def test_source_of_what_all_offices_share(office):
    editor, source = editor_at(office), SourceFactory(secretariat=office)
    NetworkCountFactory(source=source)
    assert not Source.objects.changeable_by(editor).exists()


def test_source_without_a_posting(office):
    SourceFactory(secretariat=office)
    stranger = PostingFactory(secretariat=SecretariatFactory()).user
    assert not Source.objects.visible_to(stranger).exists()


def test_uses_of_a_source():
    source = SourceFactory()
    ContainmentFactory.create_batch(2, source=source)
    assert source.count_uses() == 2
