"""What is wrong in a form stands at its top, with a way to each field, in rows and tabs too."""

import re

import pytest

from members.models import Member
from secretariats.models import Posting
from tests.factories.members import FactFactory, ListedMemberFactory
from tests.factories.news import EventFactory
from tests.factories.secretariats import ForbiddenVariantFactory
from tests.members.admin.test_members import change_url, form_data, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return ListedMemberFactory(name_en="Suwon")


def sent(client, record, **values):
    """The form of a record after it was sent with other values."""
    where = f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"
    data = form_data(client.get(where)) | values
    return client.post(where, data)


def told(answer) -> list[tuple[str, str]]:
    return [(problem.where, problem.field) for problem in answer.context["problems"]]


def ids_in(page: str) -> set[str]:
    return {*re.findall(r'\bid="([^"]+)"', page)}


def test_errors_of_fields_in_tabs_and_below_are_told_in_order(client, member):
    sign_in(client, member.secretariat)
    answer = sent(client, member, name_en="", website="nowhere", population="many")
    assert told(answer) == [
        ("id_population", "Population"),
        ("id_website", "Website"),
        ("id_name_en", "Name (English)"),
    ]
    assert {where for where, _field in told(answer)} <= ids_in(answer.text)
    assert '<a href="#id_website">Website</a>' in answer.text
    assert "3 things are to be corrected" in answer.text


def test_errors_of_rows_name_the_row(client, member):
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    fact = FactFactory(member=member, wording_en="Parks")
    rows = {
        "facts-TOTAL_FORMS": 2,
        "facts-INITIAL_FORMS": 1,
        "facts-0-id": fact.pk,
        "facts-0-wording_en": "Parks",
        "facts-0-indicator": fact.indicator_id,
        "facts-0-year": "soon",
        "facts-1-wording_ko": "나무",
        "facts-1-indicator": "",
    }
    answer = sent(client, member, **rows)
    assert ("id_facts-0-year", "Fact 1: Year") in told(answer)
    assert ("id_facts-1-indicator", "Fact 2: Indicator") in told(answer)
    assert {where for where, _field in told(answer)} <= ids_in(answer.text)


def test_errors_of_dates_lists_and_the_whole_have_a_place(client):
    event = EventFactory()
    sign_in(client, event.secretariat)
    answer = sent(client, event, starts_at_0="2030-13-01", starts_at_1="x", themes=["77"])
    assert {where for where, _field in told(answer)} >= {"id_starts_at_0", "id_themes"}
    assert {where for where, _field in told(answer)} <= ids_in(answer.text)


def test_form_without_errors_has_no_list_of_them(client, member):
    sign_in(client, member.secretariat)
    assert "error-summary" not in client.get(change_url(member)).text


def test_choice_between_two_texts_is_told_in_a_line(client, member):
    sign_in(client, member.secretariat)
    data = form_data(client.get(change_url(member))) | {"official_name": "수원"}
    member.official_name = "수원특례시"
    member.save()
    answer = client.post(change_url(member), data)
    (problem,) = answer.context["problems"]
    assert problem.where == "id_official_name"
    assert problem.words == "Somebody else changed this too: choose at the field."


def test_what_is_asked_at_a_field_is_told_in_a_sentence(client, member):
    """The question itself, with its input, stands at the field alone."""
    ForbiddenVariantFactory(text="Formosa", level="doubt", language="")
    sign_in(client, member.secretariat, Posting.Role.PUBLISHER)
    lost = {"summary_en": "It faces Formosa.", "profile_en": '<p>Old</p><img src="/x.png">'}
    answer = sent(client, member, **lost)
    words = {problem.where: problem.words for problem in answer.context["problems"]}
    assert words["id_summary_en"].startswith("This needs to be checked")
    assert words["id_profile_en"].startswith("Part of this cannot be kept")


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_name_of_a_field_is_said_once(client, member, language):
    """The colon after it is as wide as the language has it."""
    ForbiddenVariantFactory(text="Formosa")
    sign_in(
        client,
        member.secretariat,
        Posting.Role.PUBLISHER,
        user__interface_language=language,
    )
    answer = sent(client, member, summary_en="It faces Formosa.")
    (problem,) = (p for p in answer.context["problems"] if p.where == "id_summary_en")
    assert problem.field not in problem.words
    assert "Formosa" in problem.words[1:]
    assert problem.words[0] not in ":："


@pytest.mark.parametrize("name", ["", "   "])
def test_record_without_a_name_is_asked_for_that_alone(client, member, name):
    sign_in(client, member.secretariat)
    where = "/admin/members/member/add/"
    answer = client.post(where, form_data(client.get(where)) | {"name_en": name, "slug": ""})
    fields = {where for where, _field in told(answer)}
    assert "id_name_en" in fields
    assert "id_slug" not in fields
    assert Member.objects.count() == 1


@pytest.mark.parametrize(("source", "field"), [("en", "Title (English)"), ("ja", "Title (日本語)")])
def test_event_without_a_title_is_asked_for_it_in_its_own_language(client, member, source, field):
    sign_in(client, member.secretariat)
    where = "/admin/news/event/add/"
    data = form_data(client.get(where)) | {"source_language": source, "title_ko": "행사"}
    answer = client.post(where, data | {"slug": ""})
    assert (f"id_title_{source}", field) in told(answer)
    assert {problem.field for problem in answer.context["problems"]}.isdisjoint(
        {"", "Page address"}
    )
    event = EventFactory(secretariat=member.secretariat, title_en="Congress")
    assert told(sent(client, event, title_en="")) == [("id_title_en", "Title (English)")]
