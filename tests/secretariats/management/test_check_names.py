from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.members import FactFactory, MemberFactory
from tests.factories.secretariats import ForbiddenVariantFactory

pytestmark = pytest.mark.django_db

HELD = "Seat of the Republic of Korea"


def told() -> list[str]:
    out = StringIO()
    call_command("check_names", stdout=out)
    return out.getvalue().splitlines()


def test_public_text_is_named_and_a_draft_is_not():
    member = MemberFactory(name_en="Suwon", summary_en=HELD)
    MemberFactory(summary_en=HELD, status="draft")
    ForbiddenVariantFactory()
    assert told() == [
        f"members.Member {member.pk} (Suwon): Summary (English): ICLEI writes “South Korea”, not "
        "“Republic of Korea”. Seat of the 【Republic of Korea】",
        "1 found.",
    ]


def test_nothing_is_found_where_nothing_is_listed():
    MemberFactory(summary_en=HELD)
    assert told() == ["0 found."]


def test_fact_is_found_with_its_member():
    FactFactory(wording_en=HELD)
    FactFactory(member=MemberFactory(status="draft"), wording_en=HELD)
    ForbiddenVariantFactory()
    assert told()[-1] == "1 found."
