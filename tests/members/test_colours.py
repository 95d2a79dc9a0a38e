from members.colours import Legend, LegendEntry, hue_of
from members.models import Member


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
