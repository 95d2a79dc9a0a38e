"""What contains a member: what is refused, in forms and by the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.models import Containment
from tests.factories.members import (
    ContainmentFactory,
    ListedMemberFactory,
    MemberFactory,
    PlaceFactory,
)
from tests.factories.secretariats import AreaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def contain(container, *members, **days):
    return [ContainmentFactory(member=one, container=container, **days) for one in members]


def refused(row: Containment, field: str) -> str:
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return " ".join(caught.value.message_dict[field])


def refused_by_database(row: Containment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


class TestCircles:
    def test_member_within_what_lies_in_it(self):
        city, district, town = ListedMemberFactory.create_batch(3)
        contain(city, district)
        contain(district, town)
        row = Containment(member=city, container=town)
        assert "is itself part of this member" in refused(row, "container")
        refused_by_database(row)

    def test_member_within_itself(self):
        city = ListedMemberFactory()
        row = Containment(member=city, container=city)
        assert "is itself part of this member" in refused(row, "container")
        refused_by_database(row)

    def test_change_that_closes_one(self):
        city, district, other = ListedMemberFactory.create_batch(3)
        contain(city, district)
        [row] = contain(other, city)
        row.container = district
        assert "is itself part of this member" in refused(row, "container")
        refused_by_database(row)

    def test_rows_of_other_times(self):
        """A city that was part of its district's part until 1999, and has contained it since."""
        old, new = ListedMemberFactory.create_batch(2)
        contain(old, new, until=date(1999, 12, 31))
        row = Containment(member=old, container=new, since=date(2000, 1, 1))
        row.full_clean()
        row.save()
        row.since = date(1999, 12, 31)
        assert "is itself part of this member" in refused(row, "container")
        refused_by_database(row)

    def test_way_that_never_led_all_along(self):
        """Two rows on the way up that share no day close no circle."""
        low, middle, high = ListedMemberFactory.create_batch(3)
        contain(middle, low, until=date(2005, 6, 30))
        contain(high, middle, since=date(2010, 1, 1))
        row = Containment(member=high, container=low)
        row.full_clean()
        row.save()


class TestContainer:
    def test_neither_member_nor_place(self):
        row = Containment(member=ListedMemberFactory())
        assert refused(row, "__all__") == "Choose a member or a place, and not both."
        refused_by_database(row)

    def test_member_and_place(self):
        row = Containment(
            member=ListedMemberFactory(), container=ListedMemberFactory(), place=PlaceFactory()
        )
        assert "Choose a member or a place, and not both." in refused(row, "__all__")
        refused_by_database(row)

    @pytest.mark.parametrize("field, make", [("container", MemberFactory), ("place", PlaceFactory)])
    def test_other_area(self, field, make):
        unit = make(area=AreaFactory(code="JP", name_en="Japan"))
        row = Containment(member=ListedMemberFactory(), **{field: unit})
        assert refused(row, field) == "It lies in another area."


class TestDays:
    def test_last_day_before_the_first(self):
        row = Containment(
            member=ListedMemberFactory(),
            place=PlaceFactory(),
            since=date(2024, 1, 18),
            until=date(2024, 1, 17),
        )
        assert "The last day must not be before the first." in refused(row, "__all__")
        refused_by_database(row)

    def test_two_units_on_one_day(self):
        member, before = ListedMemberFactory(), date(2024, 1, 17)
        ContainmentFactory(member=member, place=PlaceFactory(), until=before)
        row = Containment(member=member, place=PlaceFactory(), since=before)
        assert "a member lies in one unit at a time" in refused(row, "__all__")
        row.since = date(2024, 1, 18)
        row.full_clean()

    def test_two_without_an_end(self):
        member = ListedMemberFactory()
        ContainmentFactory(member=member, place=PlaceFactory())
        refused_by_database(Containment(member=member, place=PlaceFactory()))

    def test_current_on_both_edges(self):
        first, last = date(2024, 1, 18), date(2026, 6, 30)
        row = ContainmentFactory(since=first, until=last)
        held = [Containment.objects.current(day).exists() for day in (first, last)]
        beyond = (date(2024, 1, 17), date(2026, 7, 1))
        assert held == [True, True] and row.ends == date(2026, 7, 1)
        assert not any(Containment.objects.current(day).exists() for day in beyond)
