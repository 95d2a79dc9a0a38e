from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from editorial.languages import BY_CODE
from editorial.publication import Publication
from members.models import Member, Membership
from tests.factories.members import ListedMemberFactory, MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


def test_listed_shows_a_member_with_an_unknown_start():
    member = ListedMemberFactory()
    assert list(Member.objects.listed()) == [member]


def test_listed_hides_a_member_without_a_term():
    MemberFactory()
    assert not Member.objects.listed().exists()


@pytest.mark.parametrize(
    ("left_on", "listed"),
    [
        (TODAY + timedelta(days=1), True),
        (TODAY, False),
    ],
)
def test_listed_hides_an_ended_membership(left_on, listed):
    MembershipFactory(left_on=left_on)
    assert Member.objects.listed(on=TODAY).exists() is listed


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Publication.Status.DRAFT},
        {"status": Publication.Status.REVIEW},
        {"status": Publication.Status.WITHDRAWN},
        {"publish_at": timezone.now() + timedelta(hours=1)},
        {"unpublish_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_listed_hides_an_unpublished_record(hidden):
    ListedMemberFactory(**hidden)
    assert not Member.objects.listed().exists()


def test_in_order_follows_the_readers_language():
    MemberFactory(slug="b", name_en="Busan", name_ko="부산", reading_zhuyin="ㄈㄨˇ ㄕㄢ")
    MemberFactory(slug="a", name_en="Ansan", name_ko="안산", reading_zhuyin="ㄢ ㄕㄢ")
    MemberFactory(slug="g", name_en="Gwangju", name_ko="광주", reading_zhuyin="ㄍㄨㄤ ㄓㄡ")

    def order(code):
        return "".join(Member.objects.in_order(BY_CODE[code]).values_list("slug", flat=True))

    assert (order("en"), order("ko"), order("zh-hant")) == ("abg", "gba", "bga")


def test_in_order_ignores_voicing_marks_at_first():
    MemberFactory(slug="k", reading_kana="かわさき")
    MemberFactory(slug="g", reading_kana="がまごおり")
    assert [m.slug for m in Member.objects.in_order(BY_CODE["ja"])] == ["g", "k"]


def test_second_open_term_is_refused_by_the_database():
    term = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(member=term.member)


def test_term_that_ends_before_it_begins_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(
            joined_on=TODAY, joined_precision="day", left_on=TODAY - timedelta(days=1)
        )


def test_overlapping_terms_are_refused():
    first = MembershipFactory(joined_on=date(2012, 1, 1), joined_precision="year", left_on=TODAY)
    second = Membership(member=first.member, joined_on=date(2020, 1, 1), joined_precision="year")
    with pytest.raises(ValidationError, match="overlaps"):
        second.full_clean()


def test_term_may_begin_on_the_day_the_last_one_ended():
    first = MembershipFactory(joined_on=date(2012, 1, 1), joined_precision="year", left_on=TODAY)
    Membership(member=first.member, joined_on=TODAY, joined_precision="day").full_clean()


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "ftp://example.org", "data:text/html,x"]
)
def test_member_website_is_http_only(website):
    member = MemberFactory()
    member.website = website
    with pytest.raises(ValidationError) as error:
        member.full_clean()
    assert "website" in error.value.message_dict


def test_member_place_beyond_the_earth_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(latitude=91, longitude=0)


def test_profile_is_cleaned_when_validated():
    member = MemberFactory(profile_ko='<p onclick="x">글<script>alert(1)</script></p>')
    member.full_clean()
    assert member.profile_ko == "<p>글</p>"
