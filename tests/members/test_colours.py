import pytest

from members.colours import Legend, LegendEntry, hue_of, legend_of
from members.models import Member
from tests.factories.members import ThemeFactory
from tests.members.directory import filtered, listed_kyoto, listed_suwon


@pytest.fixture
def suwon(db):
    return listed_suwon()


@pytest.fixture
def kyoto(db):
    return listed_kyoto()


def test_hues_of_all_levels_differ():
    assert len({hue_of(place) for place, _ in enumerate(Member.Level)}) == len(Member.Level)


def test_legend_tells_the_colours_of_a_member_in_its_order():
    entries = {
        "resilient": LegendEntry("Resilient", "hue-15", 2),
        "low-carbon": LegendEntry("Low-carbon", "hue-240", 1),
    }
    legend = Legend("Theme", entries, {7: {"low-carbon", "resilient", "biodiverse"}})
    assert legend.paints(Member(pk=7)) == ["hue-15", "hue-240"]


def test_legend_of_one_colour_paints_nobody():
    assert Legend().paints(Member(pk=7)) == []


def test_legend_counts_the_members_of_each_colour(suwon, kyoto):
    suwon.themes.set([ThemeFactory(slug="resilient", hue=14), ThemeFactory(slug="low-carbon")])

    legend = legend_of(filtered("colour=theme&theme=resilient"))

    assert {value: (one.paint, one.members) for value, one in legend.entries.items()} == {
        "resilient": ("hue-15", 1)
    }
    assert legend.paints(suwon) == ["hue-15"]
    assert legend.paints(kyoto) == []


def test_legend_of_sizes_is_in_shades(suwon, kyoto):
    legend = legend_of(filtered("colour=size"))

    assert [(one.paint, one.members) for one in legend.entries.values()] == [
        ("size-m", 1),
        ("size-xl", 1),
    ]


def test_legend_of_one_colour_is_empty(suwon):
    assert not legend_of(filtered("")).entries
