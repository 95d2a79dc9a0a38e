import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.comparing import choices, compared, for_columns
from members.models import Member
from tests.factories.members import (
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    SourceFactory,
    ThemeFactory,
)
from tests.factories.secretariats import AreaFactory, SecretariatFactory

pytestmark = pytest.mark.django_db


def columns(*slugs: str) -> dict:
    found = for_columns(Member.objects.listed()).in_bulk(slugs, field_name="slug")
    return {column.member.slug: column for column in compared([found[slug] for slug in slugs])}


def test_themes_say_whether_another_has_them():
    shared, own = ThemeFactory(slug="shared", order=1), ThemeFactory(slug="own", order=2)
    ListedMemberFactory(slug="a").themes.set([shared, own])
    ListedMemberFactory(slug="b").themes.set([shared])
    found = columns("a", "b")
    assert found["a"].themes == [(shared, True), (own, False)]
    assert found["b"].themes == [(shared, True)]


def test_distances_lead_to_each_other_member_whose_place_is_known():
    ListedMemberFactory(slug="seoul", latitude=37.5665, longitude=126.978)
    ListedMemberFactory(slug="busan", latitude=35.1028, longitude=129.0403)
    ListedMemberFactory(slug="nowhere")
    found = columns("seoul", "busan", "nowhere")
    ((other, distance),) = found["seoul"].distances
    assert (other.slug, distance) == ("busan", 330)
    assert found["nowhere"].distances == []


def test_each_can_be_taken_out():
    for slug in "abc":
        ListedMemberFactory(slug=slug)
    assert columns("a", "b", "c")["b"].without == "city=a&city=c"


def test_a_closed_office_is_not_named():
    ListedMemberFactory(slug="a", secretariat=SecretariatFactory(closed=2015))
    assert columns("a")["a"].office is None


def test_choices_are_listed_members_of_each_area_in_turn():
    japan = AreaFactory(code="JP", name_en="Japan", name_ko="", order=1)
    korea = AreaFactory(order=2)
    taken = ListedMemberFactory(area=korea, name_en="Anyang")
    for area, name in ((korea, "Suwon"), (japan, "Sapporo"), (korea, "Busan")):
        ListedMemberFactory(area=area, name_en=name)
    MemberFactory(name_en="Lapsed")
    assert [member.name_en for member in choices([taken])] == ["Sapporo", "Busan", "Suwon"]


@pytest.mark.parametrize("count", [1, 3])
def test_columns_ask_as_much_for_three_members_as_for_one(count):
    slugs = [ListedMemberFactory().slug for _ in range(count)]
    for member in Member.objects.all():
        member.themes.add(ThemeFactory())
    with CaptureQueriesContext(connection) as captured:
        columns(*slugs)
    assert len(captured) == 6


@pytest.mark.parametrize(
    ("language", "is_verified", "told"),
    [
        ("en", True, "Source: The bulletin"),
        ("en", False, "Source: The bulletin (not verified)"),
        ("ko", False, "출처: 소식지(미확인)"),
        ("ja", False, "出典：The bulletin（未確認）"),
    ],
)
@pytest.mark.parametrize("name", ["detail", "compare"])
def test_membership_says_by_which_source_it_is_known(client, name, language, is_verified, told):
    titles = {"title_en": "The bulletin", "title_ko": "소식지"}
    source = SourceFactory(url="https://example.org/joined", is_verified=is_verified, **titles)
    member = MemberFactory()
    MembershipFactory(member=member, source=source)
    address = {
        "detail": reverse("members:detail", args=[member.slug]),
        "compare": f"{reverse('members:compare')}?city={member.slug}",
    }[name]
    html = client.get(address.replace("/en/", f"/{language}/", 1)).content.decode()
    assert 'href="https://example.org/joined"' in html
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    assert told in plain
    assert ("(not verified)" in plain) is (told.endswith("(not verified)"))
