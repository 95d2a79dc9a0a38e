"""Numbers, as people write them into forms and sheets, and as no wheel changes them."""

import re
from decimal import Decimal

import pytest
from django.contrib import admin
from django.forms import NumberInput

from editorial.sheets.value_columns import NumberColumn
from members.models import Member
from secretariats.models import Posting
from tests.factories.members import IndicatorFactory, ListedMemberFactory, SourceFactory
from tests.factories.secretariats import PostingFactory
from tests.members.admin.test_members import change_url, form_data, sign_in

pytestmark = pytest.mark.django_db

WAYS = ["1 197 257", "１，１９７，２５７"]


@pytest.fixture
def member():
    return ListedMemberFactory(name_en="Suwon", population=5, latitude=37.0, longitude=127.0)


def save(client, member, **values):
    """The answer to a form of the member in which some fields say something else."""
    data = form_data(client.get(change_url(member)))
    return client.post(change_url(member), data | values)


@pytest.mark.parametrize("text", WAYS)
def test_form_understands_a_number_in_groups(client, member, text):
    sign_in(client, member.secretariat)
    assert save(client, member, population=text).status_code == 302
    assert Member.objects.get().population == 1_197_257


@pytest.mark.parametrize("text", WAYS)
def test_sheet_understands_what_the_form_does(text):
    column = NumberColumn(Member._meta.get_field("population"), None, None)
    assert column.read(text) == 1_197_257


def test_form_shows_many_digits_in_groups_and_years_in_one_piece(client, member):
    Member.objects.update(population=1_197_257, population_year=2024)
    sign_in(client, member.secretariat)
    page = client.get(change_url(member)).text
    assert value_in(page, "population") == "1,197,257"
    assert value_in(page, "population_year") == "2024"
    assert save(client, member).status_code == 302
    assert Member.objects.get().population == 1_197_257


def value_in(page: str, name: str) -> str:
    return re.search(rf'<input[^>]+name="{name}" value="([^"]*)"', page)[1]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("３７．６１５２", "１２７．０"), ("37。6152", "+127")],
)
def test_place_is_understood_in_full_width_and_other_digits(client, member, latitude, longitude):
    sign_in(client, member.secretariat)
    answer = save(client, member, latitude=latitude, longitude=longitude)
    assert answer.status_code == 302
    assert Member.objects.values_list("latitude", "longitude").get() == (37.6152, 127.0)


@pytest.mark.parametrize("text", ["119만", "37,6152"])
def test_what_is_no_number_comes_back_as_typed_with_words(client, member, text):
    sign_in(client, member.secretariat)
    name = "latitude" if text == "37,6152" else "population"
    answer = save(client, member, **{name: text})
    assert answer.status_code == 200
    assert value_in(answer.text, name) == text
    assert "Enter a " in answer.context["adminform"].form.errors[name][0]
    assert Member.objects.get().population == 5


@pytest.mark.parametrize(
    ("name", "text"), [("population", "²"), ("population", "⑦"), ("latitude", "37³")]
)
def test_raised_and_framed_digits_are_none(client, member, name, text):
    sign_in(client, member.secretariat)
    assert [*save(client, member, **{name: text}).context["adminform"].form.errors] == [name]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("latitude", "91", "between -90 and 90"), ("longitude", "-180.5", "between -180 and 180")],
)
def test_range_is_told_at_the_coordinate(client, member, name, text, words):
    sign_in(client, member.secretariat)
    errors = save(client, member, **{name: text}).context["adminform"].form.errors
    assert [*errors] == [name]
    (told,) = errors[name]
    assert words in told


@pytest.mark.parametrize("text", ["37.12345678901234", "３７．１２３４５６７８９"])
def test_coordinates_are_rounded_to_what_a_place_needs(client, member, text):
    sign_in(client, member.secretariat)
    assert save(client, member, latitude=text).status_code == 302
    assert Member.objects.get().latitude == 37.123457


def test_rows_understand_them_too(client, member):
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    indicator = IndicatorFactory(secretariat=member.secretariat, kind="number", decimals=2)
    row = {"indicator": indicator.pk, "number": "１２，０００．５", "year": "２０２４"}
    row["source"] = SourceFactory(secretariat=member.secretariat).pk
    rows = {f"facts-0-{name}": value for name, value in row.items()}
    assert save(client, member, **rows, **{"facts-TOTAL_FORMS": 1}).status_code == 302
    stored = member.facts.filter(indicator=indicator)
    assert stored.values_list("year", "number").get() == (2024, Decimal("12000.5"))


def test_no_form_of_the_back_office_has_a_field_that_a_wheel_changes(rf):
    request = rf.get("/admin/")
    request.user = PostingFactory(role=Posting.Role.REGIONAL).user
    for screen in admin.site._registry.values():
        forms = [screen.get_form(request)]
        forms += [rows.get_formset(request).form for rows in screen.get_inline_instances(request)]
        for form in forms:
            widgets = [field.widget for field in form.base_fields.values()]
            assert not any(isinstance(widget, NumberInput) for widget in widgets), screen
