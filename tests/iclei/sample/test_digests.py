"""What was loaded, told from what staff have changed."""

from datetime import UTC, datetime

import pytest

from iclei.sample.digests import fingerprint
from members.models import Member
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.secretariats import SecretariatFactory

pytestmark = pytest.mark.django_db


def test_fingerprint_is_of_what_staff_edit():
    member = MemberFactory(name_en="Suwon")
    before = fingerprint(member)
    for name, value in {
        "sort_en": "x",
        "search_text": "x",
        "updated_at": datetime.now(UTC),
    }.items():
        setattr(member, name, value)
    assert fingerprint(member) == before
    for name, value in {
        "name_ja": "水原",
        "population": 0,
        "secretariat": SecretariatFactory(),
    }.items():
        setattr(member, name, value)
        assert fingerprint(member) != before
        before = fingerprint(member)


def test_fingerprint_of_an_empty_text_is_that_of_none():
    member = MemberFactory(name_ko=None, summary_ko="")
    before = fingerprint(member)
    member.name_ko, member.summary_ko = "", None
    assert fingerprint(member) == before


def test_fingerprint_counts_links_to_many_whatever_their_order():
    member, themes = MemberFactory(), ThemeFactory.create_batch(2)
    without = fingerprint(member)
    member.themes.set(themes[::-1])
    wanted = fingerprint(member)
    assert wanted != without
    member.themes.set(themes)
    assert fingerprint(Member.objects.get()) == wanted
