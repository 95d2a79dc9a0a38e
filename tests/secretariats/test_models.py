import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from editorial.languages import LANGUAGES
from secretariats.models import Person, Secretariat
from tests.factories.members import MemberFactory
from tests.factories.secretariats import (
    AreaFactory,
    PersonFactory,
    PostingFactory,
    SecretariatFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize("factory", [SecretariatFactory, MemberFactory])
@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(None, 5), (5, None), (90.1, 5), (-90.1, 5), (5, 180.1), (5, -180.1), (None, 500)],
)
def test_place_that_is_none_is_refused_by_database_and_form(factory, latitude, longitude):
    placed = factory()
    placed.latitude, placed.longitude = latitude, longitude
    with pytest.raises(ValidationError, match=r"both coordinates|lies between"):
        placed.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        placed.save()


@pytest.mark.parametrize("factory", [SecretariatFactory, MemberFactory])
@pytest.mark.parametrize("place", [(None, None), (0, 0), (90, 180), (-90, -180)])
def test_place_on_earth_or_unknown_is_stored(factory, place):
    placed = factory(latitude=place[0], longitude=place[1])
    placed.answer_doubts("It lies there.")
    placed.full_clean()


@pytest.mark.parametrize("factory", [AreaFactory, SecretariatFactory, PersonFactory])
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("missing", [None, ""])
def test_english_name_is_required_past_the_form(factory, code, missing):
    with translation.override(code), pytest.raises(IntegrityError), transaction.atomic():
        factory(name_en=missing, name_ko="서울")


@pytest.mark.parametrize("code", ["kr", "K", "K1", "", "한국", "K "])
def test_area_code_that_is_not_iso_is_refused_by_the_database(code):
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory(code=code)


def test_office_that_closes_before_it_opens_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        SecretariatFactory(opened=2012, closed=2011)


@pytest.mark.parametrize("opened", [None, 2012])
def test_office_may_close_in_the_year_it_opened_or_after_an_unknown_one(opened):
    SecretariatFactory(opened=opened, closed=2012).full_clean()


@pytest.mark.parametrize("field", ["opened", "closed", "order"])
def test_negative_number_is_refused_by_the_database(field):
    with pytest.raises(IntegrityError), transaction.atomic():
        SecretariatFactory(**{field: -1})


def test_office_that_closes_in_a_year_to_come_is_still_open():
    next_year = SecretariatFactory(closed=timezone.localdate().year + 1)
    this_year = SecretariatFactory(closed=timezone.localdate().year)
    desk = PersonFactory(secretariat=next_year)
    PersonFactory(secretariat=this_year)
    assert list(Secretariat.objects.public()) == [next_year]
    assert list(Person.objects.public()) == [desk]
    assert (next_year.is_public(), this_year.is_public()) == (True, False)


def test_office_below_itself_is_refused():
    top = SecretariatFactory()
    top.parent = SecretariatFactory(parent=SecretariatFactory(parent=top))
    with pytest.raises(ValidationError, match="its own parent"):
        top.full_clean()


def test_office_covers_all_below_it():
    top = SecretariatFactory()
    below = SecretariatFactory(parent=SecretariatFactory(parent=top))
    assert top.covered() == {top.pk, below.parent.pk, below.pk}


@pytest.mark.parametrize("languages", [["fr"], "ko", {"ko": 1}, ["ko", "fr"]])
def test_posting_for_a_language_that_is_not_ours_is_refused(languages):
    posting = PostingFactory()
    posting.languages = languages
    with pytest.raises(ValidationError, match="five languages"):
        posting.full_clean()


def test_user_is_posted_to_an_office_once():
    posting = PostingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PostingFactory(user=posting.user, secretariat=posting.secretariat)


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://example.org", "//example.org"])
def test_website_of_an_office_is_http_only(website):
    office = SecretariatFactory()
    office.website = website
    with pytest.raises(ValidationError) as error:
        office.full_clean()
    assert "website" in error.value.message_dict
