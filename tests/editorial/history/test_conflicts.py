import pytest

from editorial.history.conflicts import last_change
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db


def test_last_change_is_the_version_that_brought_the_value():
    member = MemberFactory(name_ko="수원")
    for name, text in (("name_ko", "수원시"), ("name_ja", "水原"), ("summary_en", "A city")):
        setattr(member, name, text)
        member.save()
    fields = map(member._meta.get_field, ("name_ko", "name_ja", "slug"))
    assert [last_change(member, field).version for field in fields] == [2, 3, 1]


def test_last_change_of_links_is_the_newest_version():
    member = MemberFactory()
    member.save()
    assert last_change(member, member._meta.get_field("themes")).version == 2


def test_record_that_nobody_saved_has_no_last_change():
    member = MemberFactory.build()
    assert last_change(member, member._meta.get_field("slug")) is None
