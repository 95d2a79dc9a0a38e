"""Imagined rows are read in place of stored ones, and nothing is written meanwhile."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Count

from editorial.records.imagined import ImaginedRows, WrittenError, imagining
from members.models import Member, Theme
from tests.factories.members import ListedMemberFactory, MemberFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def slugs():
    return set(Theme.objects.values_list("slug", flat=True))


def whole(theme: Theme, **values) -> dict:
    own = {field.attname: getattr(theme, field.attname) for field in Theme._meta.concrete_fields}
    return own | values


def test_rows_are_changed_added_and_gone_while_they_are_imagined():
    changed, gone, other = (ThemeFactory(slug=slug) for slug in ("changed", "gone", "other"))
    rows = ImaginedRows(
        Theme,
        changed={changed.pk: {"slug": "imagined"}},
        added=[whole(other, id=-1, slug="added")],
        gone={gone.pk},
    )
    with imagining([rows]):
        assert slugs() == {"imagined", "added", "other"}
        assert Theme.objects.get(slug="imagined").name_en == changed.name_en
        assert Theme.objects.filter(pk__lt=0).count() == 1
    assert slugs() == {"changed", "gone", "other"}


def test_imagined_rows_are_joined_and_counted_with_stored_ones():
    theme = ThemeFactory(slug="stored")
    ListedMemberFactory().themes.add(theme)
    with imagining([ImaginedRows(Theme, changed={theme.pk: {"slug": "imagined"}})]):
        found = Theme.objects.annotate(number=Count("members")).get(slug="imagined")
        assert found.number == 1
        assert Member.objects.listed().filter(themes__slug="imagined").exists()
        assert not Member.objects.filter(themes__slug="stored").exists()


def test_values_keep_their_kind():
    member = MemberFactory(latitude="37.5", longitude="127.0", population=10)
    values = {"latitude": Decimal("35.25"), "longitude": None, "population": 2_000_000}
    with imagining([ImaginedRows(Member, changed={member.pk: values})]):
        found = Member.objects.filter(population__gt=1_000_000).get()
        assert (found.latitude, found.longitude) == (Decimal("35.25"), None)
        assert Member.objects.filter(latitude__lt=36).count() == 1
        assert found.updated_at == member.updated_at


@pytest.mark.parametrize(
    "write",
    [
        lambda theme: theme.save(),
        lambda theme: theme.delete(),
        lambda theme: Theme.objects.bulk_create([Theme(slug="new", name_en="New")]),
        lambda theme: Theme.objects.update(order=3),
    ],
)
def test_nothing_can_be_written_while_rows_are_imagined(write):
    theme = ThemeFactory()
    with pytest.raises(WrittenError), transaction.atomic(), imagining([ImaginedRows(Theme)]):
        write(theme)
    assert Theme.objects.get().order == theme.order


def test_errors_leave_nothing_imagined():
    theme = ThemeFactory(slug="stored")
    rows = ImaginedRows(Theme, changed={theme.pk: {"slug": "imagined"}})
    with pytest.raises(ZeroDivisionError), imagining([rows]):
        _ = 1 / 0
    assert slugs() == {"stored"}
