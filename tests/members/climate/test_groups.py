from datetime import date

import pytest
from django.db.models import Subquery

from members.climate.groups import (
    KIND_LABELS,
    STATUS_LABELS,
    YEAR_LABELS,
    end_year,
    groups_of,
    kind_group,
    members_in,
    newest_told,
    year_group,
)
from members.models import Member, Pledge
from tests.factories.members import ListedMemberFactory, PledgeFactory

LABELS = {"target": YEAR_LABELS, "pledge": KIND_LABELS, "status": STATUS_LABELS}


@pytest.mark.parametrize(
    ("year", "group"),
    [
        (None, "none"),
        (2020, "2030"),
        (2030, "2030"),
        (2031, "2040"),
        (2050, "2050"),
        (2051, "later"),
    ],
)
def test_year_has_its_group(year, group):
    assert year_group(year) == group


@pytest.mark.parametrize("kind", [None, *Pledge.Kind.values])
def test_nothing_but_what_is_neutral_is_among_the_neutral(kind):
    assert (kind_group(kind) == "neutral") == (kind in Pledge.NEUTRAL)


@pytest.mark.django_db
@pytest.mark.each_database
def test_database_finds_the_members_that_are_told_to_be_in_a_group():
    kinds = [*Pledge.Kind.values, "net_zero"]
    years = [None, 2025, 2030, 2035, 2040, 2045, 2050, 2060, 2100]
    statuses = ["", *Pledge.Status.values]
    for number, kind in enumerate(kinds):
        city = ListedMemberFactory(slug=f"city-{number}")
        status = statuses[number % len(statuses)]
        PledgeFactory(member=city, kind=kind, end_year=years[number], status=status)
    older = Member.objects.get(slug="city-1")
    PledgeFactory(member=older, kind="other", end_year=2100, recorded_on=date(2001, 1, 1))
    newer = Member.objects.get(slug="city-2")
    PledgeFactory(member=newer, kind="reduction", end_year=2100, recorded_on=date(2024, 1, 1))
    odd = ListedMemberFactory(slug="odd")
    PledgeFactory(member=odd, is_doubtful=True, doubt="Another city.")
    told = Member.objects.annotate(told=Subquery(newest_told())).values_list("slug", "told")
    groups = {slug: groups_of(found) for slug, found in told}
    assert groups["odd"] == {"target": {"none"}, "pledge": {"none"}, "status": set()}
    for facet, labels in LABELS.items():
        for group, _words in labels:
            found = Member.objects.filter(members_in(facet, [group]))
            wanted = {slug for slug, its in groups.items() if group in its[facet]}
            assert {*found.values_list("slug", flat=True)} == wanted, (facet, group)
    both = Member.objects.filter(members_in("target", ["2030", "none"]))
    assert {*both.values_list("slug", flat=True)} == {
        slug for slug, its in groups.items() if its["target"] & {"2030", "none"}
    }
    ends = dict(Member.objects.annotate(end=Subquery(end_year())).values_list("slug", "end"))
    assert (ends["city-1"], ends["city-2"], ends["odd"]) == (2025, 2100, None)
