from datetime import date

import pytest
from django.db.models import BooleanField, ExpressionWrapper, Q

from editorial.records.together import MOST_NAMES, fetched_together
from members.models import Inventory, Pledge, Source, Theme
from tests.factories.members import (
    InventoryFactory,
    PledgeFactory,
    SourceFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def kinds() -> dict:
    is_large = ExpressionWrapper(Q(basic_t__gt=10), BooleanField())
    names = ("period_from", "basic_t", "source__title_ko", "source__converted")
    return {
        "inventories": (Inventory.objects.annotate(is_large=is_large), names),
        "pledges": (Pledge.objects.all(), ("kind", "has_plan", "recorded_on")),
    }


def test_rows_of_several_kinds_come_by_one_query(django_assert_num_queries):
    source = SourceFactory(title_ko="출처")
    type(source).objects.update(converted=["title_ko"])
    inventory = InventoryFactory(source=source, period_from=date(2016, 4, 1), basic_t=7)
    pledges = [PledgeFactory(has_plan=answer) for answer in (True, False, None)]
    with django_assert_num_queries(1):
        found = fetched_together(kinds())
        (row,) = found["inventories"]
        assert (row, row.period_from, row.basic_t) == (inventory, date(2016, 4, 1), 7)
        assert (row.source.title_ko, row.source.converted) == ("출처", ["title_ko"])
        assert row.is_large is False
        told = {row.pk: (row.kind, row.has_plan, row.recorded_on) for row in found["pledges"]}
    assert told == {one.pk: (one.kind, one.has_plan, one.recorded_on) for one in pledges}


def test_translated_models_stand_beside_others():
    """Theirs is another ``values_list``, whose columns come in no order."""
    theme, pledge = ThemeFactory(name_ko="물"), PledgeFactory()
    asked = {
        "themes": (Theme.objects.all(), ("slug", "name_ko")),
        "pledges": (Pledge.objects.all(), ("kind",)),
        "sources": (Source.objects.all(), ("title_en",)),
    }
    found = fetched_together(asked)
    assert [(one.pk, one.name_ko) for one in found["themes"]] == [(theme.pk, "물")]
    assert found["pledges"] == [pledge] and found["sources"] == [pledge.source]


def test_no_rows_are_no_rows():
    assert fetched_together(kinds()) == {"inventories": [], "pledges": []}


def test_what_is_not_named_is_deferred():
    InventoryFactory(scope1_t=5)
    (row,) = fetched_together(kinds())["inventories"]
    assert "scope1_t" in row.get_deferred_fields()
    assert row.scope1_t == 5


def test_more_names_than_a_database_takes_are_refused():
    names = [f"name{number}" for number in range(MOST_NAMES + 1)]
    with pytest.raises(ValueError, match="do not fit"):
        fetched_together({"pledges": (Pledge.objects.all(), names)})
