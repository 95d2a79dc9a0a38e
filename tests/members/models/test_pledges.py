"""Pledges: what counts as neutral, how firm they are, and which is the latest."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from members.models import Pledge
from tests.factories.members import ListedMemberFactory, PledgeFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

Kind = Pledge.Kind


def test_what_counts_as_neutral():
    for kind in Kind:
        PledgeFactory(kind=kind)
    neutral = {"carbon_neutral", "net_zero", "zero_carbon", "climate_neutral", "ghg_neutral"}
    assert {*Pledge.objects.neutral().values_list("kind", flat=True)} == neutral
    assert {pledge.kind for pledge in Pledge.objects.all() if pledge.is_neutral} == neutral
    assert {*Kind.values} - neutral == {"reduction", "other", "none"}


def test_statuses_go_from_proposed_to_achieved():
    for status in ("law", "", "achieved", "proposed", "policy", "declared"):
        PledgeFactory(status=status)
    rows = Pledge.objects.with_firmness().order_by("firmness")
    assert [row.status for row in rows] == [
        *("", "proposed", "declared", "policy", "law", "achieved")
    ]
    assert [row.step for row in rows] == [row.firmness for row in rows] == [*range(6)]


def test_newest_pledge_of_each_member():
    city = ListedMemberFactory()
    PledgeFactory(member=city)
    newest = PledgeFactory(member=city, recorded_on=date(2022, 1, 1))
    PledgeFactory(
        member=city, recorded_on=date(2023, 1, 1), is_doubtful=True, doubt="Of another city."
    )
    other = PledgeFactory(recorded_on=date(2019, 1, 1))
    assert {*Pledge.objects.public().newest()} == {newest, other}


def test_pledges_that_were_recorded_long_ago():
    old = PledgeFactory(recorded_on=date(2021, 11, 30))
    PledgeFactory(recorded_on=date(2021, 12, 1))
    assert [*Pledge.objects.old(date(2023, 12, 1))] == [old]


@pytest.mark.parametrize(("kind", "has"), [("reduction", True), ("other", True), ("none", False)])
def test_interim_target(kind, has):
    assert PledgeFactory.build(interim_kind=kind).has_interim is has


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"base_year": 2051}, "end_year"),
        ({"interim_year": 2051}, "end_year"),
        ({"interim_year": 2030, "interim_base_year": 2031}, "interim_year"),
        ({"reduction_percent": 101}, "reduction_percent"),
        ({"interim_reduction_percent": -1}, "interim_reduction_percent"),
        ({"end_year": 205}, "end_year"),
        ({"page": "ftp://example.org"}, "page"),
        ({"recorded_on": None}, "recorded_on"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(given, column):
    city = ListedMemberFactory()
    pledge = PledgeFactory.build(member=city, source=SourceFactory(), **given)
    with pytest.raises(ValidationError) as error:
        pledge.full_clean()
    assert [*error.value.message_dict] == [column]


def test_row_is_once():
    kept = PledgeFactory()
    again = PledgeFactory.build(member=kept.member, source=kept.source)
    with pytest.raises(ValidationError, match="on that day already"):
        again.full_clean()
