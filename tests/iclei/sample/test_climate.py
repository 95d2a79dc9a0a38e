"""Rows of the climate record: what no table of ours knows is refused, with its place."""

import pytest

from iclei.sample.loader import LoadingError
from members.models import Target
from tests.iclei.sample.cast import SmallSample

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(tmp_path, settings) -> SmallSample:
    settings.VAR_DIR = tmp_path
    return SmallSample(tmp_path)


@pytest.mark.parametrize(
    ("name", "cells", "problem"),
    [
        ("inventories", {"protocol": "Guess"}, "“Guess” is none of the answers"),
        ("inventories", {"source": "Hearsay"}, "there is no source “Hearsay”."),
        ("inventories", {"reported_year": "18"}, "column reported_year"),
        ("targets", {"base_t": "many"}, "column base_t"),
        ("targets", {"reduction_percent": "120"}, "column reduction_percent"),
        ("pledges", {"end_target": "Net Zero"}, "“Net Zero” is none of the answers"),
        ("pledges", {"member_slug": "atlantis"}, "there is no member “atlantis”."),
        ("pledges", {"end_year": "2010"}, "column end_year: The end must not lie before"),
    ],
)
def test_row_that_cannot_be(sample, name, cells, problem):
    sample.change(f"climate/{name}.csv", "seoul", **cells)
    with pytest.raises(LoadingError) as error:
        sample.load()
    assert all(f"climate/{name}.csv, row" in told for told in error.value.problems)
    assert any(problem in told for told in error.value.problems)


def test_doubt_that_staff_have_settled_stays_settled(sample):
    sample.change("climate/targets.csv", "seoul", base_t="49445", target_t="0")
    sample.load()
    target = Target.objects.get(member__slug="seoul")
    assert target.is_doubtful
    target.is_doubtful, target.doubt = False, ""
    target.answer_doubt("base_t", "So the city says.")
    target.full_clean()
    target.save()
    sample.change("climate/targets.csv", "seoul", year_set="2019")
    sample.load()
    target.refresh_from_db()
    assert (target.is_doubtful, target.year_set) == (False, 2019)
