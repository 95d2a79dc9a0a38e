from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from editorial.languages import BY_CODE
from editorial.records.publication import Publication
from members.models import Member, Membership, months_later
from tests.factories.members import (
    ListedMemberFactory,
    MemberFactory,
    MembershipFactory,
    SourceFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
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


def term_beside(joined_on: date | None, left_on: date | None) -> Membership:
    """A second term of a member whose first one ran from 2012 to today."""
    first = MembershipFactory(joined_on=date(2012, 1, 1), joined_precision="year", left_on=TODAY)
    precision = "day" if joined_on else "unknown"
    return Membership(
        member=first.member, joined_on=joined_on, joined_precision=precision, left_on=left_on
    )


@pytest.mark.parametrize(
    ("joined_on", "left_on"),
    [
        (date(2020, 1, 1), None),
        (date(2020, 1, 1), date(2021, 1, 1)),
        (date(2011, 1, 1), date(2012, 1, 2)),
        (date(2011, 1, 1), None),
        (TODAY - timedelta(days=1), None),
        (None, date(2012, 1, 2)),
        (None, None),
    ],
)
def test_overlapping_terms_are_refused(joined_on, left_on):
    with pytest.raises(ValidationError, match="overlaps"):
        term_beside(joined_on, left_on).full_clean()


@pytest.mark.parametrize(
    ("joined_on", "left_on"),
    [
        (TODAY, None),
        (TODAY, TODAY),
        (date(2011, 1, 1), date(2012, 1, 1)),
        (None, date(2012, 1, 1)),
    ],
)
def test_term_may_touch_another(joined_on, left_on):
    term_beside(joined_on, left_on).full_clean()


def test_term_overlaps_neither_itself_nor_that_of_another_member():
    MembershipFactory()
    MembershipFactory().full_clean()


@pytest.mark.parametrize(
    ("joined_on", "precision"), [(TODAY, "unknown"), (None, "day"), (None, "year")]
)
def test_term_says_how_exactly_its_start_is_known(joined_on, precision):
    term = MembershipFactory()
    term.joined_on, term.joined_precision = joined_on, precision
    with pytest.raises(ValidationError, match="how exactly"):
        term.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        term.save()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org"])
def test_address_of_a_source_is_http_only(address):
    source = SourceFactory(url=address)
    with pytest.raises(ValidationError) as error:
        source.full_clean()
    assert "url" in error.value.message_dict


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "ftp://example.org", "data:text/html,x"]
)
def test_member_website_is_http_only(website):
    member = MemberFactory()
    member.website = website
    with pytest.raises(ValidationError) as error:
        member.full_clean()
    assert "website" in error.value.message_dict


@pytest.mark.parametrize("field", ["population", "population_year"])
def test_negative_number_is_refused_by_the_database(field):
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(**{field: -1})


@pytest.mark.parametrize("hue", [-1, 360])
def test_hue_beyond_the_circle_is_refused_by_database_and_form(hue):
    theme = ThemeFactory()
    theme.hue = hue
    with pytest.raises(ValidationError):
        theme.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        theme.save()


@pytest.mark.parametrize(("hue", "step"), [(0, 0), (7, 0), (8, 15), (352, 345), (353, 0)])
def test_hue_is_drawn_by_the_nearest_step(hue, step):
    assert ThemeFactory.build(hue=hue).hue_step == step


@pytest.mark.parametrize("code", BY_CODE)
@pytest.mark.parametrize("missing", [None, ""])
def test_english_name_is_required_past_the_form(code, missing):
    texts = {"name_en": missing, "name_ko": "수원"}
    with translation.override(code), pytest.raises(IntegrityError), transaction.atomic():
        ThemeFactory(**texts)


def test_profile_is_cleaned_when_validated():
    member = MemberFactory(profile_ko='<p onclick="x">글<script>alert(1)</script></p>')
    member.full_clean()
    assert member.profile_ko == "<p>글</p>"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 1, 15), 18, date(2026, 7, 15)),
        (date(2024, 8, 31), 18, date(2026, 2, 28)),
        (date(2022, 8, 31), 18, date(2024, 2, 29)),
        (date(2025, 6, 30), 18, date(2026, 12, 30)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_months_later_goes_by_the_calendar(day, months, later):
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("confirmed", "may_have_changed"),
    [(date(2024, 12, 14), True), (date(2024, 12, 15), False), (TODAY, False), (None, False)],
)
def test_leader_may_have_changed_after_eighteen_months(confirmed, may_have_changed):
    member = MemberFactory.build(leader_confirmed_on=confirmed, area=None, secretariat=None)
    assert member.leader_may_have_changed(TODAY) is may_have_changed


def test_unsafe_address_is_refused_once():
    with pytest.raises(ValidationError) as error:
        MemberFactory.build(website="javascript:alert(1)").clean_fields()
    assert error.value.message_dict["website"] == ["Enter a valid URL."]
