"""Under which terms the directory may be used as data."""

import pytest
from django.utils.translation import override

from editorial.languages import LANGUAGES
from members.climate.columns import PLEDGE_COLUMNS
from members.columns import COLUMNS
from members.licence import ADDRESS, stated_licence, terms_of, what_is_left_out
from members.models import Member, Source
from tests.factories.members import ListedMemberFactory

pytestmark = pytest.mark.django_db  # the portal's record says whose the list is

CODES = [language.code for language in LANGUAGES]


def city(**fields) -> Member:
    return Member(slug="suwon", name_en="Suwon", **fields)


@pytest.mark.parametrize("code", CODES)
def test_figure_is_under_the_terms_of_its_source(code):
    with override(code):
        counted = terms_of(city(population=5, population_source=Source(pk=1)))
        uncounted = terms_of(city())
        unknown = terms_of(city(population=5))
    assert len({counted, uncounted, unknown}) == 3
    assert all(told.startswith(f"CC BY 4.0, {ADDRESS}") for told in (counted, uncounted, unknown))


@pytest.mark.parametrize("code", CODES[1:])
def test_terms_are_told_in_the_language_of_the_reader(code):
    filled = city(population=5, population_source=Source(pk=1))
    with override("en"):
        english = {terms_of(filled), terms_of(city(population=5)), what_is_left_out()}
    with override(code):
        told = {terms_of(filled), terms_of(city(population=5)), what_is_left_out()}
    assert not told & english


def test_columns_say_which_values_are_those_of_a_source():
    of_source = {column.name for column in COLUMNS if column.is_of_source}
    pledges = {column.name for column in PLEDGE_COLUMNS}
    assert of_source == {"population", "population_year", *pledges}


def test_page_states_what_the_files_state():
    stated = stated_licence()
    assert stated["url"] in terms_of(city())
    assert stated["attribution"] in terms_of(city())


@pytest.mark.parametrize("code", ["en", "ja"])
def test_directory_says_under_which_terms_its_list_is(client, code):
    ListedMemberFactory()
    page = client.get(f"/{code}/members/").content.decode()
    assert f'<a href="{ADDRESS}" rel="license external">CC BY 4.0</a>' in page
    with override(code):
        assert what_is_left_out() in page
        assert stated_licence()["attribution"] in page
    assert ADDRESS not in client.get(f"/{code}/members/?q=nowhere").content.decode()
