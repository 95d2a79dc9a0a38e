import pytest
from django import forms

from editorial.history.sent_fields import SentFieldsForm
from members.models import Member
from secretariats.models import Person
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.secretariats import PersonFactory

pytestmark = pytest.mark.django_db


class PersonForm(SentFieldsForm):
    class Meta:
        model = Person
        fields = ("name_en", "is_public", "order", "secretariat")


class MemberForm(SentFieldsForm):
    class Meta:
        model = Member
        fields = ("name_en", "themes")
        widgets = {"themes": forms.CheckboxSelectMultiple}


@pytest.fixture
def person():
    return PersonFactory(name_en="Minsu", is_public=True, order=3)


def sent(form_class, record, **data):
    form = form_class(data, instance=record)
    assert form.is_valid(), form.errors
    form.save()
    record.refresh_from_db()
    return form


@pytest.mark.parametrize(
    ("data", "name", "is_public", "order"),
    [
        ({"name_en": "Yuna"}, "Yuna", True, 3),
        ({"order": "7"}, "Minsu", True, 7),
        ({"is_public-open": "1"}, "Minsu", False, 3),
        ({"is_public-open": "1", "is_public": "on"}, "Minsu", True, 3),
        ({}, "Minsu", True, 3),
    ],
)
def test_what_was_not_sent_stays(person, data, name, is_public, order):
    sent(PersonForm, person, **data)
    assert (person.name_en, person.is_public, person.order) == (name, is_public, order)


def test_box_that_is_ticked_needs_no_sign(person):
    person.is_public = False
    person.save()
    sent(PersonForm, person, is_public="on")
    assert person.is_public


def test_what_was_emptied_is_asked_for(person):
    assert PersonForm({"name_en": "", "order": ""}, instance=person).errors.keys() == {
        "name_en",
        "order",
    }


def test_new_record_needs_what_it_needs():
    assert "secretariat" in PersonForm({"name_en": "Yuna"}).errors


def test_only_what_was_sent_counts_as_changed(person):
    form = sent(PersonForm, person, name_en="Yuna")
    assert form.changed_data == ["name_en"]
    assert form.not_sent == {"is_public", "order", "secretariat"}


@pytest.mark.parametrize(("data", "left"), [({}, 2), ({"themes-open": "1"}, 0)])
def test_links_stay_unless_the_form_offered_them(data, left):
    member = MemberFactory()
    member.themes.set([ThemeFactory(), ThemeFactory()])
    sent(MemberForm, member, name_en="Suwon", **data)
    assert member.themes.count() == left


def test_links_that_the_form_does_not_offer_are_no_error():
    member = MemberFactory()
    offered, other = ThemeFactory(), ThemeFactory()
    member.themes.set([offered, other])
    form = MemberForm({"name_en": "Suwon"}, instance=member)
    form.fields["themes"].queryset = type(offered).objects.filter(pk=offered.pk)
    assert form.is_valid()
    assert [*form.cleaned_data["themes"]] == [offered]


def test_form_that_comes_back_shows_what_is_stored(person):
    form = PersonForm({"order": "many"}, instance=person)
    assert not form.is_valid()
    assert 'value="Minsu"' in str(form["name_en"])
    assert " checked" in str(form["is_public"])
    assert 'value="many"' in str(form["order"])


def test_sign_stands_beside_what_sends_nothing_by_itself(person):
    form = PersonForm(instance=person, prefix="people-0")
    sign = '<input type="hidden" name="people-0-is_public-open" value="1">'
    assert sign in str(form["is_public"])
    assert "-open" not in str(form["name_en"])
    assert "themes-open" in str(MemberForm()["themes"])
